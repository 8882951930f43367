import type { EdgeTime } from '../edge-time.ts';

/** Time that passes when the story says so. */
export class HandTime implements EdgeTime {
  readonly raceClock = { originMs: 0, anchorMs: 0, rate: 1 };
  readonly bootId = 'boot-1';
  #nowMs: number;
  #timers = new Set<{ atMs: number; run: () => void }>();

  constructor(startMs = 1_790_000_000_000) {
    this.#nowMs = startMs;
  }

  raceNowMs = () => this.#nowMs;
  wallMs = () => this.#nowMs;
  steadyMs = () => this.#nowMs;

  after = (ms: number, run: () => void) => {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.run();
    }
    this.#nowMs = untilMs;
  }

  get waiting(): number[] {
    return [...this.#timers].map(({ atMs }) => atMs - this.#nowMs);
  }
}
