import type { ColumnBlock } from './column-block.ts';

const unknown = -0x8000_0000;
const far = -0x7fff_ffff;

/**
 * Numbers that lie near each other, such as the instants of a race weekend, in four bytes each: how far each is from one of them.
 * One that lies too far away, or between two whole numbers, is kept apart. NaN until it is set.
 */
export class NearColumn {
  #distances: Int32Array;
  #first: number | undefined;
  readonly #far: Map<number, number>;

  /** What is kept apart, by row, goes into `apart`. */
  constructor(rows: number, apart = new Map<number, number>()) {
    this.#far = apart;
    this.#distances = new Int32Array(rows).fill(unknown);
  }

  at(row: number): number {
    const distance = this.#distances[row]!;
    if (distance > far) return this.#first! + distance;
    return distance === far ? this.#far.get(row)! : Number.NaN;
  }

  set(row: number, value: number): void {
    if (Number.isNaN(value)) {
      this.#distances[row] = unknown;
      return;
    }
    this.#first ??= value;
    const distance = value - this.#first;
    const isNear = distance === (distance | 0) && distance > far && this.#first + distance === value;
    this.#distances[row] = isNear ? distance : far;
    if (!isNear) this.#far.set(row, value);
  }

  /** What is new is NaN. */
  widen(block: ColumnBlock): void {
    const rows = this.#distances.length;
    this.#distances = block.widened(this.#distances).fill(unknown, rows);
    // The first was the odd one out, as from a box that began in 1970.
    if (this.#far.size > rows / 2) this.#countFrom([...this.#far.values()].at(-1)!);
  }

  #countFrom(first: number): void {
    const values = Array.from(this.#distances, (_, row) => this.at(row));
    this.#far.clear();
    this.#first = first;
    for (const [row, value] of values.entries()) this.set(row, value);
  }
}
