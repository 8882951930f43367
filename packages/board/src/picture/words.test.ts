import { expect, test } from 'vitest';
import { anEvent, aRow } from '../testing/live-messages.ts';
import { ageWords } from './age-words.ts';
import { nameOrBib, ordinal, placesOf } from './place-words.ts';
import { Standings } from './standings.ts';
import { clockWords, hourAndMinute, raceTime, timeOfDay } from './time-words.ts';

test.each([
  [-5_000, '0 s'],
  [7_900, '7 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
  [172_800_000, '2 days'],
])('an age of %i ms is said as %s', (ageMs, words) => expect(ageWords(ageMs)).toBe(words));

test('a running clock shows the seconds that have passed, and counts down before the gun', () => {
  expect(clockWords(2_467_999)).toBe('41:07');
  expect(clockWords(3_600_000)).toBe('1:00:00');
  expect(clockWords(-1)).toBe('-0:01');
});

test('an official time keeps a fraction only where the race does', () => {
  expect([raceTime(2_478_000), raceTime(2_477_040), raceTime(2_477_041), raceTime(null)]).toEqual(['41:18', '41:17.04', '41:17.041', '']);
});

test('times of day are those of the race, and a zone nobody knows is shown in UTC and says so', () => {
  const atMs = Date.UTC(2026, 8, 20, 7, 41, 7);
  expect(timeOfDay(atMs, 'Europe/Amsterdam')).toBe('09:41:07');
  expect(timeOfDay(atMs, 'Mars/Olympus')).toBe('07:41:07 UTC');
  expect(hourAndMinute(atMs, 'Europe/Amsterdam')).toBe('09:41');
  expect(timeOfDay(Date.UTC(2026, 8, 20, 22, 0, 0), 'Europe/Amsterdam')).toBe('00:00:00');
});

test('places are said as people say them', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 113].map(ordinal).join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th 113th');
});

test('a winner of her division hears it, from the widest list to the narrowest', () => {
  const standings = new Standings();
  const winner = aRow('2', 41, { divisionIds: ['F40'] });
  for (const row of [aRow('1', 40, { sex: 'M' }), winner]) standings.put(row);
  expect(placesOf(winner, standings, anEvent()).map(({ name, place }) => `${ordinal(place)} ${name}`)).toEqual([
    '2nd Overall',
    '1st Women',
    '1st F 40–49',
  ]);
});

test('an unknown or hidden person is called by the bib; nobody is invented', () => {
  expect(nameOrBib(aRow('217', 40, { name: null }))).toBe('Bib 217');
  expect(nameOrBib(aRow('217', 40, { name: '  ' }))).toBe('Bib 217');
});
