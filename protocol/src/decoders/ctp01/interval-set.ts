const rangesMax = 1024;

/** Whole numbers that were seen, as ranges: a stream without gaps is one range, however long it is. */
export class IntervalSet {
  readonly #limit: number;
  #ranges: { from: number; to: number }[] = [];

  /** Beyond `limit` ranges the two lowest become one: the oldest hole is forgotten, memory stays bounded. */
  constructor(limit = rangesMax) {
    this.#limit = limit;
  }

  has(value: number): boolean {
    const range = this.#ranges[this.#lastFromAtMost(value)];
    return range !== undefined && value <= range.to;
  }

  add(value: number): void {
    this.addRange(value, value);
  }

  addRange(from: number, to: number): void {
    const highest = this.#ranges.at(-1);
    if (highest && from === highest.to + 1) {
      highest.to = to;
      return;
    }
    const first = this.#ranges.findIndex((range) => range.to >= from - 1);
    if (first < 0) {
      this.#ranges.push({ from, to });
    } else {
      const after = this.#ranges.findIndex((range) => range.from > to + 1);
      const touching = this.#ranges.slice(first, after < 0 ? undefined : after);
      const merged = { from: Math.min(from, touching[0]?.from ?? from), to: Math.max(to, touching.at(-1)?.to ?? to) };
      this.#ranges.splice(first, touching.length, merged);
    }
    if (this.#ranges.length > this.#limit) this.#ranges.splice(0, 2, { from: this.#ranges[0]!.from, to: this.#ranges[1]!.to });
  }

  /** What is missing between the lowest and the highest number seen. */
  holes(): { from: number; to: number }[] {
    return this.#ranges.slice(1).map((range, index) => ({ from: this.#ranges[index]!.to + 1, to: range.from - 1 }));
  }

  get highest(): number | null {
    return this.#ranges.at(-1)?.to ?? null;
  }

  /** More holes than are kept: the next one makes it forget the oldest. */
  get isFull(): boolean {
    return this.#ranges.length >= this.#limit;
  }

  get hasHoles(): boolean {
    return this.#ranges.length > 1;
  }

  #lastFromAtMost(value: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ranges[middle]!.from <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
