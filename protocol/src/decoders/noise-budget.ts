/** S2: a device that babbles may fill this much of the journal in a minute; what comes on top is counted and told, not kept. */
export const noiseBytesPerMinute = 4 * 1024 * 1024;

const minuteMs = 60_000;

/**
 * Bounds the lines of no known shape that are kept. A line that looks like a read is never judged here: those are kept, all of them.
 */
export class NoiseBudget {
  #minuteStartedAtMs = Number.NEGATIVE_INFINITY;
  #kept = 0;
  #told = false;

  /** `keep`: journal it. `tell`: the first one not kept in this minute, so a person hears of it once. */
  judge(bytes: number, nowMs: number): 'keep' | 'tell' | 'drop' {
    if (nowMs - this.#minuteStartedAtMs >= minuteMs) {
      this.#minuteStartedAtMs = nowMs;
      this.#kept = 0;
      this.#told = false;
    }
    if (this.#kept + bytes <= noiseBytesPerMinute) {
      this.#kept += bytes;
      return 'keep';
    }
    if (this.#told) return 'drop';
    this.#told = true;
    return 'tell';
  }
}
