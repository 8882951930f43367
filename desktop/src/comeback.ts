const firstWaitMs = 500;
const waitMsMax = 30_000;
/** A page that has stood for so long begins with short waits again. */
const steadyMs = 60_000;

/** How long to wait before a page that is gone is loaded again: at once when it is seldom, ever longer when it goes again and again. */
export class Comeback {
  #waitMs = firstWaitMs;
  #backAtMs = Number.NEGATIVE_INFINITY;

  afterLoss(nowMs: number): number {
    if (nowMs - this.#backAtMs >= steadyMs) this.#waitMs = firstWaitMs;
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(waitMsMax, waitMs * 2);
    this.#backAtMs = nowMs + waitMs;
    return waitMs;
  }
}
