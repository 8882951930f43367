import { expect, test } from 'vitest';
import { raceAgeOn } from '../race/race-age.ts';

test.each([
  ['a runner', 'race-day', 39],
  ['a triathlete', 'year-end', 40],
] as const)('%s born on 20 September 1986 races on 19 September 2026 by %s as %i (SR-15, W11)', (_who, ageOn, age) => {
  expect(raceAgeOn({ birthDay: '1986-09-20', raceDay: '2026-09-19', ageOn })).toBe(age);
});

test.each([
  ['the day before the birthday', '2026-05-16', 39],
  ['on the birthday', '2026-05-17', 40],
  ['the day after', '2026-05-18', 40],
  ['earlier in the month before', '2026-04-30', 39],
  ['later in the month after', '2026-06-01', 40],
])('%s (%s): %i', (_when, raceDay, age) => {
  expect(raceAgeOn({ birthDay: '1986-05-17', raceDay, ageOn: 'race-day' })).toBe(age);
});

test('by the year-end a birthday on 31 December counts', () => {
  expect(raceAgeOn({ birthDay: '1986-12-31', raceDay: '2026-01-01', ageOn: 'year-end' })).toBe(40);
});

test.each([
  ['2025-02-28', 24],
  ['2025-03-01', 25],
  ['2024-02-28', 23],
  ['2024-02-29', 24],
])('born on 29 February 2000, racing on %s: %i', (raceDay, age) => {
  expect(raceAgeOn({ birthDay: '2000-02-29', raceDay, ageOn: 'race-day' })).toBe(age);
});

test('a child born on the race day is 0, and nobody is younger', () => {
  expect(raceAgeOn({ birthDay: '2026-05-17', raceDay: '2026-05-17', ageOn: 'race-day' })).toBe(0);
  expect(raceAgeOn({ birthDay: '2026-05-18', raceDay: '2026-05-17', ageOn: 'race-day' })).toBeUndefined();
  expect(raceAgeOn({ birthDay: '2026-05-18', raceDay: '2026-05-17', ageOn: 'year-end' })).toBeUndefined();
});

test('a day that does not exist, and an age above 130, are no age', () => {
  expect(raceAgeOn({ birthDay: '2001-02-29', raceDay: '2026-05-17', ageOn: 'race-day' })).toBeUndefined();
  expect(raceAgeOn({ birthDay: '1986-05-17', raceDay: '2026-13-01', ageOn: 'race-day' })).toBeUndefined();
  expect(raceAgeOn({ birthDay: '1896-05-17', raceDay: '2026-05-17', ageOn: 'race-day' })).toBe(130);
  expect(raceAgeOn({ birthDay: '1895-05-17', raceDay: '2026-05-17', ageOn: 'race-day' })).toBeUndefined();
});
