import type { Database } from './db.ts';

const partners = `
  select distinct h.timing_partner_id::text as "partnerId" from event_heads h order by 1 limit 1000`;

const waiting = `
  select count(*) as count, min(created_at) as "oldestAt" from outbox where timing_partner_id = $1 and done_at is null`;

/** What waits in the outboxes of all partners, asked partner by partner: nobody may see into all of them at once. */
export async function outboxWaiting(db: Database): Promise<{ count: number; oldestAt: Date | null }> {
  let count = 0;
  let oldestAt: Date | null = null;
  for (const { partnerId } of (await db.asWorker<{ partnerId: string }>(partners)).rows) {
    const { rows } = await db.withTenant(partnerId, (tx) => tx.query<{ count: number; oldestAt: Date | null }>(waiting, [partnerId]));
    count += rows[0]!.count;
    const oldest = rows[0]!.oldestAt;
    if (oldest && (!oldestAt || oldest < oldestAt)) oldestAt = oldest;
  }
  return { count, oldestAt };
}

const unscored = `
  select count(*) as events, coalesce(sum(m.marks - h.scored_marks), 0) as marks
  from event_marks m join event_heads h on h.timing_partner_id = m.timing_partner_id and h.event_id = m.event_id
  where m.marks > h.scored_marks`;

/** Events that wait for scoring, and the stored batches that wait in them. */
export async function unscoredWork(db: Database): Promise<{ events: number; marks: number }> {
  const { events, marks } = (await db.asWorker<{ events: number; marks: string | number }>(unscored)).rows[0]!;
  return { events, marks: Number(marks) };
}
