import type { EntryBatch, JournalAt, SealedEntry } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service/native-sha256';
import { type EntryTable, lamportOf } from './entry-table.ts';

/**
 * What became of a batch. `position` is the journal's end after the commit, whether entries were new, known, or would have left a gap.
 * `refused` says why something was not stored; `conflicts` counts entries that came again with another hash.
 */
export type ImportOutcome = { position: JournalAt; stored: SealedEntry[]; conflicts: number; refused: string | null; lamport: number };

/** Stores what follows on without a gap, compares what is known, and keeps what disagrees apart. `live` is the journal that only we write. */
export function importBatch(table: Pick<EntryTable, keyof EntryTable>, batch: EntryBatch, { live }: { live: string }): ImportOutcome {
  const held = table.position(batch.journalId);
  const known = batch.entries.filter(({ seq }) => seq <= held.seq);
  const fresh = batch.entries.filter(({ seq }) => seq > held.seq);
  const differing = known.filter(({ seq, hash }) => table.hashAt(batch.journalId, seq) !== hash);
  const { chained, refused } = refusal(batch, { held, live, differing, fresh }) ?? chainOn(held, fresh);

  if (chained.length > 0 || differing.length > 0) {
    if (!table.held(batch.journalId)) table.addJournal(batch.journalId, { own: false });
    table.insideCommit(() => {
      for (const entry of differing) table.keepConflict(batch.journalId, entry);
      table.insert(batch.journalId, chained);
    });
    const last = chained.at(-1);
    if (last) table.moved({ journalId: batch.journalId, seq: last.seq, hash: last.hash });
  }
  return {
    position: table.position(batch.journalId),
    stored: chained,
    conflicts: differing.length,
    refused,
    lamport: chained.reduce((highest, { body }) => Math.max(highest, lamportOf(body)), 0),
  };
}

/** Why none of the new entries can be taken, if so. */
function refusal(
  batch: EntryBatch,
  { held, live, differing, fresh }: { held: JournalAt; live: string; differing: SealedEntry[]; fresh: SealedEntry[] },
): { chained: SealedEntry[]; refused: string } | undefined {
  const refuse = (refused: string) => ({ chained: [], refused });
  if (differing.length > 0) return refuse(`entry ${differing[0]!.seq} is another one than ours`);
  if (fresh.length === 0) return undefined;
  if (batch.journalId === live) return refuse('another node wrote into the journal that only we write');
  if (batch.fromSeq === held.seq + 1 && batch.prevHash !== held.hash)
    return refuse(`the batch goes on from another entry ${held.seq} than ours`);
  return undefined;
}

/** The part of `fresh` that follows `held` one by one, each body being what its hash says. What is inside a body is for scoring to judge. */
function chainOn(held: JournalAt, fresh: readonly SealedEntry[]): { chained: SealedEntry[]; refused: string | null } {
  const chained: SealedEntry[] = [];
  let { seq } = held;
  for (const entry of fresh) {
    if (entry.seq !== seq + 1) return { chained, refused: `entry ${entry.seq} would leave a gap after ${seq}` };
    if (nativeSha256Hex(entry.body) !== entry.hash) return { chained, refused: `entry ${entry.seq} is not what its hash says` };
    chained.push(entry);
    seq = entry.seq;
  }
  return { chained, refused: null };
}
