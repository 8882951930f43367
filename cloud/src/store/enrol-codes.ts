import type { TenantTx } from './db.ts';

export type EnrolCode = { edgeName: string; eventId: string | null };

const insert = `
  insert into enrol_codes (timing_partner_id, code_sha256, edge_name, event_id, expires_at)
  values ($1, $2, $3, $4, now() + make_interval(secs => $5))`;

/** A one-time code that an edge claims. Only its SHA-256 is kept. */
export async function insertEnrolCode(tx: TenantTx, code: EnrolCode & { codeSha256: Uint8Array; lifetimeSeconds: number }): Promise<void> {
  await tx.query(insert, [tx.partnerId, Buffer.from(code.codeSha256), code.edgeName, code.eventId, code.lifetimeSeconds]);
}

const take = `
  update enrol_codes set used_at = now(), edge_id = $3
  where timing_partner_id = $1 and code_sha256 = $2 and used_at is null and expires_at > now()
  returning edge_name as "edgeName", event_id as "eventId"`;

/** Uses the code up for this edge; undefined when it is unknown, used or too old. Two edges at once: one gets it. */
export async function takeEnrolCode(tx: TenantTx, claim: { codeSha256: Uint8Array; edgeId: string }): Promise<EnrolCode | undefined> {
  return (await tx.query<EnrolCode>(take, [tx.partnerId, Buffer.from(claim.codeSha256), claim.edgeId])).rows[0];
}
