import type { Basis } from '@chute/timing';
import type { TenantTx } from './db.ts';

/** What was scored last, and how far ingest has marked the event since. */
export type EventHead = { streamId: string; revision: number; scoredMarks: number; marks: number };

const select = `
  select h.stream_id as "streamId", h.revision, h.scored_marks as "scoredMarks", coalesce(m.marks, 0) as marks
  from event_heads h left join event_marks m on m.timing_partner_id = $1 and m.event_id = h.event_id
  where h.timing_partner_id = $1 and h.event_id = $2`;

/** Undefined for an event of which nothing was ever said. */
export async function findHead(tx: TenantTx, eventId: string): Promise<EventHead | undefined> {
  return (await tx.query<EventHead>(select, [tx.partnerId, eventId])).rows[0];
}

/**
 * Likewise, held by this transaction alone: whoever holds it is the one who scores the event. Ingest never takes this lock: it bumps event_marks instead.
 * With `skip`, also undefined while another holds it.
 */
export async function lockHead(tx: TenantTx, eventId: string, { skip = false } = {}): Promise<EventHead | undefined> {
  const { rows } = await tx.query<EventHead>(`${select} for update of h${skip ? ' skip locked' : ''}`, [tx.partnerId, eventId]);
  return rows[0];
}

const update = `
  update event_heads
  set revision = $3, scored_marks = greatest(scored_marks, $4), scored_entries = $5, setup_hash = decode($6, 'hex'), basis = $7, scored_at = now()
  where timing_partner_id = $1 and event_id = $2`;

export type Scored = { eventId: string; revision: number; marks: number; entries: number; setupHash: string; basis: Basis };

/** All that ingest had marked up to `marks` is scored. */
export async function saveScored(tx: TenantTx, { eventId, revision, marks, entries, setupHash, basis }: Scored): Promise<void> {
  await tx.query(update, [tx.partnerId, eventId, revision, marks, entries, setupHash, JSON.stringify(basis)]);
}

const skip = `
  update event_heads set scored_marks = greatest(scored_marks, $3) where timing_partner_id = $1 and event_id = $2`;

/** There is nothing to score with yet: whoever brings the setup marks the event again. */
export async function saveNotScorable(tx: TenantTx, eventId: string, marks: number): Promise<void> {
  await tx.query(skip, [tx.partnerId, eventId, marks]);
}
