import { genesisHash, type JournalAt, type JournalEnd } from '@chute/protocol';
import type { TenantTx } from './db.ts';

/** A journal as the hub holds it. `kind` 'hub': one of ours. `edgeId`: the edge that first brought it. */
export type JournalRow = JournalEnd & { kind: 'edge' | 'hub'; sealed: boolean; edgeId?: string | null };

const columns = `
  journal_id as "journalId", end_seq as seq, encode(end_hash, 'hex') as hash, lamport, kind, sealed_at is not null as sealed, edge_id as "edgeId"`;

const insertEdgeJournal = `
  insert into journals (timing_partner_id, journal_id, kind, edge_id, end_hash) values ($1, $2, 'edge', $3, decode($4, 'hex'))
  on conflict (timing_partner_id, journal_id) do nothing`;

const lock = `
  select ${columns} from journals where timing_partner_id = $1 and journal_id = $2 for update`;

/** Where the journal ends, held by this transaction alone until it is over. One that was never heard of starts here. */
export async function lockJournal(tx: TenantTx, { journalId, edgeId }: { journalId: string; edgeId: string }): Promise<JournalRow> {
  const known = (await tx.query<JournalRow>(lock, [tx.partnerId, journalId])).rows[0];
  if (known) return known;
  await tx.query(insertEdgeJournal, [tx.partnerId, journalId, edgeId, genesisHash]);
  return (await tx.query<JournalRow>(lock, [tx.partnerId, journalId])).rows[0]!;
}

const insertHubJournal = `
  insert into journals (timing_partner_id, journal_id, kind, event_id, end_hash) values ($1, $2, 'hub', $3, decode($4, 'hex'))
  on conflict do nothing`;

const lockHub = `
  select ${columns} from journals where timing_partner_id = $1 and event_id = $2 and kind = 'hub' and sealed_at is null for update`;

/** The hub's own open journal of the event, likewise held. Two writers at once make one journal: the second waits for the first. */
export async function lockHubJournal(
  tx: TenantTx,
  { eventId, newJournalId }: { eventId: string; newJournalId: string },
): Promise<JournalRow> {
  const known = (await tx.query<JournalRow>(lockHub, [tx.partnerId, eventId])).rows[0];
  if (known) return known;
  await tx.query(insertHubJournal, [tx.partnerId, newJournalId, eventId, genesisHash]);
  return (await tx.query<JournalRow>(lockHub, [tx.partnerId, eventId])).rows[0]!;
}

const moveEnd = `
  update journals set end_seq = $3, end_hash = decode($4, 'hex'), lamport = greatest(lamport, $5)
  where timing_partner_id = $1 and journal_id = $2`;

/** The journal ends here now. Its row is locked by this transaction. */
export async function moveJournalEnd(tx: TenantTx, { journalId, seq, hash, lamport }: JournalEnd): Promise<void> {
  await tx.query(moveEnd, [tx.partnerId, journalId, seq, hash, lamport]);
}

const seal = `
  update journals set sealed_at = coalesce(sealed_at, now()) where timing_partner_id = $1 and journal_id = $2 and kind = 'hub'
  returning event_id as "eventId"`;

/** Ends a hub journal: whatever the hub writes next for its event goes to a new one. */
export async function sealHubJournal(tx: TenantTx, journalId: string): Promise<void> {
  await tx.query(seal, [tx.partnerId, journalId]);
}

// A session belongs to the event that it was bound to last, by (lamport, journal, sequence): the same rule as `SessionBook` of the protocol.
const ofEvents = `
  with ever as (
    select session_id from sessions where timing_partner_id = $1 and event_id = any($2::uuid[])
  ), bound as (
    select distinct on (session_id) session_id, event_id from sessions
    where timing_partner_id = $1 and kind in ('session-open', 'session-bind') and session_id in (select session_id from ever)
    order by session_id, lamport desc, journal_id desc, seq desc
  )
  select ${columns} from journals
  where timing_partner_id = $1 and journal_id in (
    select sj.journal_id from session_journals sj
    where sj.timing_partner_id = $1 and sj.session_id in (select session_id from bound where event_id = any($2::uuid[])))
  order by journal_id`;

/** The journals that hold something of a session bound to one of these events, with where they end. */
export async function journalsOfEvents(tx: TenantTx, eventIds: readonly string[]): Promise<JournalRow[]> {
  return (await tx.query<JournalRow>(ofEvents, [tx.partnerId, eventIds])).rows;
}

const byId = `
  select ${columns} from journals where timing_partner_id = $1 and journal_id = any($2::uuid[]) order by journal_id`;

export async function findJournals(tx: TenantTx, journalIds: readonly string[]): Promise<JournalRow[]> {
  return (await tx.query<JournalRow>(byId, [tx.partnerId, journalIds])).rows;
}

const byEdge = `
  select ${columns} from journals where timing_partner_id = $1 and edge_id = $2 order by journal_id`;

/** Those that this edge brought first. */
export async function journalsOfEdge(tx: TenantTx, edgeId: string): Promise<JournalRow[]> {
  return (await tx.query<JournalRow>(byEdge, [tx.partnerId, edgeId])).rows;
}

export function journalAt({ journalId, seq, hash }: JournalAt): JournalAt {
  return { journalId, seq, hash };
}
