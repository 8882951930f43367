import { newId } from '@chute/service';
import type pg from 'pg';

/** Gives this database its id, unless it has one. By the owner: the hub itself may not. */
export async function mintStoreIdOnce(owner: pg.Client): Promise<void> {
  await owner.query('insert into hub_store (store_id) values ($1) on conflict do nothing', [newId()]);
}

/** Gives it another: it was restored, so what it tells is not what this id told before. */
export async function mintStoreIdAnew(owner: pg.Client): Promise<string> {
  const storeId = newId();
  await owner.query('update hub_store set store_id = $1, made_at = now()', [storeId]);
  return storeId;
}
