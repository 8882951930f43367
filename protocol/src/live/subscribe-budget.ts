const perWindow = 30;
const windowMs = 10_000;

/** How often one screen may subscribe: each time may cost a whole picture. A board that changes its event or comes back stays far below. */
export class SubscribeBudget {
  #windowBeganAtMs = Number.NEGATIVE_INFINITY;
  #asked = 0;

  mayAsk(nowMs: number): boolean {
    if (nowMs - this.#windowBeganAtMs >= windowMs) [this.#windowBeganAtMs, this.#asked] = [nowMs, 0];
    this.#asked += 1;
    return this.#asked <= perWindow;
  }
}
