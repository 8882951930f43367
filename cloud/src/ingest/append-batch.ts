import type { EntryBatch, JournalAt } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import type { Database, PartnerId, TenantTx } from '../store/db.ts';
import { markEventsOfJournal } from '../store/event-marks.ts';
import { type JournalRow, journalAt, lockJournal, moveJournalEnd, sealHubJournal } from '../store/journals.ts';
import { appendEntries, type Conflict, hashesOf, insertLogConflicts } from '../store/race-log.ts';
import { insertSessions, noteSessions } from '../store/sessions.ts';
import { glimpse, lamportOf, mayBeStatement, sessionStatement } from './read-body.ts';

/** Who brings a batch: from the connection's credential, never from what it says. */
export type BatchSource = { partnerId: PartnerId; edgeId: string };

/**
 * What became of a batch. `journal` is where the journal ends after the commit, whatever happened: that is the answer to the edge.
 * - `stored`: there was something new in it. `known`: nothing new.
 * - `gap`: entries before it are missing here, so none of it was stored.
 * - `diverged`: its entries continue another past than ours; kept aside where both have one, not appended.
 * - `malformed`: its numbers do not follow each other, or a body is not what its hash says: it was damaged on its way, and comes again.
 */
export type BatchOutcome = {
  outcome: 'stored' | 'known' | 'gap' | 'diverged' | 'malformed';
  journal: JournalAt;
  /** Events that have something new to score. */
  eventIds: string[];
  /** Entries that came with another hash than ours, heard of for the first time. */
  conflicts: number;
  /** Ours, and an edge knew more of it than we do: this database is an older copy of itself, so the journal was sealed. */
  sealedOurs: boolean;
};

/** Stores a batch: one transaction, and only after its commit an answer. Judges the envelope alone, so that one bad entry never holds up the rest. */
export function appendBatch(db: Database, { partnerId, edgeId }: BatchSource, batch: EntryBatch): Promise<BatchOutcome> {
  return db.withTenant(partnerId, async (tx) => {
    const journal = await lockJournal(tx, { journalId: batch.journalId, edgeId });
    const nothing = { journal: journalAt(journal), eventIds: [], conflicts: 0, sealedOurs: false };
    if (!isSound(batch)) return { ...nothing, outcome: 'malformed' };
    if (batch.fromSeq > journal.seq + 1) return { ...nothing, outcome: 'gap' };

    const conflicts = await storeConflicts(tx, batch, { journal, edgeId });
    if (hashAtOurEnd(batch, journal) !== journal.hash) return { ...nothing, conflicts, outcome: 'diverged' };
    const fresh = batch.entries.filter((entry) => entry.seq > journal.seq);
    if (fresh.length === 0) return { ...nothing, conflicts, outcome: 'known' };
    return { ...(await append(tx, journal, fresh)), conflicts, outcome: 'stored' };
  });
}

function isSound({ fromSeq, entries }: EntryBatch): boolean {
  return entries.every(({ seq, hash, body }, at) => seq === fromSeq + at && nativeSha256Hex(body) === hash);
}

/** The hash that the sender has where our journal ends; ours when the batch ends before that. */
function hashAtOurEnd({ fromSeq, prevHash, entries }: EntryBatch, journal: JournalRow): string {
  if (fromSeq === journal.seq + 1) return prevHash;
  return entries[journal.seq - fromSeq]?.hash ?? journal.hash;
}

async function storeConflicts(
  tx: TenantTx,
  { journalId, fromSeq, entries }: EntryBatch,
  { journal, edgeId }: { journal: JournalRow; edgeId: string },
): Promise<number> {
  if (fromSeq > journal.seq) return 0;
  const kept = await hashesOf(tx, { journalId, fromSeq, toSeq: Math.min(journal.seq, fromSeq + entries.length - 1) });
  const conflicts = entries.flatMap((entry): Conflict[] => {
    const keptHash = kept.get(entry.seq);
    return keptHash === undefined || keptHash === entry.hash ? [] : [{ ...entry, keptHash }];
  });
  return conflicts.length === 0 ? 0 : insertLogConflicts(tx, { journalId, edgeId }, conflicts);
}

async function append(
  tx: TenantTx,
  journal: JournalRow,
  fresh: EntryBatch['entries'],
): Promise<Omit<BatchOutcome, 'outcome' | 'conflicts'>> {
  const { journalId } = journal;
  const glimpses = fresh.map(({ body }) => glimpse(body));
  const statements = fresh.flatMap((entry, at) => (mayBeStatement(glimpses[at]!.kind) ? (sessionStatement(journalId, entry) ?? []) : []));
  const sessionIds = [...new Set(glimpses.flatMap(({ sessionId }) => sessionId ?? []))];
  const last = fresh.at(-1)!;
  const end = { journalId, seq: last.seq, hash: last.hash };
  const sealedOurs = journal.kind === 'hub' && !journal.sealed;

  const entries = fresh.map((entry, at) => ({ ...entry, kind: glimpses[at]!.kind }));
  const stored = Promise.all([
    appendEntries(tx, journalId, entries),
    insertSessions(tx, journalId, statements),
    noteSessions(tx, journalId, sessionIds),
    moveJournalEnd(tx, { ...end, lamport: lamportOf(last.body) ?? journal.lamport }),
    sealedOurs && sealHubJournal(tx, journalId),
  ]);
  // After the sessions: which events a journal belongs to may be what this very batch says.
  const [eventIds] = await Promise.all([markEventsOfJournal(tx, journalId), stored]);
  return { journal: end, eventIds, sealedOurs };
}
