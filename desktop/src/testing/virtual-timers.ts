import type { Timers } from '../keep-alive.ts';

/** Time that passes when a test says so. */
export class VirtualTimers implements Timers {
  #nowMs = 0;
  #due: { atMs: number; run: () => void }[] = [];

  readonly nowMs = () => this.#nowMs;

  readonly after = (ms: number, run: () => void) => {
    const one = { atMs: this.#nowMs + ms, run };
    this.#due.push(one);
    return () => {
      this.#due = this.#due.filter((each) => each !== one);
    };
  };

  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#due = this.#due.filter((each) => each !== next);
      this.#nowMs = next.atMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }
}
