import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pause } from '../pace.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import type { CrowdAsked, CrowdDelays, CrowdFirst, CrowdJoined } from './crowd-process.ts';

const joinWithinMs = 120_000;

/** Many screens, in as many processes as they need so as not to be what is measured. */
export class Crowd {
  readonly #processes: ChildProcess[];

  private constructor(processes: ChildProcess[]) {
    this.#processes = processes;
  }

  static async open({ url, eventId, processes }: { url: string; eventId: string; processes: number }): Promise<Crowd> {
    const file = join(import.meta.dirname, 'crowd-process.ts');
    const forked = Array.from({ length: processes }, () => fork(file, [url, eventId]));
    await Promise.all(forked.map((one) => once(one, 'message')));
    return new Crowd(forked);
  }

  /** They all dial at once; settles when all have their picture, or throws. */
  async join(screens: number): Promise<CrowdJoined> {
    const shares = this.#processes.map((_, at) => Math.floor((screens + at) / this.#processes.length));
    const joined = await Promise.race([this.#ask<CrowdJoined>((_, at) => ({ ask: 'join', screens: shares[at]! })), tooLate()]);
    return { atMs: joined.flatMap(({ atMs }) => atMs).sort((a, b) => a - b), lost: joined.reduce((sum, { lost }) => sum + lost, 0) };
  }

  /** Settles when all have heard of all. */
  async delays(sentAtMs: [string, number][]): Promise<CrowdDelays> {
    const firstAtMs = await this.#firstAtMs(sentAtMs.map(([bib]) => bib));
    const delays = await this.#ask<CrowdDelays>(() => ({ ask: 'delays', sentAtMs, firstAtMs }));
    const merged = (part: keyof CrowdDelays) => delays.flatMap((one) => one[part]).sort((a, b) => a - b);
    return { total: merged('total'), spread: merged('spread') };
  }

  /** Processor time of its processes so far. */
  async cpuSeconds(): Promise<number> {
    return (await Promise.all(this.#processes.map(({ pid }) => cpuSeconds(pid!)))).reduce((sum, one) => sum + one, 0);
  }

  close(): void {
    for (const one of this.#processes) one.disconnect();
  }

  async #firstAtMs(bibs: string[]): Promise<[string, number][]> {
    for (let look = 0; look < 100; look += 1) {
      const first = await this.#ask<CrowdFirst>(() => ({ ask: 'first', bibs }));
      if (first.every(({ firstAtMs }) => firstAtMs.length === bibs.length))
        return bibs.map((bib, at) => [bib, Math.min(...first.map(({ firstAtMs }) => firstAtMs[at]![1]))]);
      await pause(200);
    }
    throw new Error('some screens never heard of some finishers');
  }

  #ask<Said>(what: (one: ChildProcess, at: number) => CrowdAsked): Promise<Said[]> {
    return Promise.all(
      this.#processes.map(async (one, at) => {
        const said = once(one, 'message');
        one.send(what(one, at));
        return (await said)[0] as Said;
      }),
    );
  }
}

async function tooLate(): Promise<never> {
  await pause(joinWithinMs);
  throw new Error('after two minutes some screens have no picture');
}
