import { localDay, zoneTransitions } from '@chute/service';
import type { Setup } from '@chute/timing';
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import type { EventRow } from '../store/events.ts';
import { daySchema, instantSchema, isZone } from './common-schemas.ts';

export const eventStatusSchema = z
  .enum(['upcoming', 'active', 'finished'])
  .meta({ description: 'By its local days against the day it is there now' });

export const eventSchema = z
  .object({
    event_id: z.uuid(),
    name: z.string(),
    zone: z.string(),
    first_day: daySchema,
    last_day: daySchema,
    status: eventStatusSchema,
    created_at: instantSchema,
    updated_at: instantSchema,
  })
  .meta({ id: 'Event' });

const eventFields = {
  name: z.string().trim().min(1).max(200).meta({ example: 'River 10' }),
  zone: z.string().min(1).max(64).refine(isZone, 'is no IANA time zone, such as Europe/Berlin').meta({ example: 'Europe/Berlin' }),
  first_day: daySchema,
  last_day: daySchema,
};
const daysInOrder = ({ first_day: first, last_day: last }: { first_day?: string | undefined; last_day?: string | undefined }) =>
  first === undefined || last === undefined || first <= last;
export const eventBody = z.strictObject(eventFields).refine(daysInOrder, { path: ['last_day'], message: 'is before first_day' });
export const newEventBody = z
  .strictObject({ ...eventFields, event_id: z.uuid().optional() })
  .refine(daysInOrder, { path: ['last_day'], message: 'is before first_day' });
export const eventPatch = z
  .strictObject(eventFields)
  .partial()
  .refine(daysInOrder, { path: ['last_day'], message: 'is before first_day' });

export function statusOf({ zone, firstDay, lastDay }: EventRow, nowMs: number): z.infer<typeof eventStatusSchema> {
  const today = localDay(zone, nowMs);
  if (today < firstDay) return 'upcoming';
  return today > lastDay ? 'finished' : 'active';
}

export function eventAnswer(event: EventRow, nowMs: number): z.infer<typeof eventSchema> {
  return {
    event_id: event.eventId,
    name: event.name,
    zone: event.zone,
    first_day: event.firstDay,
    last_day: event.lastDay,
    status: statusOf(event, nowMs),
    created_at: event.createdAt.toISOString(),
    updated_at: event.updatedAt.toISOString(),
  };
}

/** An event that has no races yet. */
export function emptySetup(eventId: string, body: z.infer<typeof eventBody>): Setup {
  const { name, zone, first_day: firstDay, last_day: lastDay } = body;
  const event = { id: eventId, name, zone, firstDay, lastDay, transitions: transitionsOf(zone, firstDay, lastDay) };
  return {
    v: 1,
    event,
    races: [],
    waves: [],
    coursePoints: [],
    divisions: [],
    awards: [],
    teams: [],
    teamContests: [],
    participants: [],
    chips: [],
  };
}

export function changedEvent(event: Setup['event'], change: z.infer<typeof eventPatch>): Setup['event'] {
  const { name = event.name, zone = event.zone, first_day: firstDay = event.firstDay, last_day: lastDay = event.lastDay } = change;
  if (firstDay > lastDay) throw new Problem('bad-request', { detail: 'last_day is before first_day' });
  return { ...event, name, zone, firstDay, lastDay, transitions: transitionsOf(zone, firstDay, lastDay) };
}

/** From a day before to two days after, wherever on Earth: races begin before midnight and end after it. */
function transitionsOf(zone: string, firstDay: string, lastDay: string): Setup['event']['transitions'] {
  return zoneTransitions(zone, Date.parse(firstDay) - 2 * dayMs, Date.parse(lastDay) + 3 * dayMs);
}
const dayMs = 86_400_000;
