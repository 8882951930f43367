import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDayOf } from './civil-day.ts';
import { parseTimeText } from './time-text.ts';

const day = civilDayOf('2026-05-17')!;

test.each([
  ['11:05:15', null, 39_915_000, false],
  ['11:05:15.0', null, 39_915_000, false],
  ['11:05:15.6', null, 39_915_600, false],
  ['11:05:15.06', null, 39_915_060, false],
  ['11:05:15.006', null, 39_915_006, false],
  ['00:00:00Z', null, 0, true],
  ['23:59:59.999', null, 86_399_999, false],
  ['2026-05-17T11:05:15.06', day, 39_915_060, false],
  ['2026-05-17T11:05:15Z', day, 39_915_000, true],
] as const)('%s is understood', (text, onDay, timeOfDayMs, utc) => {
  expect(parseTimeText(text)).toEqual({ day: onDay, timeOfDayMs, utc });
});

test.each([
  '',
  'Z',
  '11:05',
  '11:05:1',
  '1:05:15',
  '24:00:00',
  '11:60:00',
  '11:05:60',
  '11:05:15.',
  '11:05:15.1234',
  '11:05:15,5',
  '11:05:15 ',
  ' 11:05:15',
  '-1:05:15',
  '11:05:15.-1',
  '2026-02-29T11:05:15',
  '2026-13-01T11:05:15',
  '2026-00-01T11:05:15',
  '2026-05-00T11:05:15',
  '2026-05-17 11:05:15',
  '2026.05-17T11:05:15',
  '2026-05.17T11:05:15',
  '2026-05-17T11.05:15',
  '11:05.15',
  '11:05:1:',
  '11:05:15.:',
  '2026-05-17',
  '2026-05-17T',
  '26-05-17T11:05:15',
  '2026-05-17T11:05:15+02:00',
  '２6-05-17T11:05:15',
])('"%s" is no time', (text) => {
  expect(parseTimeText(text)).toBeUndefined();
});

test('no text whatever makes the parser throw, and what it takes is a time of day', () => {
  const noisy = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789:.-TZ') }));
  fc.assert(
    fc.property(noisy, (text) => {
      const time = parseTimeText(text);
      return time === undefined || (Number.isInteger(time.timeOfDayMs) && time.timeOfDayMs >= 0 && time.timeOfDayMs < 86_400_000);
    }),
    { numRuns: 500 },
  );
});
