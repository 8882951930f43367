import { between, seededRandom, VirtualTime } from '@chute/protocol/testing';
import { BrokenInvariantError } from './broken-invariant-error.ts';
import type { Trace } from './trace.ts';

/** Time, chance and names of one run: everything that happens in it happens through here, so that one seed is one story. */
export class World {
  readonly random: () => number;
  readonly trace: Trace;
  readonly #time = new VirtualTime();
  #ids = 0;
  /** Over the moment of everything that was ever due, said or not. */
  #fingerprint = 0;
  #broken: BrokenInvariantError | undefined;

  constructor({ seed, trace }: { seed: number; trace: Trace }) {
    this.random = seededRandom(seed);
    this.trace = trace;
  }

  get nowMs(): number {
    return this.#time.nowMs;
  }

  between(from: number, to: number): number {
    return between(this.random, { from, to });
  }

  chance(likelihood: number): boolean {
    return this.random() < likelihood;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }

  newId(): string {
    this.#ids += 1;
    const hex = (length: number) =>
      Math.floor(this.random() * 16 ** length)
        .toString(16)
        .padStart(length, '0');
    return `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${this.#ids.toString(16).padStart(12, '0')}`;
  }

  /** Calls `run` once, `ms` from now, unless cancelled. */
  later = (ms: number, run: () => void): (() => void) => {
    let wanted = true;
    this.#time.later(ms, () => {
      if (wanted) run();
    });
    return () => {
      wanted = false;
    };
  };

  say(who: string, what: string): void {
    this.trace.add(`${String(Math.round(this.nowMs)).padStart(7)} ${who}: ${what}`);
  }

  /** The first one ends the run, wherever it was found: a product's own `catch` cannot swallow it. */
  broken(code: string, detail: string, options?: ErrorOptions): void {
    this.#broken ??= new BrokenInvariantError(code, detail, options);
  }

  /** Errors: `BrokenInvariantError`. */
  async runUntil(untilMs: number): Promise<void> {
    while (this.#step(untilMs)) {
      await everythingAtHand();
      if (this.#broken) throw this.#broken;
    }
    this.#time.runUntil(untilMs);
  }

  /** Two runs that differ in anything, be it one draw of chance or one moment, have two of these. */
  fingerprint(): string {
    return `${this.#fingerprint >>> 0} ${this.random()}`;
  }

  #step(untilMs: number): boolean {
    try {
      const ran = this.#time.runNext(untilMs);
      this.#fingerprint = Math.imul(this.#fingerprint ^ Math.round(this.nowMs * 1_000), 16_777_619);
      return ran;
    } catch (error) {
      this.broken('exception', (error as Error).message, { cause: error });
      return true;
    }
  }
}

/** Settles once every promise that can settle now has: virtual time stands still until then. */
function everythingAtHand(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
