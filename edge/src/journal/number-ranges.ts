export type Range = [from: number, to: number];

/** Beyond this the highest are forgotten: what is forgotten is asked for again, never lost. */
const rangesMax = 256;

/** Whole numbers as ranges: a stream without gaps is one range, however long it is. */
export class NumberRanges {
  #ranges: Range[] = [];

  static from(ranges: readonly Range[]): NumberRanges {
    const numbers = new NumberRanges();
    for (const range of ranges) numbers.add(...range);
    return numbers;
  }

  add(from: number, to: number = from): void {
    const last = this.#ranges.at(-1);
    if (last && from === last[1] + 1) {
      last[1] = to;
      return;
    }
    const before = this.#ranges.filter((range) => range[1] < from - 1);
    const touching = this.#ranges.filter((range) => range[1] >= from - 1 && range[0] <= to + 1);
    const after = this.#ranges.filter((range) => range[0] > to + 1);
    const merged: Range = [Math.min(from, touching[0]?.[0] ?? from), Math.max(to, touching.at(-1)?.[1] ?? to)];
    this.#ranges = [...before, merged, ...after].slice(0, rangesMax);
  }

  has(number: number): boolean {
    return this.#ranges.some(([from, to]) => number >= from && number <= to);
  }

  /** The last number before the first gap. */
  lastBeforeGap(): number | undefined {
    return this.#ranges[0]?.[1];
  }

  list(): Range[] {
    return this.#ranges.map((range) => [...range]);
  }
}
