import type { TenantTx } from './db.ts';

/** What one entry says of a session. */
export type SessionStatement = {
  seq: number;
  sessionId: string;
  kind: 'session-open' | 'session-bind' | 'setup-adopt';
  eventId: string | null;
  setupHash: string | null;
  lamport: number;
  saidAtMs: number | null;
};

const insert = `
  insert into sessions (timing_partner_id, journal_id, seq, session_id, kind, event_id, setup_hash, lamport, said_at)
  select $1, $2, s.seq, s.session_id, s.kind, s.event_id, decode(s.setup_hash, 'hex'), s.lamport, to_timestamp(s.said_ms / 1000.0)
  from unnest($3::bigint[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::bigint[], $9::bigint[])
    as s (seq, session_id, kind, event_id, setup_hash, lamport, said_ms)
  on conflict (timing_partner_id, journal_id, seq) do nothing`;

export async function insertSessions(tx: TenantTx, journalId: string, statements: readonly SessionStatement[]): Promise<void> {
  if (statements.length === 0) return;
  const column = <T>(pick: (one: SessionStatement) => T) => statements.map(pick);
  await tx.query(insert, [
    tx.partnerId,
    journalId,
    column((one) => one.seq),
    column((one) => one.sessionId),
    column((one) => one.kind),
    column((one) => one.eventId),
    column((one) => one.setupHash),
    column((one) => one.lamport),
    column((one) => one.saidAtMs),
  ]);
}

const insertJournal = `
  insert into session_journals (timing_partner_id, session_id, journal_id)
  select $1, s.session_id, $2 from unnest($3::uuid[]) as s (session_id)
  on conflict (timing_partner_id, session_id, journal_id) do nothing`;

/** Notes that the journal holds entries of these sessions. */
export async function noteSessions(tx: TenantTx, journalId: string, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length > 0) await tx.query(insertJournal, [tx.partnerId, journalId, sessionIds]);
}

const openedIn = `
  select session_id as "sessionId" from sessions
  where timing_partner_id = $1 and journal_id = $2 and kind = 'session-open' order by seq limit 1`;

/** The session that the journal opens with. */
export async function sessionOpenedIn(tx: TenantTx, journalId: string): Promise<string> {
  return (await tx.query<{ sessionId: string }>(openedIn, [tx.partnerId, journalId])).rows[0]!.sessionId;
}

const anyOf = `
  select exists (select from sessions where timing_partner_id = $1 and event_id = $2) as there`;

/** Whether timing of the event has begun: then its setup changes only by entries. */
export async function eventHasSessions(tx: TenantTx, eventId: string): Promise<boolean> {
  return (await tx.query<{ there: boolean }>(anyOf, [tx.partnerId, eventId])).rows[0]!.there;
}

const list = `
  select session_id as "sessionId", journal_id as "journalId", seq, kind, event_id as "eventId", encode(setup_hash, 'hex') as "setupHash",
    lamport, (extract(epoch from said_at) * 1000)::bigint as "saidAtMs"
  from sessions where timing_partner_id = $1 and ($2::uuid is null or event_id = $2)
  order by lamport desc, journal_id, seq limit $3`;

/** Newest first; without an event, all of the partner's. */
export async function listSessions(
  tx: TenantTx,
  { eventId = null, limit }: { eventId?: string | null; limit: number },
): Promise<(SessionStatement & { journalId: string })[]> {
  return (await tx.query<SessionStatement & { journalId: string }>(list, [tx.partnerId, eventId, limit])).rows;
}

// A binding with a setup speaks for its event, even once its session was moved on; an adoption for the event that its session is bound to now.
const adopted = `
  with bound as (
    select distinct on (session_id) session_id, event_id from sessions
    where timing_partner_id = $1 and kind in ('session-open', 'session-bind')
      and session_id in (select session_id from sessions where timing_partner_id = $1 and event_id = $2)
    order by session_id, lamport desc, journal_id desc, seq desc
  )
  select encode(setup_hash, 'hex') as hash from sessions
  where timing_partner_id = $1 and setup_hash is not null
    and (event_id = $2 or (kind = 'setup-adopt' and session_id in (select session_id from bound where event_id = $2)))
  order by lamport desc, journal_id desc, seq desc
  limit 1`;

/** The setup that the log has adopted for the event, or undefined while no entry has named one. */
export async function adoptedSetupHash(tx: TenantTx, eventId: string): Promise<string | undefined> {
  return (await tx.query<{ hash: string }>(adopted, [tx.partnerId, eventId])).rows[0]?.hash;
}
