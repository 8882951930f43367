import type { EventSetup, ZoneTransition } from '../setup.ts';
import { civilDayOf, dayMs } from './civil-day.ts';
import type { ParsedTime } from './time-text.ts';
import { instantOfLocal, localMsOf } from './zone-time.ts';

/** When an event's decoders can have heard something: from `opensMs` up to but not including `closesMs`, on the local clock and in UTC. */
export type EventDays = { local: Stretch; utc: Stretch; transitions: readonly ZoneTransition[] };
type Stretch = { opensMs: number; closesMs: number };

export class BadEventDaysError extends Error {
  override name = 'BadEventDaysError';
  readonly code = 'bad-event-days';
}

export function eventDays(event: EventSetup): EventDays {
  const firstDay = civilDayOf(event.firstDay);
  const lastDay = civilDayOf(event.lastDay);
  if (firstDay === undefined || lastDay === undefined || firstDay > lastDay) {
    throw new BadEventDaysError(`event ${event.id} has no days from ${event.firstDay} to ${event.lastDay}`);
  }
  const transitions = event.transitions.toSorted((a, b) => a.fromMs - b.fromMs);
  const local = { opensMs: firstDay * dayMs, closesMs: (lastDay + 1) * dayMs };
  const instant = (localMs: number) => instantOfLocal(transitions, { localMs, nearAtMs: localMs });
  return { local, utc: { opensMs: instant(local.opensMs), closesMs: instant(local.closesMs) }, transitions };
}

/**
 * A time of day put on the day that brings it nearest to an instant (SR-09); with `days`, only on the event's days.
 * Of two days equally near the earlier one. In the night of a clock change `instantOfLocal` decides.
 */
export function placeInDay(time: {
  timeOfDayMs: number;
  nearAtMs: number;
  transitions: readonly ZoneTransition[];
  utc?: boolean;
  days?: EventDays;
}): number {
  const zone = time.utc ? [] : time.transitions;
  const nearLocalMs = localMsOf(zone, time.nearAtMs);
  let day = Math.ceil((nearLocalMs - time.timeOfDayMs) / dayMs - 0.5);
  if (time.days) {
    const { opensMs, closesMs } = time.utc ? time.days.utc : time.days.local;
    const first = Math.ceil((opensMs - time.timeOfDayMs) / dayMs);
    const last = Math.floor((closesMs - 1 - time.timeOfDayMs) / dayMs);
    if (first <= last) day = Math.min(Math.max(day, first), last);
  }
  return instantOfLocal(zone, { localMs: day * dayMs + time.timeOfDayMs, nearAtMs: time.nearAtMs });
}

/** The instant of a time that a person or this machine gave, by itself: its own date, else the event's day nearest to when it was entered. */
export function instantOf(time: ParsedTime, at: { arrivedAtMs: number; days: EventDays }): number {
  const { days, arrivedAtMs: nearAtMs } = at;
  if (time.day === null) return placeInDay({ ...time, nearAtMs, transitions: days.transitions, days });
  return instantOfLocal(time.utc ? [] : days.transitions, { localMs: time.day * dayMs + time.timeOfDayMs, nearAtMs });
}
