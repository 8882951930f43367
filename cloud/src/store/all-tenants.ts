import type { Database, PartnerId } from './db.ts';

/** Whose event. Together with counters, all that anyone may see across tenants. */
export type EventKey = { partnerId: PartnerId; eventId: string };

const dirty = `
  select m.timing_partner_id::text as "partnerId", m.event_id as "eventId"
  from event_marks m join event_heads h on h.timing_partner_id = m.timing_partner_id and h.event_id = m.event_id
  where m.marks > h.scored_marks
  limit 1000`;

/** Events with something unscored. */
export async function dirtyEvents(db: Database): Promise<EventKey[]> {
  return (await db.asWorker<EventKey>(dirty)).rows;
}

const marks = `
  select m.timing_partner_id::text as "partnerId", m.event_id as "eventId", m.marks
  from event_marks m
  where (m.timing_partner_id, m.event_id) in (select k.partner_id, k.event_id from unnest($1::bigint[], $2::uuid[]) as k (partner_id, event_id))`;

/** How often these events were marked as having something new: a number that moves on says that somebody stored something. */
export async function marksOf(db: Database, keys: readonly EventKey[]): Promise<(EventKey & { marks: number })[]> {
  if (keys.length === 0) return [];
  const values = [keys.map(({ partnerId }) => partnerId), keys.map(({ eventId }) => eventId)];
  return (await db.asWorker<EventKey & { marks: number }>(marks, values)).rows;
}

const revisions = `
  select h.timing_partner_id::text as "partnerId", h.event_id as "eventId", h.revision
  from event_heads h
  where (h.timing_partner_id, h.event_id) in (select k.partner_id, k.event_id from unnest($1::bigint[], $2::uuid[]) as k (partner_id, event_id))`;

/** At which revision these events are now. */
export async function revisionsOf(db: Database, keys: readonly EventKey[]): Promise<(EventKey & { revision: number })[]> {
  if (keys.length === 0) return [];
  const values = [keys.map(({ partnerId }) => partnerId), keys.map(({ eventId }) => eventId)];
  return (await db.asWorker<EventKey & { revision: number }>(revisions, values)).rows;
}
