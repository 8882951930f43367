import type { DisplayRecord } from '@chute/displays';
import type { TenantTx } from './db.ts';

const select = `
  select display_id as "displayId", event_id as "eventId", settings, on_air as "onAir" from displays
  where timing_partner_id = $1`;

export async function listDisplays(tx: TenantTx, eventId: string): Promise<DisplayRecord[]> {
  return (await tx.query<DisplayRecord>(`${select} and event_id = $2 order by created_at, display_id`, [tx.partnerId, eventId])).rows;
}

export async function findDisplay(tx: TenantTx, eventId: string, displayId: string): Promise<DisplayRecord | undefined> {
  return (await tx.query<DisplayRecord>(`${select} and event_id = $2 and display_id = $3`, [tx.partnerId, eventId, displayId])).rows[0];
}

const eventOf = `
  select event_id as "eventId" from displays where timing_partner_id = $1 and display_id = $2
  union all select event_id from ct_events where timing_partner_id = $1 and event_id = $2
  limit 1`;

/** Of which event a display is: every event has one of its own name. */
export async function eventOfDisplay(tx: TenantTx, displayId: string): Promise<string | undefined> {
  return (await tx.query<{ eventId: string }>(eventOf, [tx.partnerId, displayId])).rows[0]?.eventId;
}

const saveSettings = `
  insert into displays (timing_partner_id, event_id, display_id, settings) values ($1, $2, $3, $4)
  on conflict (timing_partner_id, event_id, display_id) do update set settings = excluded.settings`;

export async function saveDisplaySettings(tx: TenantTx, { eventId, displayId, settings }: DisplayRecord): Promise<void> {
  await tx.query(saveSettings, [tx.partnerId, eventId, displayId, JSON.stringify(settings)]);
}

const saveAir = `
  insert into displays (timing_partner_id, event_id, display_id, settings, on_air) values ($1, $2, $3, $4, $5)
  on conflict (timing_partner_id, event_id, display_id) do update set on_air = excluded.on_air`;

export async function saveDisplayOnAir(tx: TenantTx, { eventId, displayId, settings, onAir }: DisplayRecord): Promise<void> {
  await tx.query(saveAir, [tx.partnerId, eventId, displayId, JSON.stringify(settings), JSON.stringify(onAir)]);
}

const remove = `
  delete from displays where timing_partner_id = $1 and event_id = $2 and display_id = $3`;

/** False when there was none. */
export async function deleteDisplay(tx: TenantTx, eventId: string, displayId: string): Promise<boolean> {
  return (await tx.query(remove, [tx.partnerId, eventId, displayId])).rowCount > 0;
}
