import type { TenantTx } from './db.ts';

const find = `
  select event_id as "eventId" from ct_races where timing_partner_id = $1 and race_id = $2`;

/** The event that a race is in; undefined when there is no such race. */
export async function eventOfRace(tx: TenantTx, raceId: string): Promise<string | undefined> {
  return (await tx.query<{ eventId: string }>(find, [tx.partnerId, raceId])).rows[0]?.eventId;
}
