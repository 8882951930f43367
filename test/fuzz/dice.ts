import { seededRandom } from '../lib/seeded-random.ts';

/** Chance that comes again with its seed. */
export class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}
