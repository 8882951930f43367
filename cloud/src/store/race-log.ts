import type { SealedEntry } from '@chute/protocol';
import type { TenantTx } from './db.ts';

/** An entry on its way in: `kind` is what could be read from the body, for lists. */
export type StoredEntry = SealedEntry & { kind: string | null };

// The bodies travel as one run of bytes and are cut apart here: an array of bytea goes as hexadecimal text, which takes twice as long.
const insert = `
  insert into race_log (timing_partner_id, journal_id, seq, hash, kind, body)
  select $1, $2, e.seq, decode(e.hash, 'hex'), e.kind, substr($6::bytea, e.body_at, e.body_size)
  from unnest($3::bigint[], $4::text[], $5::text[], $7::int[], $8::int[]) as e (seq, hash, kind, body_at, body_size)
  on conflict (timing_partner_id, journal_id, seq) do nothing`;

/** Appends entries under the journal's row lock, inside the tenant's transaction. Returns how many were new. */
export async function appendEntries(tx: TenantTx, journalId: string, entries: readonly StoredEntry[]): Promise<number> {
  const bodies = entries.map(({ body }) => Buffer.from(body, 'utf8'));
  let next = 1;
  const bodyAt = bodies.map(({ length }) => {
    next += length;
    return next - length;
  });
  const { rowCount } = await tx.query(insert, [
    tx.partnerId,
    journalId,
    entries.map((entry) => entry.seq),
    entries.map((entry) => entry.hash),
    entries.map((entry) => entry.kind),
    Buffer.concat(bodies),
    bodyAt,
    bodies.map(({ length }) => length),
  ]);
  return rowCount;
}

const hashesBetween = `
  select seq, encode(hash, 'hex') as hash from race_log
  where timing_partner_id = $1 and journal_id = $2 and seq between $3 and $4`;

/** What is stored in this stretch, by sequence. */
export async function hashesOf(
  tx: TenantTx,
  { journalId, fromSeq, toSeq }: { journalId: string; fromSeq: number; toSeq: number },
): Promise<Map<number, string>> {
  const { rows } = await tx.query<{ seq: number; hash: string }>(hashesBetween, [tx.partnerId, journalId, fromSeq, toSeq]);
  return new Map(rows.map(({ seq, hash }) => [seq, hash]));
}

const insertConflicts = `
  insert into race_log_conflicts (timing_partner_id, journal_id, seq, hash, kept_hash, body, edge_id)
  select $1, $2, e.seq, decode(e.hash, 'hex'), decode(e.kept_hash, 'hex'), e.body, $3
  from unnest($4::bigint[], $5::text[], $6::text[], $7::bytea[]) as e (seq, hash, kept_hash, body)
  on conflict (timing_partner_id, journal_id, seq, hash) do nothing`;

/** An entry that came with another hash than the one we keep under its number. */
export type Conflict = SealedEntry & { keptHash: string };

/** Keeps the other version too. Returns how many are news. */
export async function insertLogConflicts(
  tx: TenantTx,
  { journalId, edgeId }: { journalId: string; edgeId: string },
  conflicts: readonly Conflict[],
): Promise<number> {
  const { rowCount } = await tx.query(insertConflicts, [
    tx.partnerId,
    journalId,
    edgeId,
    conflicts.map((conflict) => conflict.seq),
    conflicts.map((conflict) => conflict.hash),
    conflicts.map((conflict) => conflict.keptHash),
    conflicts.map((conflict) => Buffer.from(conflict.body, 'utf8')),
  ]);
  return rowCount;
}

const select = `
  select seq, encode(hash, 'hex') as hash, body from race_log
  where timing_partner_id = $1 and journal_id = $2 and seq >= $3
  order by seq limit $4`;

/** At most `limit` entries from `fromSeq` on. */
export async function readEntries(
  tx: TenantTx,
  { journalId, fromSeq, limit }: { journalId: string; fromSeq: number; limit: number },
): Promise<SealedEntry[]> {
  const { rows } = await tx.query<{ seq: number; hash: string; body: Buffer }>(select, [tx.partnerId, journalId, fromSeq, limit]);
  return rows.map(({ seq, hash, body }) => ({ seq, hash, body: body.toString('utf8') }));
}

const rawReads = `
  select journal_id as "journalId", seq, kind, body, stored_at as "storedAt" from race_log
  where timing_partner_id = $1 and journal_id = any($2::uuid[]) and ($3::text is null or kind = $3)
    and ($4::uuid is null or (journal_id, seq) > ($4::uuid, $5::bigint))
  order by journal_id, seq limit $6`;

export type LogListed = { journalId: string; seq: number; kind: string | null; body: string; storedAt: Date };

/** Entries of these journals as they were written, by journal and sequence. */
export async function listLog(
  tx: TenantTx,
  asked: { journalIds: readonly string[]; kind?: string; after?: { journalId: string; seq: number }; limit: number },
): Promise<LogListed[]> {
  const { journalIds, kind = null, after, limit } = asked;
  const values = [tx.partnerId, journalIds, kind, after?.journalId ?? null, after?.seq ?? null, limit];
  const { rows } = await tx.query<Omit<LogListed, 'body'> & { body: Buffer }>(rawReads, values);
  return rows.map((row) => ({ ...row, body: row.body.toString('utf8') }));
}
