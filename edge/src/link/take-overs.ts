import type { EdgeTime } from '../edge-time.ts';

/** A link that stood this long was not taken away at once. Longer than twins wait for each other, so that both go on waiting. */
const settledMs = 20_000;
const suspectedAfter = 3;
/** The hub says it with each answer, which come every 20 s; after a minute without, the other box is gone. */
const saidForMs = 60_000;
/** Twins take turns of 4 to 8 s: time enough for each to bring what it has. */
const slowest = 4;

export type Twin = 'certain' | 'suspected';

/** Notices that another box comes to the hub under this one's name: the broker then puts this one out, each time, within seconds of being let in. */
export class TakeOvers {
  readonly #time: Pick<EdgeTime, 'steadyMs'>;
  #openedAtMs: number | null = null;
  /** Links in a row that were let in at the first try, and taken away soon. A network or a hub that is down does not let in at the first try. */
  #inARow = 0;
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #saidAtMs = Number.NEGATIVE_INFINITY;

  constructor(time: Pick<EdgeTime, 'steadyMs'>) {
    this.#time = time;
  }

  opened(): void {
    this.#openedAtMs = this.#time.steadyMs();
  }

  closed(): void {
    const wasShort = this.#openedAtMs !== null && this.#time.steadyMs() - this.#openedAtMs < settledMs;
    this.#inARow = wasShort ? this.#inARow + 1 : 0;
    if (wasShort) this.#lastAtMs = this.#time.steadyMs();
    this.#openedAtMs = null;
  }

  /** The hub has seen both. */
  toldOfTwin(): void {
    this.#saidAtMs = this.#time.steadyMs();
  }

  twin(): Twin | undefined {
    const nowMs = this.#time.steadyMs();
    if (nowMs - this.#saidAtMs < saidForMs) return 'certain';
    return this.#inARow >= suspectedAfter && nowMs - this.#lastAtMs < settledMs ? 'suspected' : undefined;
  }

  /** For the wait before the next attempt: who is put out again and again waits longer, so that the other one gets through as well. */
  get attempt(): number {
    return Math.min(slowest, Math.max(0, this.#inARow - 1));
  }
}
