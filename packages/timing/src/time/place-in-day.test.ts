import { expect, test } from 'vitest';
import { BadEventDaysError, eventDays, instantOf, placeInDay } from './place-in-day.ts';

const hourMs = 3_600_000;
const at = (text: string) => Date.parse(text);
const event = {
  id: 'event',
  name: 'Run',
  zone: 'UTC',
  transitions: [{ fromMs: 0, offsetMs: 0 }],
  firstDay: '2026-09-19',
  lastDay: '2026-09-20',
};
const sydney = { ...event, transitions: [{ fromMs: 0, offsetMs: 10 * hourMs }] };

test.each([
  ['as it was entered on the same day', '2026-09-20T09:00:00Z', '2026-09-20T08:00:00Z'],
  ['as it was entered late on the evening before', '2026-09-19T23:00:00Z', '2026-09-20T08:00:00Z'],
  ['on the first day, when it was entered before the event', '2026-09-17T07:00:00Z', '2026-09-19T08:00:00Z'],
  ['on the last day, when it was entered after the event', '2026-09-24T09:00:00Z', '2026-09-20T08:00:00Z'],
])('08:00 without a date is %s', (_how, arrived, meant) => {
  const time = { day: null, timeOfDayMs: 8 * hourMs, utc: false };
  expect(instantOf(time, { arrivedAtMs: at(arrived), days: eventDays(event) })).toBe(at(meant));
});

test('an event of one day has no other: 08:00 entered days later is of that day', () => {
  const days = eventDays({ ...event, lastDay: event.firstDay });
  const time = { day: null, timeOfDayMs: 8 * hourMs, utc: false };
  expect(instantOf(time, { arrivedAtMs: at('2026-09-24T09:00:00Z'), days })).toBe(at('2026-09-19T08:00:00Z'));
});

test('a time with its own date is that, on whatever day it was entered', () => {
  const time = { day: at('2026-09-12T00:00:00Z') / (24 * hourMs), timeOfDayMs: 8 * hourMs, utc: false };
  expect(instantOf(time, { arrivedAtMs: at('2026-09-19T09:00:00Z'), days: eventDays(sydney) })).toBe(at('2026-09-11T22:00:00Z'));
});

test.each([
  ['14:00', '2026-09-10T00:00:00Z', '2026-09-18T14:00:00Z'],
  ['13:59', '2026-09-10T00:00:00Z', '2026-09-19T13:59:00Z'],
  ['14:00', '2026-09-29T00:00:00Z', '2026-09-19T14:00:00Z'],
  ['13:59', '2026-09-29T00:00:00Z', '2026-09-20T13:59:00Z'],
])('in Sydney the days of the event go from 14:00 UTC to 14:00 UTC, so %s UTC entered at %s is %s', (timeText, arrived, meant) => {
  const timeOfDayMs = at(`1970-01-01T${timeText}:00Z`);
  expect(instantOf({ day: null, timeOfDayMs, utc: true }, { arrivedAtMs: at(arrived), days: eventDays(sydney) })).toBe(at(meant));
});

test('the day on which the clocks go forward has 23 hours, and a time that is in none of them is on the nearest day', () => {
  const change = at('2026-03-29T01:00:00Z');
  // Told out of order, as a setup may.
  const transitions = [
    { fromMs: change, offsetMs: 2 * hourMs },
    { fromMs: 0, offsetMs: hourMs },
  ];
  const days = eventDays({ ...event, transitions, firstDay: '2026-03-29', lastDay: '2026-03-29' });
  expect(days.utc).toEqual({ opensMs: at('2026-03-28T23:00:00Z'), closesMs: at('2026-03-29T22:00:00Z') });
  const nearAtMs = at('2026-03-29T22:31:00Z');
  expect(placeInDay({ timeOfDayMs: 22.5 * hourMs, nearAtMs, transitions: days.transitions, utc: true, days })).toBe(nearAtMs - 60_000);
});

test.each([
  ['2026-09-20', '2026-09-19'],
  ['someday', '2026-09-19'],
  ['2026-09-19', ''],
])('an event from %s to %s has no days, and says so', (firstDay, lastDay) => {
  expect(() => eventDays({ ...event, firstDay, lastDay })).toThrow(BadEventDaysError);
  expect(() => eventDays({ ...event, firstDay, lastDay })).toThrow(`event event has no days from ${firstDay} to ${lastDay}`);
  expect(new BadEventDaysError()).toMatchObject({ name: 'BadEventDaysError', code: 'bad-event-days' });
});
