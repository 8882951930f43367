import type { TenantTx } from './db.ts';

// In the order of ids, so that two transactions that mark the same events never wait for each other in a circle.
const markThese = `
  heads as (
    insert into event_heads (timing_partner_id, event_id) select $1, event_id from events
    on conflict (timing_partner_id, event_id) do nothing
  )
  insert into event_marks (timing_partner_id, event_id, marks) select $1, event_id, 1 from events order by event_id
  on conflict (timing_partner_id, event_id) do update set marks = event_marks.marks + 1
  returning event_id as "eventId"`;

const markByIds = `
  with events as (select distinct event_id from unnest($2::uuid[]) as e (event_id)), ${markThese}`;

/** Says that these events have something new to score. Part of the transaction that stored it (R5). */
export async function markEvents(tx: TenantTx, eventIds: readonly string[]): Promise<void> {
  await tx.query(markByIds, [tx.partnerId, eventIds]);
}

const markByJournal = `
  with events as (
    select distinct s.event_id
    from session_journals j join sessions s on s.timing_partner_id = $1 and s.session_id = j.session_id
    where j.timing_partner_id = $1 and j.journal_id = $2 and s.event_id is not null
  ), ${markThese}`;

/** Likewise for every event that a session with an entry in this journal was ever bound to: those that it left as well. Gives their ids. */
export async function markEventsOfJournal(tx: TenantTx, journalId: string): Promise<string[]> {
  return (await tx.query<{ eventId: string }>(markByJournal, [tx.partnerId, journalId])).rows.map((row) => row.eventId);
}
