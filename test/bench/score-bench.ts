import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type LoggedEntry, Scorer, type Setup, score } from '@chute/timing';
import { aBigRace } from '@chute/timing/testing';
import { type Figure, figureOf, fiveRuns, quantile } from './figure.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What `score` does from first to last, so that a figure says what it stands for. */
const included = 'includes the setup hash, everyone scored, the list in order with places and the hash of the results';

/**
 * `score` of a big race, the same without list and hashes, what one more read costs at that size, and what the scorer keeps of a runner;
 * beside it, sorting one text a runner, which no ranking can avoid.
 */
export async function scoreBench(runners = 50_000): Promise<Figure[]> {
  const { setup, entries } = aBigRace(runners);
  const size = `${runners} runners x 4 reads`;
  const whole = await fiveRuns(() => ({
    ...measured(() => score(setup, entries)),
    sortMs: measured(() => entries.slice(0, runners).toSorted((a, b) => a.hash.localeCompare(b.hash))).ms,
  }));
  const added = await fiveRuns(() => measured(() => fedScorer(setup, entries)).ms);
  const late = 2_000;
  const steps = await fiveRuns(() => {
    const scorer = fedScorer(setup, entries.slice(0, -late));
    const costs = entries.slice(-late).map((entry) => elapsedMs(() => scorer.add([entry])));
    return costs.toSorted((a, b) => a - b);
  });
  const keptBytes = bytesKept(() => fedScorer(setup, entries)) / runners;

  const n = entries.length;
  const ms = { unit: 'ms', n };
  return [
    figureOf(
      { bench: 'score.whole', ...ms, note: `${size}; ${included}` },
      whole.map((run) => run.ms),
    ),
    figureOf(
      { bench: 'score.whole-cpu', ...ms, note: 'the same in processor time of its thread, waiting for a busy machine apart' },
      whole.map((run) => run.cpuMs),
    ),
    figureOf(
      { bench: 'score.yardstick-sort', unit: 'ms', n: runners, note: 'sorting one text a runner' },
      whole.map((run) => run.sortMs),
    ),
    figureOf(
      { bench: 'score.whole-to-yardstick', unit: 'x', n, note: 'score.whole / score.yardstick-sort' },
      whole.map((run) => run.ms / run.sortMs),
    ),
    figureOf({ bench: 'score.add', ...ms, note: `${size}; everyone scored, without list and hashes` }, added),
    ...[0.5, 0.99].map((share) =>
      figureOf(
        { bench: `score.one-more.p${share * 100}`, unit: 'ms', n: late, note: `one more read at ${size}` },
        steps.map((run) => quantile(run, share)),
      ),
    ),
    figureOf(
      {
        bench: 'score.memory',
        unit: 'bytes',
        n: runners,
        note: `a runner at ${size}: heap and typed arrays of the scorer after gc, without entries and setup`,
      },
      [keptBytes],
    ),
    await manyReads(runners),
  ];
}

/** Apart and last, since so many entries in memory would weigh on the other figures. */
async function manyReads(runners: number): Promise<Figure> {
  const { setup, entries } = aBigRace(runners, { points: ['START', '3K', '6K', '9K', 'FINISH'], readsEach: 3 });
  const whole = await fiveRuns(() => measured(() => score(setup, entries)).ms);
  const note = `${runners} runners x 5 points x 3 reads; ${included}`;
  return figureOf({ bench: 'score.whole-many-reads', unit: 'ms', n: entries.length, note }, whole);
}

function fedScorer(setup: Setup, entries: readonly LoggedEntry[]): Scorer {
  const scorer = new Scorer(setup);
  scorer.add(entries);
  return scorer;
}

/** What is still held of what `make` made, once the garbage is gone. */
function bytesKept(make: () => object): number {
  const before = bytesInUse();
  const made = make();
  const kept = bytesInUse() - before;
  // Named once more, so that it lives until here.
  return made ? kept : 0;
}

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** From a clean heap, so that no run pays for the garbage of the one before. */
function measured(work: () => unknown): { ms: number; cpuMs: number } {
  collectGarbage();
  const before = process.threadCpuUsage();
  const ms = elapsedMs(work);
  const { user, system } = process.threadCpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 };
}

function elapsedMs(work: () => unknown): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}
