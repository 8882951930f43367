import type { TenantTx } from './db.ts';

/** An answer as it was given, to be given again. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: string };

/** What is known of a key: `answer` is null while its first request is at work, or when nobody knows what became of it. */
export type KnownKey = { requestSha256: Buffer; answer: KeptAnswer | null };

const forgetOld = `
  delete from idempotency_keys where timing_partner_id = $1 and created_at < now() - interval '24 hours'`;

const claim = `
  insert into idempotency_keys (timing_partner_id, idempotency_key, request_sha256) values ($1, $2, $3)
  on conflict (timing_partner_id, idempotency_key) do nothing`;

const find = `
  select request_sha256 as "requestSha256",
    case when status is not null then jsonb_build_object('status', status, 'headers', headers, 'body', body) end as answer
  from idempotency_keys where timing_partner_id = $1 and idempotency_key = $2`;

/** Takes the key for this request; what is known of it when another had it before. Of two at once one gets it. */
export async function claimIdempotencyKey(
  tx: TenantTx,
  { key, requestSha256 }: { key: string; requestSha256: Buffer },
): Promise<KnownKey | undefined> {
  await tx.query(forgetOld, [tx.partnerId]);
  if ((await tx.query(claim, [tx.partnerId, key, requestSha256])).rowCount > 0) return undefined;
  return (await tx.query<KnownKey>(find, [tx.partnerId, key])).rows[0];
}

const keep = `
  update idempotency_keys set status = $3, headers = $4, body = $5 where timing_partner_id = $1 and idempotency_key = $2`;

export async function keepAnswer(tx: TenantTx, key: string, { status, headers, body }: KeptAnswer): Promise<void> {
  await tx.query(keep, [tx.partnerId, key, status, JSON.stringify(headers), body]);
}

const release = `
  delete from idempotency_keys where timing_partner_id = $1 and idempotency_key = $2`;

/** The request did nothing, so the key is free for the next try. */
export async function releaseIdempotencyKey(tx: TenantTx, key: string): Promise<void> {
  await tx.query(release, [tx.partnerId, key]);
}

const forgetBodies = `
  update idempotency_keys set body = '' where timing_partner_id = $1`;

/** A name was erased, and kept answers may hold it. That a request was done stays known. */
export async function forgetKeptBodies(tx: TenantTx): Promise<void> {
  await tx.query(forgetBodies, [tx.partnerId]);
}
