import type { HeldNumbersRow, StoredSetup } from '@chute/edge/parts';
import type { Person, SealedEntry } from '@chute/protocol';
import type { World } from '../world.ts';

export type DiskFile = {
  storeId: string;
  journals: Map<string, { own: boolean; entries: SealedEntry[] }>;
  conflicts: Map<string, SealedEntry>;
  numbers: Map<string, HeldNumbersRow>;
  setups: Map<string, StoredSetup>;
  persons: Map<string, Person[]>;
  state: Map<string, string>;
};

/** What this disk does to us. `syncMs`: how long a commit takes. */
export type DiskFaults = { syncMs: { from: number; to: number }; full: boolean; syncFails: number };

type Commit = { durableAtMs: number; undo: (() => void)[]; ends: Map<string, number> };

/** As SQLite names it, so that the journal's own code tells one from the other. */
class ModelDiskError extends Error {
  override name = 'SqliteError';
  readonly code: string;

  constructor(code: string) {
    super(`the model disk says ${code}`);
    this.code = code;
  }
}

/**
 * MODEL of the one SQLite file of an edge (WAL, FULL): a commit is whole or not there, and safe once its sync has returned. At a power cut whatever was not
 * synced yet may be lost from some commit on; a torn write is such a commit, since the checksums of the WAL leave it out whole. A commit that failed is
 * not there for whoever made it, and may be back when the file is opened anew, unless another one was written over it. Whether the real file keeps
 * these promises is for the power cut proof to say, not for this one.
 */
export class ModelDisk {
  file: DiskFile | undefined;
  faults: DiskFaults = { syncMs: { from: 1, to: 4 }, full: false, syncFails: 0 };
  readonly #world: World;
  readonly #durable = new Map<string, number>();
  #unsynced: Commit[] = [];
  #open: Commit | undefined;
  /** A commit that failed, and whose bytes may be there all the same. */
  #ghost: (() => void) | undefined;
  /** The clock of the thread that writes: a sync holds it up. */
  threadNowMs = 0;

  constructor(world: World, file?: DiskFile) {
    this.#world = world;
    this.file = file && copyOf(file);
    for (const [journalId, { entries }] of file?.journals ?? []) this.#durable.set(journalId, entries.length);
  }

  /** One transaction; returns when it is on disk. Throws as SQLite does. */
  commit(write: () => void): void {
    if (this.#open) {
      write();
      return;
    }
    if (this.faults.full) throw new ModelDiskError('SQLITE_FULL');
    const commit: Commit = { durableAtMs: 0, undo: [], ends: new Map() };
    this.#open = commit;
    try {
      write();
    } finally {
      this.#open = undefined;
    }
    this.threadNowMs += this.#world.between(this.faults.syncMs.from, this.faults.syncMs.to);
    const failed = this.#world.chance(this.faults.syncFails);
    this.#ghost = failed && this.#world.chance(0.5) ? write : undefined;
    if (failed) {
      undo(commit);
      throw new ModelDiskError('SQLITE_IOERR_FSYNC');
    }
    this.#unsynced.push({ ...commit, durableAtMs: this.threadNowMs });
  }

  /** Someone opens the file: what was thought to have failed may be in it. */
  opened(): void {
    const ghost = this.#ghost;
    this.#ghost = undefined;
    if (!ghost) return;
    const { faults } = this;
    this.faults = { ...faults, full: false, syncFails: 0 };
    this.commit(ghost);
    this.faults = faults;
  }

  /** Inside a commit: how to take back what was just done, and where a journal ends now. */
  changed(undoIt: () => void, end?: { journalId: string; seq: number }): void {
    this.#open?.undo.push(undoIt);
    if (end) this.#open?.ends.set(end.journalId, end.seq);
  }

  /** Whether a power cut now would leave this entry where it is. */
  holdsSafely({ journalId, seq, hash }: { journalId: string; seq: number; hash?: string }): boolean {
    this.#flush();
    if (seq === 0) return true;
    const entry = this.file?.journals.get(journalId)?.entries[seq - 1];
    return entry !== undefined && (hash === undefined || entry.hash === hash) && seq <= (this.#durable.get(journalId) ?? 0);
  }

  /** The process is gone, and with `power` whatever was not synced from some point on. */
  crash({ power }: { power: boolean }): void {
    this.#flush();
    const kept = power ? this.#world.between(0, this.#unsynced.length) : this.#unsynced.length;
    const lost = this.#unsynced.splice(kept);
    if (lost.length > 0) this.#ghost = undefined;
    for (const commit of lost.reverse()) undo(commit);
    for (const commit of this.#unsynced) commit.durableAtMs = 0;
    this.threadNowMs = 0;
    this.#flush();
  }

  /** A clean copy, as the backup API or a card reader makes it: what was synced and no more would be enough, all that is committed is as good. */
  image(): DiskFile | undefined {
    return this.file && copyOf(this.file);
  }

  #flush(): void {
    while (this.#unsynced[0] && this.#unsynced[0].durableAtMs <= this.#world.nowMs) {
      for (const [journalId, seq] of this.#unsynced.shift()!.ends) this.#durable.set(journalId, seq);
    }
  }
}

function undo(commit: Commit): void {
  for (const step of commit.undo.reverse()) step();
}

function copyOf(file: DiskFile): DiskFile {
  return {
    storeId: file.storeId,
    journals: new Map([...file.journals].map(([id, { own, entries }]) => [id, { own, entries: [...entries] }])),
    conflicts: new Map(file.conflicts),
    numbers: new Map(file.numbers),
    setups: new Map(file.setups),
    persons: new Map([...file.persons].map(([eventId, persons]) => [eventId, [...persons]])),
    state: new Map(file.state),
  };
}
