import type { Database, PartnerId } from './db.ts';

const owner = `
  select h.timing_partner_id::text as "partnerId" from event_heads h where h.event_id = $1 order by h.made_at, h.timing_partner_id limit 1`;

/** Whose event is shown in public under this id; undefined when nobody's. */
export async function eventOwner(db: Database, eventId: string): Promise<PartnerId | undefined> {
  return (await db.asWorker<{ partnerId: PartnerId }>(owner, [eventId])).rows[0]?.partnerId;
}
