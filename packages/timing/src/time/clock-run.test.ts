import { expect, test } from 'vitest';
import { ClockRun, type UndatedTime } from './clock-run.ts';
import { eventDays } from './place-in-day.ts';
import { parseTimeText } from './time-text.ts';

const dayMs = 86_400_000;
const zone = { zone: 'UTC', transitions: [{ fromMs: 0, offsetMs: 0 }] };
const saturday = Date.parse('2026-09-19T00:00:00Z') / dayMs;
const weekend = eventDays({ id: 'event', name: 'Run', ...zone, firstDay: '2026-09-19', lastDay: '2026-09-20' });
const oneDay = eventDays({ id: 'event', name: 'Run', ...zone, firstDay: '2026-09-19', lastDay: '2026-09-19' });

/** What a decoder said, and when it came: by itself in the same moment of Saturday, or at so-and-so of the nth day after it. */
function heard(timeText: string, came = timeText, day = 0): UndatedTime {
  const { timeOfDayMs, utc } = parseTimeText(timeText)!;
  return { timeOfDayMs, utc, arrivedAtMs: (saturday + day) * dayMs + parseTimeText(came)!.timeOfDayMs };
}

/** The day within the run of the second read, or undefined where it begins another run. */
const follows = (first: UndatedTime, next: UndatedTime) => new ClockRun(first).take(next);

test('a step back of more than twelve hours is midnight, and of exactly twelve it is another run', () => {
  expect(follows(heard('18:00:00'), heard('05:59:59.999', '05:59:59.999', 1))).toBe(1);
  expect(follows(heard('18:00:00'), heard('06:00:00.000', '06:00:00.000', 1))).toBeUndefined();
});

test('a read an hour back is late, and one that is later still begins another run', () => {
  expect(follows(heard('09:00:00'), heard('08:00:00.000', '09:00:01'))).toBe(0);
  expect(follows(heard('09:00:00'), heard('08:30:00', '09:00:01'))).toBe(0);
  expect(follows(heard('09:00:00'), heard('07:59:59.999', '09:00:01'))).toBeUndefined();
});

test('just after midnight a read of the evening before is late, by less than an hour', () => {
  expect(follows(heard('00:30:00'), heard('23:30:00.001', '00:30:01'))).toBe(-1);
  expect(follows(heard('00:30:00'), heard('23:30:00.000', '00:30:01'))).toBeUndefined();
});

test('a stream goes on for twelve hours ahead, and for twelve of silence', () => {
  expect(follows(heard('06:00:00'), heard('18:00:00.000'))).toBe(0);
  expect(follows(heard('06:00:00'), heard('18:00:00.001'))).toBeUndefined();
  expect(follows(heard('06:00:00'), heard('07:00:00', '19:00:00.000'))).toBe(0);
  expect(follows(heard('06:00:00'), heard('07:00:00', '19:00:00.001'))).toBeUndefined();
  expect(follows(heard('06:00:00'), heard('17:00:00'))).toBe(0);
});

test('local time and UTC are two clocks', () => {
  expect(follows(heard('09:00:00'), heard('09:00:01Z', '09:00:01'))).toBeUndefined();
});

/** On which day after Saturday the run was put, and why a person should look. */
function settled(days: typeof weekend, first: UndatedTime, ...more: UndatedTime[]) {
  const run = new ClockRun(first);
  for (const next of more) expect(run.take(next)).toBeTypeOf('number');
  run.settle(days);
  return [run.day - saturday, run.doubt];
}

test('a live clock may be an hour off, either way', () => {
  expect(settled(weekend, heard('09:00:00', '08:00:00', 1))).toEqual([1, null]);
  expect(settled(weekend, heard('09:00:00', '07:59:59.999', 1))).toEqual([1, 'ahead-of-arrival']);
  expect(settled(weekend, heard('08:00:00', '09:00:00', 1))).toEqual([1, null]);
  expect(settled(weekend, heard('08:00:00', '09:00:00.001', 1))).toEqual([1, 'several-days-fit']);
});

test('what spans an hour more than its arrivals was heard live, and what spans more was downloaded', () => {
  expect(settled(weekend, heard('10:00:00', '07:00:00', 1), heard('11:00:00.000', '07:00:00', 1))).toEqual([1, 'ahead-of-arrival']);
  expect(settled(weekend, heard('10:00:00', '07:00:00', 1), heard('11:00:00.001', '07:00:00', 1))).toEqual([0, null]);
  expect(settled(weekend, heard('10:00:00', '07:30:00', 1), heard('13:00:00', '10:30:00', 1))).toEqual([1, 'ahead-of-arrival']);
});

test('nothing of a download lies in the future, not even the read that is farthest ahead', () => {
  const download = [heard('10:00:00', '10:00:00', 1), heard('12:00:00', '10:05:00', 1), heard('11:05:00', '10:50:00', 1)] as const;
  expect(settled(weekend, ...download)).toEqual([0, null]);
});

test('a download that fits both days is asked about, though it came within the hour', () => {
  expect(settled(weekend, heard('08:00:00', '09:00:00', 1), heard('10:00:00', '09:00:00', 1))).toEqual([1, 'several-days-fit']);
});

test('what was heard live on a day that is none of the event is told apart from a clock that is off', () => {
  expect(settled(oneDay, heard('00:10:00', '01:10:00.000', 1))).toEqual([0, 'came-on-another-day']);
  expect(settled(oneDay, heard('00:10:00', '01:10:00.001', 1))).toEqual([0, null]);
});

test('a run that reaches the midnight after the last day fits no day', () => {
  expect(settled(oneDay, heard('23:59:59'), heard('00:00:00.000', '00:00:00', 1))).toEqual([0, 'no-day-fits']);
  expect(settled(oneDay, heard('23:59:58'), heard('23:59:59.999'))).toEqual([0, null]);
});
