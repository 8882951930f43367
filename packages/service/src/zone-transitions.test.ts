import { expect, test } from 'vitest';
import { localDay, UnknownZoneError, writtenInstantMs, zoneTransitions } from './zone-transitions.ts';

const hour = 3_600_000;

test('a day on which the clocks go back has both of its offsets', () => {
  const midnight = Date.parse('2026-10-24T22:00:00Z');
  expect(zoneTransitions('Europe/Berlin', midnight, midnight + 25 * hour)).toEqual([
    { fromMs: midnight, offsetMs: 2 * hour },
    { fromMs: Date.parse('2026-10-25T01:00:00Z'), offsetMs: hour },
  ]);
});

test('a zone that never changes has one offset, half hours included', () => {
  expect(zoneTransitions('Asia/Kolkata', 0, Date.parse('2026-01-01T00:00:00Z')).at(-1)?.offsetMs).toBe(5.5 * hour);
  const from = Date.parse('2026-06-01T00:00:00Z');
  expect(zoneTransitions('UTC', from, from + 30 * 24 * hour)).toEqual([{ fromMs: from, offsetMs: 0 }]);
});

test('the local day is the one on the wall of the finish line', () => {
  expect(localDay('America/Denver', Date.parse('2026-05-17T05:59:59Z'))).toBe('2026-05-16');
});

test('a zone that does not exist is named', () => {
  expect(() => zoneTransitions('Europe/Springfield', 0, 1)).toThrow(UnknownZoneError);
});

test('a gun that a person writes is on the wall clock of the event, unless it says otherwise', () => {
  expect(writtenInstantMs('Europe/Berlin', '2026-05-17T09:00:00')).toBe(Date.parse('2026-05-17T07:00:00Z'));
  expect(writtenInstantMs('Europe/Berlin', '2026-05-17T09:00:00.250Z')).toBe(Date.parse('2026-05-17T09:00:00.250Z'));
  expect(writtenInstantMs('UTC', '2026-05-17T09:00:00-06:00')).toBe(Date.parse('2026-05-17T15:00:00Z'));
  expect(writtenInstantMs('UTC', 'at nine')).toBeUndefined();
});
