import type { EntryDraft } from '@chute/protocol';
import type { Committed, Journal } from './journal.ts';

/** More in one commit would keep the first of them waiting for the last. */
export const entriesPerCommit = 500;

/** How long to wait before a commit that failed is tried again. */
const retryMs = 500;

export type CommitLoopRim = {
  /** What has arrived meanwhile, without waiting. */
  drain: () => EntryDraft[];
  committed: (committed: Committed) => void;
  /** The disk refuses. Nothing is acknowledged until `cleared`; what arrives waits, in order. */
  trouble: (trouble: { code: string; message: string }) => void;
  cleared: () => void;
  later: (ms: number, run: () => void) => void;
  /** Closes the file and opens it anew, with all its checks; throws when it is in doubt. */
  reopen: (journal: Journal) => Journal;
};

type SqliteFailure = Error & { code?: string };

/**
 * Commits whatever has arrived as soon as the last commit returned: no timer, at most 500 entries a commit.
 * A full disk is waited out. After any other failure the handle is not trusted (F9): the file is opened anew and asked what it holds.
 */
export class CommitLoop {
  journal: Journal;
  #rim: CommitLoopRim;
  #waiting: EntryDraft[] = [];
  #inTrouble = false;
  #inDoubt = false;

  constructor(journal: Journal, rim: CommitLoopRim) {
    this.journal = journal;
    this.#rim = rim;
  }

  /** The journal as it stands is not to be asked or told anything: it will be opened anew. */
  get isInDoubt(): boolean {
    return this.#inDoubt;
  }

  take(drafts: readonly EntryDraft[]): void {
    for (const draft of drafts) this.#waiting.push(draft);
    if (this.#inTrouble) return;
    try {
      this.#commitAll();
    } catch (error) {
      this.#wait(error as SqliteFailure);
    }
  }

  /** Something else than a commit failed on this handle. */
  distrust(error: SqliteFailure): void {
    this.#inDoubt = true;
    if (!this.#inTrouble) this.#wait(error);
  }

  #commitAll(): void {
    while (this.#waiting.length > 0) {
      for (const draft of this.#rim.drain()) this.#waiting.push(draft);
      this.#done(this.journal.append(this.#waiting.slice(0, entriesPerCommit)));
    }
  }

  #done(committed: Committed): void {
    this.#waiting.splice(0, committed.hashes.length);
    this.#rim.committed(committed);
  }

  #wait(error: SqliteFailure): void {
    const code = error.code ?? error.name;
    if (!code.startsWith('SQLITE_')) throw error;
    if (code !== 'SQLITE_FULL') this.#inDoubt = true;
    if (!this.#inTrouble) this.#rim.trouble({ code, message: error.message });
    this.#inTrouble = true;
    this.#rim.later(retryMs, () => this.#retry());
  }

  #retry(): void {
    try {
      if (this.#inDoubt) this.#reopen();
      this.#commitAll();
    } catch (error) {
      this.#wait(error as SqliteFailure);
      return;
    }
    this.#inTrouble = false;
    this.#rim.cleared();
  }

  /** A commit that was reported as failed may be on disk all the same; then it is no news to make it again. */
  #reopen(): void {
    const before = this.journal.end();
    this.journal = this.#rim.reopen(this.journal);
    this.#inDoubt = false;
    const landed = this.journal.end().seq - before.seq;
    if (landed === 0) return;
    const { entries } = this.journal.read({ journalId: before.journalId, fromSeq: before.seq + 1, limit: landed });
    this.#done({
      journalId: before.journalId,
      fromSeq: before.seq + 1,
      prevHash: before.hash,
      lamport: before.lamport + 1,
      hashes: entries.map(({ hash }) => hash),
      replaced: entries,
    });
  }
}
