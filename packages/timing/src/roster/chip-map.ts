import type { ChipAssignment } from '../setup.ts';

/** Who holds a chip from when on, ascending; `bib: null` = nobody. */
export type ChipStep = { fromMs: number; bib: string | null };

/** What an `assign` entry says, in log order. `atMs: null` = always. */
export type ChipWord = { bib: string | null; atMs: number | null };

/**
 * Which bib holds a chip, and from when on (SR-20). An assignment with a time holds from that instant until the next one by time;
 * one without a time holds always, and so replaces all that was said before it.
 */
export class ChipMap {
  readonly #fromSetup = new Map<string, readonly ChipStep[]>();
  readonly #steps = new Map<string, readonly ChipStep[]>();
  readonly #chipsOfBib = new Map<string, string[]>();

  constructor(assignments: readonly ChipAssignment[]) {
    for (const { chip, bib } of assignments) {
      // Of two lines for one chip the higher bib text holds, so that the order of a file means nothing.
      const other = this.#fromSetup.get(chip)?.[0]?.bib ?? null;
      if (other === null || other < bib) this.#fromSetup.set(chip, always(bib));
    }
    for (const [chip, steps] of this.#fromSetup) this.#write(chip, steps);
  }

  /** Undefined for a text that is no chip. */
  stepsOf(chip: string): readonly ChipStep[] | undefined {
    return this.#steps.get(chip);
  }

  chipsOf(bib: string): readonly string[] {
    return this.#chipsOfBib.get(bib) ?? [];
  }

  /** Says anew who holds a chip: the setup's word, then the log's. */
  rewrite(chip: string, words: readonly ChipWord[]): void {
    let steps = this.#fromSetup.get(chip) ?? [];
    for (const { bib, atMs } of words) {
      if (atMs === null) steps = always(bib);
      else steps = [...steps.filter(({ fromMs }) => fromMs !== atMs), { fromMs: atMs, bib }];
    }
    for (const { bib } of this.#steps.get(chip) ?? []) {
      if (bib !== null)
        this.#chipsOfBib.set(
          bib,
          this.chipsOf(bib).filter((other) => other !== chip),
        );
    }
    this.#write(
      chip,
      steps.toSorted((a, b) => a.fromMs - b.fromMs),
    );
  }

  #write(chip: string, steps: readonly ChipStep[]): void {
    if (steps.length === 0) {
      this.#steps.delete(chip);
      return;
    }
    this.#steps.set(chip, steps);
    for (const { bib } of steps) {
      if (bib === null) continue;
      const chips = this.#chipsOfBib.get(bib);
      if (!chips) this.#chipsOfBib.set(bib, [chip]);
      else if (!chips.includes(chip)) chips.push(chip);
    }
  }
}

function always(bib: string | null): readonly ChipStep[] {
  return [{ fromMs: Number.NEGATIVE_INFINITY, bib }];
}
