import type { ShareRecord } from '@chute/displays';
import type { TenantTx } from './db.ts';

type ShareRow = Pick<ShareRecord, 'shareId' | 'displayId' | 'eventId' | 'scope'> & {
  sha256: Buffer;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

const select = `
  select share_id as "shareId", display_id as "displayId", event_id as "eventId", code_sha256 as sha256, scope, created_at as "createdAt",
    expires_at as "expiresAt", revoked_at as "revokedAt"
  from display_shares where timing_partner_id = $1`;

export async function listShares(tx: TenantTx, eventId: string, displayId: string): Promise<ShareRecord[]> {
  const text = `${select} and event_id = $2 and display_id = $3 order by created_at, share_id`;
  return (await tx.query<ShareRow>(text, [tx.partnerId, eventId, displayId])).rows.map(shareOf);
}

/** By the hash of its code, as hex. */
export async function findShare(tx: TenantTx, sha256: string): Promise<ShareRecord | undefined> {
  const { rows } = await tx.query<ShareRow>(`${select} and code_sha256 = $2`, [tx.partnerId, Buffer.from(sha256, 'hex')]);
  return rows[0] && shareOf(rows[0]);
}

const insert = `
  insert into display_shares (timing_partner_id, code_sha256, share_id, event_id, display_id, scope, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export async function insertShare(tx: TenantTx, share: ShareRecord): Promise<void> {
  const { sha256, shareId, eventId, displayId, scope, createdAtMs, expiresAtMs } = share;
  const times = [new Date(createdAtMs), expiresAtMs === null ? null : new Date(expiresAtMs)];
  await tx.query(insert, [tx.partnerId, Buffer.from(sha256, 'hex'), shareId, eventId, displayId, scope, ...times]);
}

const revoke = `
  update display_shares set revoked_at = coalesce(revoked_at, $5)
  where timing_partner_id = $1 and event_id = $2 and display_id = $3 and share_id = $4`;

/** False when there is no such share of this display. */
export async function revokeShare(
  tx: TenantTx,
  { eventId, displayId, shareId }: Pick<ShareRecord, 'eventId' | 'displayId' | 'shareId'>,
  atMs: number,
): Promise<boolean> {
  return (await tx.query(revoke, [tx.partnerId, eventId, displayId, shareId, new Date(atMs)])).rowCount > 0;
}

const removeAll = `
  delete from display_shares where timing_partner_id = $1 and event_id = $2 and display_id = $3`;

export async function deleteSharesOf(tx: TenantTx, eventId: string, displayId: string): Promise<void> {
  await tx.query(removeAll, [tx.partnerId, eventId, displayId]);
}

function shareOf({ sha256, createdAt, expiresAt, revokedAt, ...row }: ShareRow): ShareRecord {
  return {
    ...row,
    sha256: sha256.toString('hex'),
    createdAtMs: createdAt.getTime(),
    expiresAtMs: expiresAt?.getTime() ?? null,
    revokedAtMs: revokedAt?.getTime() ?? null,
  };
}
