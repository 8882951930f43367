import type { EntryBatch, JournalAt } from '@chute/protocol';
import { type EntryDraft, genesisHash, type JournalEnd, journalStart, type SealedEntry } from '@chute/protocol/sealed-entry';
import { EntryTable, type HeldJournal, type JournalRange } from './entry-table.ts';
import type { HeldNumbersRow } from './held-numbers.ts';
import { HeldNumbersTable } from './held-numbers-table.ts';
import { type ImportOutcome, importBatch } from './import-batch.ts';
import { durabilityOf, openJournalFile } from './journal-file.ts';
import { sealDraft } from './seal-draft.ts';
import { SideTables } from './side-tables.ts';

/**
 * What one commit put on disk, short enough to cross threads: entry i has `fromSeq + i`, `lamport + i`, `hashes[i]`.
 * `replaced` holds those that may stand as another entry than the draft they came from (`sealDraft`).
 */
export type Committed = {
  journalId: string;
  fromSeq: number;
  prevHash: string;
  lamport: number;
  hashes: string[];
  replaced: SealedEntry[];
};

/** What a start finds on disk. */
export type JournalReport = {
  storeId: string;
  journalId: string;
  held: HeldJournal[];
  landmarks: JournalRange[];
  numbers: HeldNumbersRow[];
};

/** What a journal stands on: the tables of one SQLite file, or of a simulated one. */
export type JournalTables = {
  storeId: string;
  entries: Pick<EntryTable, keyof EntryTable>;
  numbers: Pick<HeldNumbersTable, keyof HeldNumbersTable>;
  side: Pick<SideTables, keyof SideTables>;
  durability: () => { journalMode: string; synchronous: number };
  close: () => void;
};

/** Where a journal is, and the ids it takes when it is begun. */
export type JournalBirth = { path: string; journalId: string; newStoreId: string };

/** Errors: `JournalDoubtError`. */
function openTables({ path, newStoreId }: JournalBirth): JournalTables {
  const db = openJournalFile(path, { storeId: newStoreId });
  return {
    storeId: db.prepare(`select value from store where name = 'store_id'`).pluck().get() as string,
    entries: new EntryTable(db),
    numbers: new HeldNumbersTable(db),
    side: new SideTables(db),
    durability: () => durabilityOf(db),
    close: () => db.close(),
  };
}

/**
 * The race log of this edge on disk: its own journal, which only it writes, and copies of others. Synchronous; a worker thread owns the one instance.
 * Every method that writes returns after the commit, and the commit after the disk (R1).
 */
export class Journal {
  readonly storeId: string;
  readonly side: JournalTables['side'];
  #tables: JournalTables;
  #entries: JournalTables['entries'];
  #numbers: JournalTables['numbers'];
  #end: JournalEnd;

  /** Opens the file and begins a new journal in it; older ones are sealed. Errors: `JournalDoubtError`. */
  constructor(at: JournalBirth, tables: JournalTables = openTables(at)) {
    this.#tables = tables;
    this.storeId = tables.storeId;
    this.#entries = tables.entries;
    this.#numbers = tables.numbers;
    this.side = tables.side;
    this.#end = journalStart(at.journalId, this.#entries.highestLamport());
    if (this.#entries.held(at.journalId)) this.#end = { ...this.#end, ...this.#entries.position(at.journalId) };
    else this.#entries.addJournal(at.journalId, { own: true });
  }

  end(): JournalEnd {
    return this.#end;
  }

  /** Seals the drafts, in order, and puts them on disk in one commit. */
  append(drafts: readonly EntryDraft[]): Committed {
    const before = this.#end;
    let end = before;
    const sealed: SealedEntry[] = [];
    const replaced: SealedEntry[] = [];
    for (const draft of drafts) {
      const { entry, asDrafted } = sealDraft(draft, end);
      sealed.push(entry);
      if (!asDrafted) replaced.push(entry);
      end = { journalId: end.journalId, seq: entry.seq, hash: entry.hash, lamport: end.lamport + 1 };
    }
    this.#entries.insideCommit(() => {
      this.#entries.insert(before.journalId, sealed);
      this.#numbers.note(drafts);
    });
    this.#end = end;
    this.#entries.moved(end);
    return {
      journalId: before.journalId,
      fromSeq: before.seq + 1,
      prevHash: before.hash,
      lamport: before.lamport + 1,
      hashes: sealed.map(({ hash }) => hash),
      replaced,
    };
  }

  /** Entries of another node's journal. A gap is not stored; what we hold is compared, never replaced. */
  importBatch(batch: EntryBatch): ImportOutcome {
    const outcome = importBatch(this.#entries, batch, { live: this.#end.journalId });
    this.#end = { ...this.#end, lamport: Math.max(this.#end.lamport, outcome.lamport) };
    return outcome;
  }

  /** Seals the running journal and begins another: the hub knows more of ours than we do, so this file is an old copy (architecture §3.4). */
  beginJournal(journalId: string): void {
    this.#entries.addJournal(journalId, { own: true });
    this.#end = journalStart(journalId, this.#end.lamport);
  }

  read(from: { journalId: string; fromSeq: number; limit: number }): JournalRange {
    const { journalId, fromSeq, limit } = from;
    const prevHash = fromSeq === 1 ? genesisHash : (this.#entries.hashAt(journalId, fromSeq - 1) ?? genesisHash);
    return { journalId, fromSeq, prevHash, entries: this.#entries.range(journalId, fromSeq, limit) };
  }

  position(journalId: string): JournalAt {
    return this.#entries.position(journalId);
  }

  conflicts(): number {
    return this.#entries.conflictCount();
  }

  report(): JournalReport {
    return {
      storeId: this.storeId,
      journalId: this.#end.journalId,
      held: this.#entries.all(),
      landmarks: this.#entries.landmarks(),
      numbers: this.#numbers.all(),
    };
  }

  /** As this connection has it now; 2 is FULL. */
  durability(): { journalMode: string; synchronous: number } {
    return this.#tables.durability();
  }

  /** A row on disk that says "the writer works" (R13). */
  heartbeat(nowMs: number): void {
    this.side.putState('heartbeat_at_ms', String(nowMs));
  }

  close(): void {
    this.#tables.close();
  }
}
