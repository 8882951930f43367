import { readFileSync } from 'node:fs';
import type { AppProcess } from '@chute/stage';
import { quantile } from '../bench/figure.ts';

type Times = { n: number; p50: number; p99: number; max: number };

/** How long programs took until they were ready, in ms: as they did, and without what they had to wait for a processor that others held. */
export class ReadyTimes {
  readonly #wall: number[] = [];
  readonly #unhindered: number[] = [];

  async of(start: () => Promise<AppProcess>): Promise<AppProcess> {
    const fromMs = performance.now();
    const app = await start();
    const tookMs = performance.now() - fromMs;
    this.#wall.push(tookMs);
    this.#unhindered.push(tookMs - waitedForProcessorMs(app.pid));
    return app;
  }

  /** A machine with other work to do says little about a start; on one that has none, both are the same. */
  get figures(): { ready: Times; readyUnhindered: Times } {
    return { ready: timesOf(this.#wall), readyUnhindered: timesOf(this.#unhindered) };
  }
}

function timesOf(ms: readonly number[]): Times {
  const ascending = ms.map(Math.round).toSorted((a, b) => a - b);
  return { n: ascending.length, p50: quantile(ascending, 0.5), p99: quantile(ascending, 0.99), max: ascending.at(-1)! };
}

/** Of the main thread so far, as Linux counts it (`run_delay`); 0 on other systems. */
function waitedForProcessorMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
