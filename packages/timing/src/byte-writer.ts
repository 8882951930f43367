const minus = 0x2d;
const zero = 0x30;
const pieceBytes = 65_536;
const utf8 = new TextEncoder();

const isAscii = Uint8Array.from({ length: 128 }, () => 1);
const isPlain = isAscii.map((_, code) => (code >= 0x20 && code < 0x7f && code !== 0x22 && code !== 0x5c ? 1 : 0));

/**
 * Text written straight into UTF-8 bytes, for what is hashed: a string of ten megabytes would be built, flattened and encoded first.
 * With `drain` no more than a piece is ever held: it is given away whenever the room for it is full, and `bytes` is what was written since.
 */
export class ByteWriter {
  readonly #drain: ((piece: Uint8Array) => void) | undefined;
  #bytes: Uint8Array;
  #length = 0;

  constructor(drain?: (piece: Uint8Array) => void) {
    this.#drain = drain;
    this.#bytes = new Uint8Array(drain ? pieceBytes : 512);
  }

  /** A text as it stands. */
  text(text: string): void {
    if (this.#asciiText(text, isAscii)) return;
    const encoded = utf8.encode(text);
    this.#makeRoom(encoded.length);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.length;
  }

  /** Bytes as they stand. Those of a key are few, and `set` would take longer to begin than to copy them. */
  raw(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    const to = this.#bytes;
    const from = this.#length;
    for (let index = 0; index < bytes.length; index++) to[from + index] = bytes[index]!;
    this.#length = from + bytes.length;
  }

  /** A whole number in decimal digits, without a string in between; `-` for null. */
  integer(value: number | null): void {
    this.#makeRoom(24);
    if (value === null || value < 0) this.#bytes[this.#length++] = minus;
    if (value === null) return;
    let rest = Math.abs(value);
    for (let power = 1; power === 1 || power <= rest; power *= 10) this.#length++;
    let at = this.#length;
    do {
      const tens = Math.floor(rest / 10);
      this.#bytes[--at] = zero + (rest - tens * 10);
      rest = tens;
    } while (rest > 0);
  }

  /** A text that JSON writes without any escape: printable ASCII but for quote and backslash. Writes nothing and says false for any other. */
  plainText(text: string): boolean {
    return this.#asciiText(text, isPlain);
  }

  #asciiText(text: string, allowed: Uint8Array): boolean {
    this.#makeRoom(text.length);
    const bytes = this.#bytes;
    const from = this.#length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (allowed[code] !== 1) return false;
      bytes[from + index] = code;
    }
    this.#length = from + text.length;
    return true;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    if (this.#drain) {
      this.#drain(this.bytes());
      this.#length = 0;
      if (more <= this.#bytes.length) return;
    }
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}
