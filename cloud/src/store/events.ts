import type { TenantTx } from './db.ts';

/** Days are local (`YYYY-MM-DD`). `rowVersion` is what `If-Match` compares. */
export type EventRow = {
  eventId: string;
  name: string;
  zone: string;
  firstDay: string;
  lastDay: string;
  rowVersion: number;
  createdAt: Date;
  updatedAt: Date;
};

export type EventFields = Pick<EventRow, 'eventId' | 'name' | 'zone' | 'firstDay' | 'lastDay'>;

const columns = `
  event_id as "eventId", name, zone, first_day as "firstDay", last_day as "lastDay", row_version as "rowVersion",
  created_at as "createdAt", updated_at as "updatedAt"`;

const upsert = `
  insert into ct_events (timing_partner_id, event_id, name, zone, first_day, last_day) values ($1, $2, $3, $4, $5, $6)
  on conflict (timing_partner_id, event_id) do update
    set name = excluded.name, zone = excluded.zone, first_day = excluded.first_day, last_day = excluded.last_day,
      row_version = ct_events.row_version + 1, updated_at = now()
  returning ${columns}`;

export async function saveEvent(tx: TenantTx, event: EventFields): Promise<EventRow> {
  const { rows } = await tx.query<EventRow>(upsert, [tx.partnerId, event.eventId, event.name, event.zone, event.firstDay, event.lastDay]);
  return rows[0]!;
}

const find = `
  select ${columns} from ct_events where timing_partner_id = $1 and event_id = $2`;

export async function findEvent(tx: TenantTx, eventId: string): Promise<EventRow | undefined> {
  return (await tx.query<EventRow>(find, [tx.partnerId, eventId])).rows[0];
}

const remove = `
  delete from ct_events where timing_partner_id = $1 and event_id = $2`;

/** Removes the event with its races, participants and persons; the race log stays. False when there is none. */
export async function deleteEvent(tx: TenantTx, eventId: string): Promise<boolean> {
  return (await tx.query(remove, [tx.partnerId, eventId])).rowCount > 0;
}
