import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantText, parseInstantMs } from './instant.ts';

test('an instant reads the same as the calendar of this machine says', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) }), (atMs) => {
      expect(instantText(atMs)).toBe(new Date(atMs).toISOString());
      expect(parseInstantMs(instantText(atMs))).toBe(atMs);
    }),
  );
});

test.each([
  ['2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
  ['2024-02-29T23:59:59.9994-05:30', '2024-03-01T05:29:59.999Z'],
  ['2026-09-19T09:00Z', '2026-09-19T09:00:00.000Z'],
])('a gun at %s is the instant %s', (text, utc) => {
  expect(instantText(parseInstantMs(text)!)).toBe(utc);
});

test.each(['2026-02-30T09:00:00Z', '2026-09-19T09:00:00', '2026-13-01T09:00:00Z', '09:00:00', '2026-09-19T24:00:00Z'])(
  '%s is no instant',
  (text) => {
    expect(parseInstantMs(text)).toBeUndefined();
  },
);
