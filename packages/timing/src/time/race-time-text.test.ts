import { expect, test } from 'vitest';
import { formatRaceTime, roundUpMs } from './race-time-text.ts';

test.each([
  [0, '0:00'],
  [7_000, '0:07'],
  [2_478_000, '41:18'],
  [2_477_001, '41:18'],
  [3_599_001, '1:00:00'],
  [3_723_000, '1:02:03'],
  [90_000_000, '25:00:00'],
  [-40_000, '-0:40'],
])('%i ms is shown as %s', (ms, text) => {
  expect(formatRaceTime(ms)).toBe(text);
});

test('hundredths and exact times show what they have', () => {
  expect(formatRaceTime(2_477_040, { digits: 'hundredths' })).toBe('41:17.04');
  expect(formatRaceTime(2_477_041, { digits: 'hundredths' })).toBe('41:17.05');
  expect(formatRaceTime(2_477_040, { digits: 'exact' })).toBe('41:17.040');
});

test.each([
  [2_477_000, 1000, 2_477_000],
  [2_477_001, 1000, 2_478_000],
  [2_477_001, 100, 2_477_100],
  [2_477_001, 1, 2_477_001],
  [0, 1000, 0],
])('%i ms in steps of %i is %i', (exact, step, official) => {
  expect(roundUpMs(exact, step)).toBe(official);
});
