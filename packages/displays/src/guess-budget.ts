/** Many: screens behind one address whose share was taken away ask again and again, and must not shut out those beside them. */
const perMinute = 300;
const minuteMs = 60_000;
const addressesMax = 1_000;

/** How often one address may be wrong: a code cannot be guessed, but each guess costs a look into the store. */
export class GuessBudget {
  readonly #perMinute: number;
  readonly #wrong = new Map<string, { sinceMs: number; count: number }>();

  constructor(perMinuteMax = perMinute) {
    this.#perMinute = perMinuteMax;
  }

  mayGuess(address: string, nowMs: number): boolean {
    const known = this.#wrong.get(address);
    return !known || nowMs - known.sinceMs >= minuteMs || known.count < this.#perMinute;
  }

  wasWrong(address: string, nowMs: number): void {
    const known = this.#wrong.get(address);
    if (known && nowMs - known.sinceMs < minuteMs) {
      known.count += 1;
      return;
    }
    this.#wrong.delete(address);
    this.#wrong.set(address, { sinceMs: nowMs, count: 1 });
    // The one that began longest ago is forgotten first.
    if (this.#wrong.size > addressesMax) for (const oldest of this.#wrong.keys()) return void this.#wrong.delete(oldest);
  }
}
