import type { TenantTx } from './db.ts';

/** A credential of a program or, with `edgeId`, of an edge. The secret itself is shown once and not kept. */
export type ApiKey = {
  keyId: string;
  name: string;
  permissions: string[];
  edgeId: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

export type NewApiKey = { keyId: string; name: string; secretSha256: Uint8Array; permissions: string[]; edgeId: string | null };

const insertKey = `
  insert into api_keys (timing_partner_id, key_id, name, secret_sha256, permissions, edge_id) values ($1, $2, $3, $4, $5, $6)`;

export async function insertApiKey(tx: TenantTx, key: NewApiKey): Promise<void> {
  await tx.query(insertKey, [tx.partnerId, key.keyId, key.name, Buffer.from(key.secretSha256), key.permissions, key.edgeId]);
}

const columns = `
  key_id as "keyId", name, permissions, edge_id as "edgeId", created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

// A suspended partner's keys and a revoked edge's key open nothing, whatever they say themselves.
const selectLiveKey = `
  select ${columns}, secret_sha256 as "secretSha256"
  from api_keys
  where timing_partner_id = $1 and key_id = $2 and revoked_at is null
    and exists (select from timing_partners p where p.timing_partner_id = $1 and p.suspended_at is null)
    and not exists (
      select from edges e where e.timing_partner_id = $1 and e.edge_id = api_keys.edge_id and e.revoked_at is not null)`;

/** The key as it may be used now, with the SHA-256 that the secret must have; undefined when unknown or revoked. */
export async function findLiveApiKey(tx: TenantTx, keyId: string): Promise<(ApiKey & { secretSha256: Buffer }) | undefined> {
  const { rows } = await tx.query<ApiKey & { secretSha256: Buffer }>(selectLiveKey, [tx.partnerId, keyId]);
  return rows[0];
}

const selectKeys = `
  select ${columns} from api_keys where timing_partner_id = $1 order by key_id`;

export async function listApiKeys(tx: TenantTx): Promise<ApiKey[]> {
  return (await tx.query<ApiKey>(selectKeys, [tx.partnerId])).rows;
}

const revokeKey = `
  update api_keys set revoked_at = coalesce(revoked_at, now()) where timing_partner_id = $1 and key_id = $2`;

/** False when there is no such key. */
export async function revokeApiKey(tx: TenantTx, keyId: string): Promise<boolean> {
  return (await tx.query(revokeKey, [tx.partnerId, keyId])).rowCount > 0;
}

const touchKey = `
  update api_keys set last_used_at = now()
  where timing_partner_id = $1 and key_id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`;

/** Notes that the key was used, at most once a minute. */
export async function touchApiKey(tx: TenantTx, keyId: string): Promise<void> {
  await tx.query(touchKey, [tx.partnerId, keyId]);
}
