import type { World } from './world.ts';

/** One process from its start to its death. What it asked of the world comes back to it only while it lives; after a crash it is as if it had never asked. */
export class Life {
  alive = true;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  end(): void {
    this.alive = false;
  }

  later = (ms: number, run: () => void): (() => void) =>
    this.#world.later(ms, () => {
      if (this.alive) run();
    });

  /** A timer as Node has it: whole milliseconds, and one at least. */
  timer = (ms: number, run: () => void): (() => void) => this.later(Math.max(1, Math.trunc(ms)), run);

  /** Never settles when the process dies first. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.later(ms, resolve));
  }
}
