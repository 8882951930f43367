/** What a stranger may send at once, and then in a second, beside its reads. A handshake and all the pings of a race stay far below; a flood does not. */
export const idleTalkBytes = 64 * 1024;
export const idleTalkBytesPerSecond = 16 * 1024;

/** What costs us work beyond its bytes (a line to refuse, an answer, a notice), and what a read earns. */
const workBytes = 1024;

/** What came of one piece of a stream. `reads`: whatever looks like one. */
export type Heard = { bytes: number; reads: number; otherWork: number; nowMs: number };

/**
 * How fast one connection is read (S2). Reads are free, however many: a rewind comes as fast as the disk takes it. Whatever else
 * it sends is idle talk, and has a budget that fills again by itself, so that a crowd of babblers leaves time for the decoder beside them.
 */
export class ReadingPace {
  #left = idleTalkBytes;
  #atMs = 0;

  /** How long to read no more; 0 for not at all. */
  pauseMs({ bytes, reads, otherWork, nowMs }: Heard): number {
    this.#left = Math.min(idleTalkBytes, this.#left + ((nowMs - this.#atMs) / 1000) * idleTalkBytesPerSecond);
    this.#atMs = nowMs;
    this.#left -= Math.max(0, bytes + (otherWork - reads) * workBytes);
    return this.#left >= 0 ? 0 : (-this.#left / idleTalkBytesPerSecond) * 1000;
  }
}
