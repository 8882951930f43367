import type { World } from '../world.ts';

export type WireEnd<M> = { hear: (message: M) => void; closed: () => void };

/** How long a message takes, each way. */
export type WireFaults = { delayMs: { from: number; to: number } };

/** MODEL of one TCP connection: in order, nothing lost while it stands; then cut, with whatever was under way, or half-open: it takes everything and delivers nothing. */
export class Wire<M> {
  isOpen = true;
  #isSilent = false;
  readonly #world: World;
  readonly #faults: WireFaults;
  readonly #ends: { near: WireEnd<M> | undefined; far: WireEnd<M> | undefined } = { near: undefined, far: undefined };
  readonly #busyUntilMs = { near: 0, far: 0 };

  constructor(world: World, faults: WireFaults) {
    this.#world = world;
    this.#faults = faults;
  }

  join(side: 'near' | 'far', end: WireEnd<M>): void {
    this.#ends[side] = end;
  }

  send(to: 'near' | 'far', message: M): void {
    if (!this.isOpen || this.#isSilent) return;
    const { from, to: longest } = this.#faults.delayMs;
    const atMs = Math.max(this.#busyUntilMs[to], this.#world.nowMs + this.#world.between(from, longest));
    this.#busyUntilMs[to] = atMs;
    this.#world.later(atMs - this.#world.nowMs, () => {
      if (this.isOpen && !this.#isSilent) this.#ends[to]?.hear(message);
    });
  }

  /** From now on nothing arrives any more, and neither end is told. */
  goSilent(): void {
    this.#isSilent = true;
  }

  /** Both ends hear of it, each in its own time; one that is half-open tells only who hangs up himself. */
  cut(by?: 'near' | 'far'): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const side of ['near', 'far'] as const) {
      if (this.#isSilent && side !== by) continue;
      this.#world.later(side === by ? 0 : this.#world.between(1, 200), () => this.#ends[side]?.closed());
    }
  }
}
