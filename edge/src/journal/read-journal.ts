import type { SealedEntry } from '@chute/protocol';
import { type JournalFile, openJournalFileReadOnly } from './journal-file.ts';
import { journalFileName } from './journal-service.ts';

export type DumpedEntry = SealedEntry & { journalId: string };
export type DumpedJournal = {
  journalId: string;
  own: boolean;
  entries: () => Iterable<SealedEntry>;
  endSeq: () => number;
  hashAt: (seq: number) => string | undefined;
};

/**
 * What stands in the journal of a data folder, and whether SQLite finds the file whole. Writes nothing, and needs no edge:
 * for after a crash, and for looking over an edge's shoulder while it runs. Entries come one by one, journal after journal.
 */
export function readJournal<T>(
  folder: string,
  look: (journal: {
    storeId: string;
    journals: () => DumpedJournal[];
    entries: () => Iterable<DumpedEntry>;
    /** Places at which another node's entry was kept beside ours. */
    conflicts: () => { journalId: string; seq: number; hash: string }[];
    count: number;
    integrity: () => string;
  }) => T,
): T {
  const db = openJournalFileReadOnly(`${folder}/${journalFileName}`);
  try {
    return look({
      storeId: db.prepare(`select value from store where name = 'store_id'`).pluck().get() as string,
      journals: () => journalsOf(db),
      conflicts: () =>
        db
          .prepare<[], { journalId: string; seq: number; hash: string }>(
            'select journal_id as journalId, seq, hash from conflicts join journals on number = journal order by journal, seq',
          )
          .all(),
      entries: () =>
        db
          .prepare<[], DumpedEntry>(
            'select journal_id as journalId, seq, hash, body from entries join journals on number = journal order by journal, seq',
          )
          .iterate(),
      count: db.prepare('select count(*) from entries').pluck().get() as number,
      integrity: () => db.pragma('integrity_check', { simple: true }) as string,
    });
  } finally {
    db.close();
  }
}

function journalsOf(db: JournalFile): DumpedJournal[] {
  const entries = db.prepare<[number], SealedEntry>('select seq, hash, body from entries where journal = ? order by seq');
  const endSeq = db.prepare<[number], number>('select max(seq) from entries where journal = ?').pluck();
  const hashAt = db.prepare<[number, number], string>('select hash from entries where journal = ? and seq = ?').pluck();
  return db
    .prepare<[], { number: number; journalId: string; own: number }>(
      'select number, journal_id as journalId, own from journals order by number',
    )
    .all()
    .map(({ number, journalId, own }) => ({
      journalId,
      own: own === 1,
      entries: () => entries.iterate(number),
      endSeq: () => endSeq.get(number) ?? 0,
      hashAt: (seq) => hashAt.get(number, seq),
    }));
}

/** All of it at once. */
export function journalContent(folder: string): { storeId: string; integrity: string; entries: DumpedEntry[] } {
  return readJournal(folder, ({ storeId, entries, integrity }) => ({ storeId, entries: [...entries()], integrity: integrity() }));
}
