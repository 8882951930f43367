import type { TenantTx } from './db.ts';

export type StoredRange = { fromSeq: number; toSeq: number };
export type JournalHolding = {
  journalId: string;
  count: number;
  endSeq: number;
  endHash: string;
  missing: StoredRange[];
  conflicts: number;
};

const holding = `
  select coalesce(j.end_seq, 0) as "endSeq", coalesce(encode(j.end_hash, 'hex'), repeat('0', 64)) as "endHash",
    (select count(*) from race_log l where l.timing_partner_id = $1 and l.journal_id = $2) as count,
    (select count(*) from race_log_conflicts c where c.timing_partner_id = $1 and c.journal_id = $2) as conflicts
  from (select 1) as one left join journals j on j.timing_partner_id = $1 and j.journal_id = $2`;

/** What is stored of a journal now, counted; nothing of one that was never heard of. */
export async function journalHolding(tx: TenantTx, journalId: string): Promise<JournalHolding> {
  const { rows } = await tx.query<Omit<JournalHolding, 'journalId' | 'missing'>>(holding, [tx.partnerId, journalId]);
  const { endSeq, endHash, count, conflicts } = rows[0]!;
  const missing = count === endSeq ? [] : await missingRanges(tx, { journalId, endSeq });
  return { journalId, count, endSeq, endHash, missing, conflicts };
}

const gaps = `
  select before + 1 as "fromSeq", seq - 1 as "toSeq" from (
    select seq, lag(seq, 1, 0::bigint) over (order by seq) as before from (
      select seq from race_log where timing_partner_id = $1 and journal_id = $2
      union all select $3::bigint + 1) as stored
  ) as placed where seq > before + 1 order by seq limit 100`;

/** Up to where the journal is said to end; the first hundred. */
async function missingRanges(tx: TenantTx, { journalId, endSeq }: { journalId: string; endSeq: number }): Promise<StoredRange[]> {
  return (await tx.query<StoredRange>(gaps, [tx.partnerId, journalId, endSeq])).rows;
}

const all = `
  select j.journal_id as "journalId", j.kind, j.end_seq as "endSeq", encode(j.end_hash, 'hex') as "endHash", e.name as "edgeName",
    j.event_id as "eventId"
  from journals j left join edges e on e.timing_partner_id = $1 and e.edge_id = j.edge_id
  where j.timing_partner_id = $1 order by j.created_at, j.journal_id`;

/** `edgeName`: of the edge that first brought it. */
export type ListedJournal = {
  journalId: string;
  kind: 'edge' | 'hub';
  endSeq: number;
  endHash: string;
  edgeName: string | null;
  eventId: string | null;
};

export async function listJournals(tx: TenantTx): Promise<ListedJournal[]> {
  return (await tx.query<ListedJournal>(all, [tx.partnerId])).rows;
}

const conflictsOf = `
  select seq, encode(hash, 'hex') as hash, edge_id as "edgeId", arrived_at as "arrivedAt" from race_log_conflicts
  where timing_partner_id = $1 and journal_id = $2 order by seq, hash limit 100`;

export type ListedConflict = { seq: number; hash: string; edgeId: string | null; arrivedAt: Date };

/** Other entries that came for places which were taken; the first hundred. */
export async function listConflicts(tx: TenantTx, journalId: string): Promise<ListedConflict[]> {
  return (await tx.query<ListedConflict>(conflictsOf, [tx.partnerId, journalId])).rows;
}
