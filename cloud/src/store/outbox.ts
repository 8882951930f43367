import { newId } from '@chute/service';
import type { TenantTx } from './db.ts';

// One waiting row per event and topic: who takes it reads what is true by then, so a race day leaves no heap behind.
const upsert = `
  insert into outbox (timing_partner_id, outbox_id, event_id, topic, payload) values ($1, $2, $3, $4, $5)
  on conflict (timing_partner_id, event_id, topic) where done_at is null do update set payload = excluded.payload, created_at = now()`;

/** Leaves word of a side effect, in the transaction that makes it due (R5). */
export async function leaveWord(
  tx: TenantTx,
  { eventId, topic, payload }: { eventId: string; topic: string; payload: Record<string, unknown> },
): Promise<void> {
  await tx.query(upsert, [tx.partnerId, newId(), eventId, topic, JSON.stringify(payload)]);
}
