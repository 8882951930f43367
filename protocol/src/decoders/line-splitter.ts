import { joinBytes } from './text.ts';

/** S2: longer than this, without an end, is no line of any decoder we know. */
export const maximumLineBytes = 16 * 1024;

/** How much of an over-long line is kept, to show what it was. */
export const keptOfLongLine = 256;

/** A line that comes byte by byte is put together now and then: each piece by itself takes far more memory than its bytes. */
const piecesMax = 64;

/** One line without its end. `tooLong`: only its first bytes are here, the rest was read past. */
export type SplitLine = { bytes: Uint8Array; tooLong: boolean };

/**
 * Cuts a stream of bytes into lines, however it was chunked. A line ends with CR, LF or both; blank lines vanish here.
 * What has not ended yet waits, and is bounded.
 */
export class LineSplitter {
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #skipping = false;

  push(chunk: Uint8Array): SplitLine[] {
    const lines: SplitLine[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte !== carriageReturn && byte !== lineFeed) continue;
      this.#keep(chunk.subarray(from, at), lines);
      this.#endLine(lines);
      from = at + 1;
    }
    this.#keep(chunk.subarray(from), lines);
    return lines;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Gives up on the line that has not ended, and hands out what there is of it. */
  takeRest(): Uint8Array {
    const rest = joinBytes(this.#waiting);
    this.#forget();
    return rest;
  }

  #keep(part: Uint8Array, lines: SplitLine[]): void {
    if (this.#skipping || part.length === 0) return;
    this.#waiting.push(part.slice());
    this.#waitingBytes += part.length;
    if (this.#waiting.length > piecesMax) this.#waiting = [joinBytes(this.#waiting)];
    if (this.#waitingBytes <= maximumLineBytes) return;
    lines.push({ bytes: this.takeRest().slice(0, keptOfLongLine), tooLong: true });
    this.#skipping = true;
  }

  #endLine(lines: SplitLine[]): void {
    this.#skipping = false;
    if (this.#waitingBytes > 0) lines.push({ bytes: this.takeRest(), tooLong: false });
  }

  #forget(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
