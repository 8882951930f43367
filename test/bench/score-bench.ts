import { Scorer, score } from '@chute/timing';
import { aBigRace } from '@chute/timing/testing';
import { type Figure, figureOf, fiveRuns, quantile } from './figure.ts';

/** `score` of a big race, and what one more read costs at that size; beside it, sorting one number a runner, which no ranking can avoid. */
export async function scoreBench(runners = 50_000): Promise<Figure[]> {
  const { setup, entries } = aBigRace(runners);
  const whole = await fiveRuns(() => elapsedMs(() => score(setup, entries)));
  const sorting = await fiveRuns(() => elapsedMs(() => entries.slice(0, runners).toSorted((a, b) => a.hash.localeCompare(b.hash))));

  const late = 2_000;
  const steps = await fiveRuns(() => {
    const scorer = new Scorer(setup);
    scorer.add(entries.slice(0, -late));
    return entries
      .slice(-late)
      .map((entry) => elapsedMs(() => scorer.add([entry])))
      .toSorted((a, b) => a - b);
  });
  const size = `at ${runners} runners x 4 reads`;
  return [
    figureOf({ bench: 'score.whole', unit: 'ms', n: entries.length, note: `batch ${size}` }, whole),
    figureOf({ bench: 'score.yardstick-sort', unit: 'ms', n: runners, note: 'sorting one text a runner' }, sorting),
    ...[0.5, 0.99].map((share) =>
      figureOf(
        { bench: `score.one-more.p${share * 100}`, unit: 'ms', n: late, note: `one more read ${size}` },
        steps.map((run) => quantile(run, share)),
      ),
    ),
  ];
}

function elapsedMs(work: () => unknown): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}
