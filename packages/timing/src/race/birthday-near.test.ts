import { expect, test } from 'vitest';
import { birthdayNear } from './birthday-near.ts';

const sunday = { firstDay: '2026-09-20', lastDay: '2026-09-20' };

test.each([
  ['1986-09-20', 'today'],
  ['1986-09-13', 'this-week'],
  ['1986-09-27', 'this-week'],
  ['1986-09-12', undefined],
  ['1986-09-28', undefined],
  ['1986-03-20', undefined],
  ['no date', undefined],
])('who was born on %s has a birthday %s at a race on 20 September 2026', (birthDay, said) => {
  expect(birthdayNear(birthDay, sunday)).toBe(said);
});

test('on an event of two days a birthday is said to be this week: nobody knows on which day it is read out', () => {
  expect(birthdayNear('1986-09-20', { firstDay: '2026-09-19', lastDay: '2026-09-20' })).toBe('this-week');
});

test('a birthday is near across the turn of the year, and on 1 March for whoever was born on a leap day', () => {
  expect(birthdayNear('1990-01-02', { firstDay: '2026-12-31', lastDay: '2026-12-31' })).toBe('this-week');
  expect(birthdayNear('1990-12-30', { firstDay: '2027-01-01', lastDay: '2027-01-01' })).toBe('this-week');
  expect(birthdayNear('1992-02-29', { firstDay: '2027-03-01', lastDay: '2027-03-01' })).toBe('today');
});

test('on an event of several days a birthday on the first of them is this week too, and a day that is none is near nothing', () => {
  expect(birthdayNear('1986-09-19', { firstDay: '2026-09-19', lastDay: '2026-09-20' })).toBe('this-week');
  expect(birthdayNear('1986-02-31', { firstDay: '2026-03-01', lastDay: '2026-03-01' })).toBeUndefined();
  expect(birthdayNear('1986-09-19', { firstDay: '2026-09-19', lastDay: 'no day' })).toBeUndefined();
});
