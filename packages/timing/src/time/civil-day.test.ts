import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDayOf, dayMs, dayText } from './civil-day.ts';

test('days are counted as the calendar counts them, for two thousand years around', () => {
  fc.assert(
    fc.property(fc.integer({ min: -365_000, max: 365_000 }), (day) => {
      const calendar = new Date(day * dayMs).toISOString().slice(0, 10);
      expect(dayText(day)).toBe(calendar);
      expect(civilDayOf(calendar)).toBe(day);
    }),
  );
});

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-04-31',
  '2026-4-01',
  '2026-04-01T',
  '12026-04-01',
  '2026-06-31',
  '2026-09-31',
  '2026-11-31',
  '',
])('%s is no day', (text) => {
  expect(civilDayOf(text)).toBeUndefined();
});

test.each(['2000-02-29', '2024-02-29'])('%s is a day', (text) => {
  expect(dayText(civilDayOf(text)!)).toBe(text);
});

test('the turns of centuries are written as they are read', () => {
  for (const text of ['1899-12-31', '1900-03-01', '2000-12-31', '2099-12-31', '2100-03-01', '2399-12-31', '2400-02-29'])
    expect(dayText(civilDayOf(text)!)).toBe(text);
});
