const everyMs = 10_000;

/** Tells at once, then at most every ten seconds with how often it was since: a flood does not push everything else off the status page. */
export class Seldom {
  readonly #nowMs: () => number;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #times = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** How often it was since the last time it was told; 0: not now. */
  count(): number {
    this.#times += 1;
    if (this.#nowMs() - this.#toldAtMs < everyMs) return 0;
    const times = this.#times;
    this.#times = 0;
    this.#toldAtMs = this.#nowMs();
    return times;
  }
}
