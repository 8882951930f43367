import { setTimeout as pause } from 'node:timers/promises';
import { DayWithoutLink } from '../lib/day-without-link.ts';
import { type Figure, quantile } from './figure.ts';
import { type Standing, watchDrain, watchMemory } from './watch.ts';

const perSecond = 50;

/**
 * A million reads in 24 hours without a link, then the hub comes back while runners go on finishing. Edge, hub, its Postgres, the box and the screens share one machine.
 * One run: it takes minutes, and what it shows is a bound that holds or does not. `CHUTE_PROOF_BACKLOG` asks for another number of reads.
 */
export async function drainBench({ reads = Number(process.env.CHUTE_PROOF_BACKLOG ?? 1_000_000) } = {}): Promise<Figure[]> {
  const day = await DayWithoutLink.begin({ reads, runners: 7_500, late: 2_500, dayS: Math.max(10, reads / 6_000) });
  try {
    await day.cutLink();
    const filling = watchMemory(day.edge.pid);
    await day.fill();
    const filled = await filling.stop();
    const before = await day.liveReads({ perSecond, until: pause(10_000) });

    const { written: backlog } = await day.standing();
    const hub = await day.returnHub();
    const memory = { edge: watchMemory(day.edge.pid), hub: watchMemory(hub.pid) };
    const draining = watchDrain(day, backlog);
    const during = await day.liveReads({ perSecond, until: draining });
    const looks = await draining;
    const scoredAfterS = await secondsUntilScored(day);
    const [edgeMemory, hubMemory] = await Promise.all([memory.edge.stop(), memory.hub.stop()]);
    await day.settles();
    return [
      {
        bench: 'drain.edge-rss-filled',
        ...megabytes(filled.last, reads),
        note: `after 24 h without a link; highest ${rounded(filled.peak)} MB`,
      },
      { bench: 'drain.edge-rss-draining', ...megabytes(edgeMemory.peak, reads), note: 'highest while the backlog goes to the hub' },
      rateOf(looks),
      { bench: 'drain.live-before.p99', ...milliseconds(before, 0.99), note: 'box to local screen, the backlog on disk and no link' },
      { bench: 'drain.live.p50', ...milliseconds(during, 0.5), note: `box to local screen while it drains, ${perSecond} reads/s` },
      { bench: 'drain.live.p99', ...milliseconds(during, 0.99), note: `highest ${rounded(during.at(-1)!)} ms` },
      ...lagsOf(looks),
      {
        bench: 'drain.hub-scored-after',
        value: rounded(scoredAfterS),
        unit: 's',
        n: reads,
        note: 'from the last frontier to results of all',
      },
      { bench: 'drain.hub-rss', ...megabytes(hubMemory.peak, reads), note: 'highest, without its Postgres' },
    ];
  } finally {
    await day.close();
  }
}

async function secondsUntilScored(day: DayWithoutLink): Promise<number> {
  const beganAtMs = performance.now();
  const entries = await day.drained();
  while (day.scoredAtHub() < entries) await pause(50);
  return (performance.now() - beganAtMs) / 1_000;
}

function rateOf(looks: readonly Standing[]): Figure {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  const entries = last.hubHas - first.hubHas;
  const seconds = (last.atMs - first.atMs) / 1_000;
  const note = `first to last frontier in ${rounded(seconds)} s; edge, hub, Postgres, box and screens on one machine`;
  return { bench: 'drain.rate', value: rounded(entries / seconds), unit: 'entries/s', n: entries, note };
}

function lagsOf(looks: readonly Standing[]): Figure[] {
  const quarters = (lag: (look: Standing) => number) =>
    [0, 1, 2, 3, 4].map((quarter) => lag(looks[Math.round(((looks.length - 1) * quarter) / 4)]!)).join(', ');
  const of = { unit: 'entries', n: looks.at(-1)!.hubHas };
  const highest = (lag: (look: Standing) => number) => Math.max(...looks.map(lag));
  return [
    {
      bench: 'drain.hub-behind',
      value: highest(({ behind }) => behind),
      ...of,
      note: `highest; by quarters ${quarters(({ behind }) => behind)}`,
    },
    {
      ...{ bench: 'drain.hub-unscored', value: highest(({ unscored }) => unscored), ...of },
      note: `highest, of what the hub holds; by quarters ${quarters(({ unscored }) => unscored)}`,
    },
  ];
}

function megabytes(value: number, n: number) {
  return { value: rounded(value), unit: 'MB', n };
}

function milliseconds(delays: readonly number[], share: number) {
  return { value: rounded(quantile(delays, share)), unit: 'ms', n: delays.length };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
