type Numbers = Uint8Array | Int32Array | Uint32Array;

/** No row of a table takes more. */
const bytesPerRow = 48;

/**
 * Room for the columns of one table, in one piece. A large piece goes back to the system when it is outgrown;
 * outgrown columns one by one would stay behind as holes between others, half as much again as the table itself.
 */
export class ColumnBlock {
  readonly #rows: number;
  readonly #buffer: ArrayBuffer;
  #usedBytes = 0;

  /** `rows` is a multiple of eight, so that every column begins where its numbers may. */
  constructor(rows: number) {
    this.#rows = rows;
    this.#buffer = new ArrayBuffer(rows * bytesPerRow);
  }

  /** The column at its new length, which is that of the block; what is new is zero. */
  widened<Column extends Numbers>(column: Column): Column {
    const Kind = column.constructor as new (buffer: ArrayBuffer, from: number, length: number) => Column;
    const wide = new Kind(this.#buffer, this.#usedBytes, this.#rows);
    this.#usedBytes += wide.byteLength;
    wide.set(column);
    return wide;
  }
}
