import type { ChipAssignment } from '../setup.ts';
import type { Bib, Holder, Meaning } from './holders.ts';
import type { Roster } from './roster.ts';

const none: readonly never[] = [];

/** What an `assign` entry says, in log order. `atMs: null` = always. */
export type ChipWord = { bib: string | null; atMs: number | null };

/**
 * Which bib holds a chip, and from when on (SR-20). An assignment with a time holds from that instant until the next one by time;
 * one without a time holds always, and so replaces all that was said before it.
 */
export class ChipMap {
  readonly #roster: Roster;
  readonly #fromSetup = new Map<string, Bib>();
  readonly #fromLog = new Map<string, Meaning>();

  constructor(assignments: readonly ChipAssignment[], roster: Roster) {
    this.#roster = roster;
    for (const { chip, bib } of assignments) {
      // Of two lines for one chip the higher bib text holds, so that the order of a file means nothing.
      const other = this.#fromSetup.get(chip);
      if (!other || other.text < bib) this.#fromSetup.set(chip, roster.bib(bib));
    }
  }

  /** Undefined for a text that is no chip. */
  meaningOf(chip: string): Meaning | undefined {
    const bib = this.#fromSetup.get(chip);
    return this.#fromLog.get(chip) ?? (bib && { always: bib, holders: none });
  }

  /** Says anew who holds a chip: the setup's word, then the log's. */
  rewrite(chip: string, words: readonly ChipWord[]): void {
    this.#fromLog.delete(chip);
    if (words.length === 0) return;
    const bib = this.#fromSetup.get(chip);
    let holders: Holder[] = bib ? [{ fromMs: Number.NEGATIVE_INFINITY, bib }] : [];
    for (const { bib, atMs } of words) {
      const fromMs = atMs ?? Number.NEGATIVE_INFINITY;
      const others = atMs === null ? [] : holders.filter((holder) => holder.fromMs !== fromMs);
      holders = [...others, { fromMs, bib: bib === null ? null : this.#roster.bib(bib) }];
    }
    const only = holders.length === 1 ? holders[0] : undefined;
    const always = only?.fromMs === Number.NEGATIVE_INFINITY ? only.bib : null;
    this.#fromLog.set(chip, { always, holders: always ? none : holders.sort((a, b) => a.fromMs - b.fromMs) });
  }
}
