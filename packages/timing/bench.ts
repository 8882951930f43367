import { Scorer, score } from './src/index.ts';
import { aBigRace } from './src/testing/index.ts';

// How fast the engine is on this machine: `npx node packages/timing/bench.ts`. Each figure is the median of five.
const runners = Number(process.argv[2] ?? 50_000);
const { setup, entries } = aBigRace(runners);

const batch = rounds(5, () => score(setup, entries));
const early = entries.slice(0, -2000);
const late = entries.slice(-2000);
const scorer = new Scorer(setup);
scorer.add(early);
const single = late.map((entry) =>
  timed(() => {
    const { participantIds } = scorer.add([entry]);
    for (const id of participantIds) scorer.places(id);
  }),
);
single.sort((a, b) => a - b);
const listed = rounds(5, () => scorer.list());

console.log(
  JSON.stringify({
    runners,
    reads: entries.length - 2,
    scoreMs: batch,
    oneMoreReadMs: { median: single[1000], p99: single[1980], max: single.at(-1) },
    listMs: listed,
    heapMb: Math.round(process.memoryUsage().heapUsed / 1e6),
  }),
);

/** `cpu` is what the work took of the processor, of the same rounds: what counts where others share the machine. */
function rounds(count: number, work: () => unknown) {
  const before = process.cpuUsage();
  const times = Array.from({ length: count }, () => timed(work)).sort((a, b) => a - b);
  const { user, system } = process.cpuUsage(before);
  return { median: times[Math.floor(count / 2)]!, least: times[0]!, most: times.at(-1)!, cpu: (user + system) / 1000 / count };
}

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}
