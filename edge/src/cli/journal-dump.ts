import { readJournal } from '../journal/read-journal.ts';

/** One line an entry, as it stands on disk; the last line says what SQLite thinks of the file. */
export function journalDump(folder: string, out: { write: (text: string) => unknown }): void {
  readJournal(folder, ({ storeId, entries, count, integrity }) => {
    for (const { journalId, seq, hash, body } of entries()) out.write(`${JSON.stringify({ journal_id: journalId, seq, hash, body })}\n`);
    out.write(`${JSON.stringify({ store_id: storeId, integrity: integrity(), entries: count })}\n`);
  });
}
