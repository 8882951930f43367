import { expect, test } from 'vitest';
import { placeInDay } from './place-in-day.ts';
import { instantOfLocal, instantsOfLocal, localText, offsetAt } from './zone-time.ts';

const winter = { fromMs: Date.UTC(2025, 9, 26, 1), offsetMs: 3_600_000 };
const summer = { fromMs: Date.UTC(2026, 2, 29, 1), offsetMs: 7_200_000 };
const autumn = { fromMs: Date.UTC(2026, 9, 25, 1), offsetMs: 3_600_000 };
const berlin = [winter, summer, autumn];

test('a transition is in force from its very instant, and the first one also before it', () => {
  expect([offsetAt(berlin, summer.fromMs - 1), offsetAt(berlin, summer.fromMs), offsetAt(berlin, 0)]).toEqual([
    3_600_000, 7_200_000, 3_600_000,
  ]);
  expect(offsetAt([], 0)).toBe(0);
});

test('an hour that comes twice has two instants, and the nearer one to the arrival is taken, the earlier if equally near', () => {
  const localMs = Date.UTC(2026, 9, 25, 2, 30);
  const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
  expect(instantsOfLocal(berlin, localMs)).toEqual([first, second]);
  expect(instantOfLocal(berlin, { localMs, nearAtMs: first + 40 })).toBe(first);
  expect(instantOfLocal(berlin, { localMs, nearAtMs: second + 40 })).toBe(second);
  expect(instantOfLocal(berlin, { localMs, nearAtMs: (first + second) / 2 })).toBe(first);
});

test('the edges of that hour: 02:00 comes twice, 01:59:59.999 and 03:00 once', () => {
  expect(instantsOfLocal(berlin, Date.UTC(2026, 9, 25, 1, 59, 59, 999))).toHaveLength(1);
  expect(instantsOfLocal(berlin, Date.UTC(2026, 9, 25, 2))).toHaveLength(2);
  expect(instantsOfLocal(berlin, Date.UTC(2026, 9, 25, 3))).toEqual([Date.UTC(2026, 9, 25, 2)]);
});

test('an hour that is skipped is read with either offset, whichever is nearer to the arrival', () => {
  const localMs = Date.UTC(2026, 2, 29, 2, 15);
  const [asSummer, asWinter] = [Date.UTC(2026, 2, 29, 0, 15), Date.UTC(2026, 2, 29, 1, 15)];
  expect(instantsOfLocal(berlin, localMs)).toEqual([asSummer, asWinter]);
  expect(instantOfLocal(berlin, { localMs, nearAtMs: asWinter + 40 })).toBe(asWinter);
  expect(instantOfLocal(berlin, { localMs, nearAtMs: asSummer + 40 })).toBe(asSummer);
});

test('local time is written as a decoder in that zone would', () => {
  expect(localText(berlin, Date.UTC(2026, 5, 30, 22, 0, 0, 5))).toBe('2026-07-01T00:00:00.005');
});

test('a time of day goes to the day nearest to an instant, the earlier of two', () => {
  const noon = Date.UTC(2026, 4, 17, 12);
  const near = (timeOfDayMs: number, nearAtMs: number) => placeInDay({ timeOfDayMs, nearAtMs, transitions: [] });
  expect(near(86_399_000, noon)).toBe(Date.UTC(2026, 4, 17, 23, 59, 59));
  expect(near(86_399_000, Date.UTC(2026, 4, 18, 0, 0, 3))).toBe(Date.UTC(2026, 4, 17, 23, 59, 59));
  expect(near(3000, Date.UTC(2026, 4, 17, 23, 59, 59))).toBe(Date.UTC(2026, 4, 18, 0, 0, 3));
  expect(near(0, noon)).toBe(Date.UTC(2026, 4, 17));
});

test('an ordinary local time is one instant, also in a zone that changes its clocks', () => {
  const change = Date.UTC(2026, 2, 29, 1);
  const berlin = [
    { fromMs: 0, offsetMs: 3_600_000 },
    { fromMs: change, offsetMs: 7_200_000 },
  ];
  expect(instantsOfLocal(berlin, Date.UTC(2026, 0, 5, 9))).toEqual([Date.UTC(2026, 0, 5, 8)]);
  expect(instantsOfLocal(berlin, Date.UTC(2026, 6, 5, 9))).toEqual([Date.UTC(2026, 6, 5, 7)]);
});
