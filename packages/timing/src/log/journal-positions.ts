import type { JournalPosition, LoggedEntry } from '../entry.ts';

/** A journal was fed with a hole in it: whoever feeds must ask for the missing entries, since a result from the rest would be wrong without a word. */
export class JournalGapError extends Error {
  override name = 'JournalGapError';
  readonly code = 'journal-gap';
  readonly journalId: string;
  readonly expectedSeq: number;
  readonly seq: number;

  constructor(gap: { journalId: string; expectedSeq: number; seq: number }) {
    super(`journal ${gap.journalId}: entry ${gap.expectedSeq} expected, ${gap.seq} given`);
    this.journalId = gap.journalId;
    this.expectedSeq = gap.expectedSeq;
    this.seq = gap.seq;
  }
}

type End = { seq: number; hash: string };

/** How far each journal has been taken in. */
export class JournalPositions {
  readonly #ends = new Map<string, End>();

  /** The entries not yet taken, in the order given. Throws `JournalGapError` before anything is taken, so that a refused batch changes nothing. */
  takeNew(entries: readonly LoggedEntry[]): LoggedEntry[] {
    const ends = new Map<string, End>();
    const fresh = entries.filter(({ journalId, seq, hash }) => {
      let end = ends.get(journalId);
      if (!end) {
        end = { seq: 0, hash: '', ...this.#ends.get(journalId) };
        ends.set(journalId, end);
      }
      if (seq <= end.seq) return false;
      if (seq !== end.seq + 1) throw new JournalGapError({ journalId, expectedSeq: end.seq + 1, seq });
      end.seq = seq;
      end.hash = hash;
      return true;
    });
    for (const [journalId, end] of ends) this.#ends.set(journalId, end);
    return fresh;
  }

  /** Ordered by journalId, as a basis lists them. */
  frontier(): JournalPosition[] {
    const positions = [...this.#ends].map(([journalId, end]) => ({ journalId, ...end }));
    return positions.sort((a, b) => (a.journalId < b.journalId ? -1 : 1));
  }
}
