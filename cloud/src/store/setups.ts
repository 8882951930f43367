import { canonicalJson, canonicalSetup, type Setup, setupHash } from '@chute/timing';
import type { TenantTx } from './db.ts';

const insertSetup = `
  insert into setups (timing_partner_id, setup_hash, body) values ($1, decode($2, 'hex'), $3)
  on conflict (timing_partner_id, setup_hash) do nothing`;

/** Keeps the setup under its hash, which it returns. */
export async function saveSetup(tx: TenantTx, setup: Setup): Promise<string> {
  const hash = setupHash(setup);
  await tx.query(insertSetup, [tx.partnerId, hash, canonicalJson(canonicalSetup(setup))]);
  return hash;
}

const selectSetup = `
  select body from setups where timing_partner_id = $1 and setup_hash = decode($2, 'hex')`;

export async function findSetup(tx: TenantTx, hash: string): Promise<Setup | undefined> {
  const { rows } = await tx.query<{ body: string }>(selectSetup, [tx.partnerId, hash]);
  return rows[0] && (JSON.parse(rows[0].body) as Setup);
}

const insertEventSetup = `
  insert into event_setups (timing_partner_id, event_id, version, setup_hash)
  select $1, $2, coalesce(max(version), 0) + 1, decode($3, 'hex') from event_setups where timing_partner_id = $1 and event_id = $2
  on conflict do nothing`;

/** The event starts from this setup from now on; sessions that are open keep the one that their log names. */
export async function setEventSetup(tx: TenantTx, eventId: string, hash: string): Promise<void> {
  await tx.query(insertEventSetup, [tx.partnerId, eventId, hash]);
}

const selectEventSetup = `
  select encode(setup_hash, 'hex') as hash from event_setups
  where timing_partner_id = $1 and event_id = $2 order by version desc limit 1`;

/** Hash of the setup that a new session of the event starts from. */
export async function eventSetupHash(tx: TenantTx, eventId: string): Promise<string | undefined> {
  return (await tx.query<{ hash: string }>(selectEventSetup, [tx.partnerId, eventId])).rows[0]?.hash;
}
