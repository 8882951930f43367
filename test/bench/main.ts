import '@chute/service/check-node';
import { awayBench } from './away-bench.ts';
import { commitBench } from './commit-bench.ts';
import { drainBench } from './drain-bench.ts';
import { edgeBench } from './edge-bench.ts';
import { fanOutBench } from './fan-out-bench.ts';
import { printFigure } from './figure.ts';
import { hubBench } from './hub-bench.ts';
import { latencyBench } from './latency-bench.ts';
import { paintBench } from './paint-bench.ts';
import { scoreBench } from './score-bench.ts';
import { startBench } from './start-bench.ts';

// `npm run bench [score|commit|edge|hub|latency|start|paint|fan-out|away|drain …]`: one JSON line per figure, each the median of five beside a yardstick of the same run;
// `drain` takes minutes, and is one run.
const benches = {
  score: () => scoreBench(),
  commit: () => commitBench(),
  edge: () => edgeBench(),
  hub: () => hubBench(),
  latency: () => latencyBench(),
  start: () => startBench(),
  paint: () => paintBench(),
  'fan-out': () => fanOutBench(),
  away: () => awayBench(),
  drain: () => drainBench(),
};
type BenchName = keyof typeof benches;

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benches));
if (unknown) {
  process.stderr.write(`there is no bench ${unknown}: there are ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
for (const name of asked.length > 0 ? (asked as BenchName[]) : (Object.keys(benches) as BenchName[])) {
  for (const figure of await benches[name]()) printFigure(figure);
}
process.exit(0);
