import { newId } from '@chute/service';
import type pg from 'pg';

/** Gives this database its id, unless it has one. By the owner: the hub itself may not. */
export async function mintStoreIdOnce(owner: pg.Client): Promise<void> {
  await owner.query('insert into hub_store (store_id) values ($1) on conflict do nothing', [newId()]);
}

/**
 * Gives it another: it was restored, so what it tells is not what this id told before. The hub's own journals end where the backup does, since an edge may
 * hold more of them: what is written from now on would stand at a number that is taken. All of it or nothing, once the client's connection ends.
 */
export async function mintStoreIdAnew(owner: pg.Client): Promise<string> {
  const storeId = newId();
  await owner.query('begin');
  await owner.query('update hub_store set store_id = $1, made_at = now()', [storeId]);
  await owner.query(sealHubJournals);
  await owner.query('commit');
  return storeId;
}

// Each partner's rows are seen only under that partner's name, by the owner too.
const sealHubJournals = `
  do $$
  declare highest bigint := coalesce((select last_value from pg_sequences where schemaname = 'public' and sequencename = 'timing_partner_ids'), 0);
  begin
    for partner in 1..highest loop
      perform set_config('app.current_partner_id', partner::text, true);
      update journals set sealed_at = coalesce(sealed_at, now()) where timing_partner_id = partner and kind = 'hub';
    end loop;
  end $$`;
