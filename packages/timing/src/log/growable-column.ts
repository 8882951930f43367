type Cells = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** One column of a table that only grows: a typed array that doubles, so that a million reads stay a few dozen bytes each. */
export class GrowableColumn {
  length = 0;
  #cells: Cells;

  constructor(empty: Cells) {
    this.#cells = empty;
  }

  static float64(): GrowableColumn {
    return new GrowableColumn(new Float64Array(64));
  }

  static int32(): GrowableColumn {
    return new GrowableColumn(new Int32Array(64));
  }

  static uint32(): GrowableColumn {
    return new GrowableColumn(new Uint32Array(64));
  }

  static uint8(): GrowableColumn {
    return new GrowableColumn(new Uint8Array(64));
  }

  get(row: number): number {
    return this.#cells[row]!;
  }

  set(row: number, value: number): void {
    this.#cells[row] = value;
  }

  push(value: number): void {
    if (this.length === this.#cells.length) this.#grow();
    this.#cells[this.length++] = value;
  }

  #grow(): void {
    const wider = new (this.#cells.constructor as new (length: number) => Cells)(this.#cells.length * 2);
    wider.set(this.#cells);
    this.#cells = wider;
  }
}
