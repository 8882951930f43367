import { genesisHash, type SealedEntry } from '../log/sealed-entry.ts';
import type { JournalAt } from '../replication/link.ts';
import type { EntryBatch } from '../replication/messages.ts';

/** The disk of one node in memory: every journal whole, in order, never edited. Does with a batch what an edge's and a hub's store do. */
export class MemoryJournals {
  /** Entries that came again with another hash. */
  readonly conflicts: { journalId: string; seq: number }[] = [];
  readonly #journals = new Map<string, SealedEntry[]>();

  /** What this node itself writes. */
  write(journalId: string, entries: readonly Omit<SealedEntry, 'seq'>[]): JournalAt {
    const journal = this.#journal(journalId);
    for (const entry of entries) journal.push({ ...entry, seq: journal.length + 1 });
    return this.end(journalId);
  }

  /** Takes what is new of a batch, unless it would leave a gap. The answer is the real end, for `stored`. */
  store({ journalId, fromSeq, prevHash, entries }: EntryBatch): JournalAt {
    const journal = this.#journal(journalId);
    if (fromSeq > journal.length + 1) return this.end(journalId);
    if (fromSeq === journal.length + 1 && prevHash !== this.end(journalId).hash) {
      this.conflicts.push({ journalId, seq: fromSeq - 1 });
      return this.end(journalId);
    }
    for (const entry of entries) {
      const known = journal[entry.seq - 1];
      if (!known) journal.push(entry);
      else if (known.hash !== entry.hash) {
        this.conflicts.push({ journalId, seq: entry.seq });
        break;
      }
    }
    return this.end(journalId);
  }

  /** For `fetched`. */
  fetch({ journalId, fromSeq, limit }: { journalId: string; fromSeq: number; limit: number }): {
    prevHash: string;
    entries: SealedEntry[];
  } {
    const journal = this.#journals.get(journalId) ?? [];
    return { prevHash: journal[fromSeq - 2]?.hash ?? genesisHash, entries: journal.slice(fromSeq - 1, fromSeq - 1 + limit) };
  }

  end(journalId: string): JournalAt {
    const last = this.#journals.get(journalId)?.at(-1);
    return { journalId, seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash };
  }

  /** Every journal that has an entry, by id. */
  ends(): JournalAt[] {
    return [...this.#journals.keys()]
      .sort()
      .map((journalId) => this.end(journalId))
      .filter(({ seq }) => seq > 0);
  }

  entries(journalId: string): readonly SealedEntry[] {
    return this.#journals.get(journalId) ?? [];
  }

  /** A backup as of now. */
  copy(): MemoryJournals {
    const copy = new MemoryJournals();
    for (const [journalId, entries] of this.#journals) copy.#journals.set(journalId, [...entries]);
    return copy;
  }

  #journal(journalId: string): SealedEntry[] {
    const known = this.#journals.get(journalId);
    if (known) return known;
    const journal: SealedEntry[] = [];
    this.#journals.set(journalId, journal);
    return journal;
  }
}
