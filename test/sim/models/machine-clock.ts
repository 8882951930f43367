import type { World } from '../world.ts';

/** MODEL of one machine's clocks: a monotonic one that starts with the boot, and a wall clock that is wrong, drifts and is moved. */
export class MachineClock {
  readonly #world: World;
  readonly #trueOriginMs: number;
  readonly #drift: number;
  readonly #hasBattery: boolean;
  #offsetMs: number;
  #bootedAtMs = 0;
  bootId: string;
  /** How often someone moved it. */
  moves = 0;

  /** `trueOriginMs`: the instant at which the world begins. `drift`: 0.0001 gains 0.1 ms a second. */
  constructor(world: World, at: { trueOriginMs: number; offsetMs: number; drift: number; hasBattery: boolean }) {
    this.#world = world;
    this.#trueOriginMs = at.trueOriginMs;
    this.#offsetMs = at.offsetMs;
    this.#drift = at.drift;
    this.#hasBattery = at.hasBattery;
    this.bootId = world.newId();
    if (!at.hasBattery) this.#forget();
  }

  wallMs = (): number => Math.floor(this.#trueOriginMs + this.#offsetMs + this.#world.nowMs * (1 + this.#drift));

  /** Slews with the drift, and never steps. */
  steadyMs = (): number => (this.#world.nowMs - this.#bootedAtMs) * (1 + this.#drift);

  step(ms: number): void {
    this.set(this.#offsetMs + ms);
  }

  boot(): void {
    this.#bootedAtMs = this.#world.nowMs;
    this.bootId = this.#world.newId();
    if (!this.#hasBattery) this.#forget();
  }

  set(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    this.moves += 1;
  }

  /** Without a battery the machine believes that it is 1970, until someone sets it. */
  #forget(): void {
    this.set(-this.#trueOriginMs - this.#world.nowMs);
  }
}
