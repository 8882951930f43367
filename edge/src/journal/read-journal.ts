import type { SealedEntry } from '@chute/protocol';
import { openJournalFileReadOnly } from './journal-file.ts';
import { journalFileName } from './journal-service.ts';

export type DumpedEntry = SealedEntry & { journalId: string };

/**
 * What stands in the journal of a data folder, and whether SQLite finds the file whole. Writes nothing, and needs no edge:
 * for after a crash, and for looking over an edge's shoulder while it runs. Entries come one by one, journal after journal.
 */
export function readJournal<T>(
  folder: string,
  look: (journal: { storeId: string; entries: () => Iterable<DumpedEntry>; count: number; integrity: () => string }) => T,
): T {
  const db = openJournalFileReadOnly(`${folder}/${journalFileName}`);
  try {
    return look({
      storeId: db.prepare(`select value from store where name = 'store_id'`).pluck().get() as string,
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

/** All of it at once. */
export function journalContent(folder: string): { storeId: string; integrity: string; entries: DumpedEntry[] } {
  return readJournal(folder, ({ storeId, entries, integrity }) => ({ storeId, entries: [...entries()], integrity: integrity() }));
}
