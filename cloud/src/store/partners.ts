import type { Database, PartnerId, TenantTx } from './db.ts';

export type Partner = { partnerId: PartnerId; name: string; createdAt: Date; suspendedAt: Date | null };

const insertPartner = `
  insert into timing_partners (timing_partner_id, name) values ($1, $2)`;

/** Makes a timing partner and gives its id. */
export async function createPartner(db: Database, { name }: { name: string }): Promise<PartnerId> {
  const partnerId = await db.nextPartnerId();
  await db.withTenant(partnerId, (tx) => tx.query(insertPartner, [partnerId, name]));
  return partnerId;
}

const selectPartner = `
  select timing_partner_id::text as "partnerId", name, created_at as "createdAt", suspended_at as "suspendedAt"
  from timing_partners where timing_partner_id = $1`;

/** The partner whose transaction this is; undefined when there is no such partner. */
export async function findPartner(tx: TenantTx): Promise<Partner | undefined> {
  const { rows } = await tx.query<Partner>(selectPartner, [tx.partnerId]);
  return rows[0];
}

const highest = `
  select coalesce((select last_value from pg_sequences where schemaname = 'public' and sequencename = 'timing_partner_ids'), 0)::text as id`;

/** No partner has a higher id. The sequence belongs to no tenant: it is asked as nobody in particular. */
export async function highestPartnerId(db: Database): Promise<bigint> {
  const { rows } = await db.withTenant('0', (tx) => tx.query<{ id: string }>(highest));
  return BigInt(rows[0]!.id);
}
