import type { TenantTx } from './db.ts';
import type { EventRow } from './events.ts';

/** What a list of events may be ordered by; the id settles equals. */
export const eventOrders = ['first_day', 'name', 'created_at'] as const;
export type EventOrder = { by: (typeof eventOrders)[number]; descending: boolean };

export type EventsWanted = {
  order: EventOrder;
  text: string | null;
  year: number | null;
  /** The value that the list is ordered by and the id, of the row before. */
  after: { value: string; eventId: string } | null;
  limit: number;
};

const columns = `
  event_id as "eventId", name, zone, first_day as "firstDay", last_day as "lastDay", row_version as "rowVersion",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** Composed of words of ours alone: `order` comes from the list above. `created_at` pages by its text, which keeps microseconds. */
function listText({ by, descending }: EventOrder): string {
  const [type, than, direction] = [orderType[by], descending ? '<' : '>', descending ? 'desc' : 'asc'];
  return `
    select ${columns}, ${by}::text as "orderValue" from ct_events
    where timing_partner_id = $1
      and ($2::text is null or position(lower($2) in lower(name)) > 0)
      and ($3::int is null or extract(year from first_day) = $3)
      and ($4::text is null or (${by}, event_id) ${than} ($4::${type}, $5::uuid))
    order by ${by} ${direction}, event_id ${direction}
    limit $6`;
}

const orderType = { first_day: 'date', name: 'text', created_at: 'timestamptz' } as const satisfies Record<EventOrder['by'], string>;

/** One page. `text` is looked for anywhere in the name. */
export async function pageOfEvents(tx: TenantTx, wanted: EventsWanted): Promise<(EventRow & { orderValue: string })[]> {
  const { order, text, year, after, limit } = wanted;
  const values = [tx.partnerId, text, year, after?.value ?? null, after?.eventId ?? null, limit];
  return (await tx.query<EventRow & { orderValue: string }>(listText(order), values)).rows;
}

const lock = `
  select row_version as "rowVersion" from ct_events where timing_partner_id = $1 and event_id = $2 for update`;

/** Holds the event until the transaction ends, so that two who change its setup come one after the other. Undefined when there is none. */
export async function lockEvent(tx: TenantTx, eventId: string): Promise<{ rowVersion: number } | undefined> {
  return (await tx.query<{ rowVersion: number }>(lock, [tx.partnerId, eventId])).rows[0];
}
