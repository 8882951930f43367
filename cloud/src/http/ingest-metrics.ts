import { Counter, Gauge } from 'prom-client';
import type { HubCore } from '../hub-core.ts';
import { outboxWaiting, unscoredWork } from '../store/waiting-work.ts';
import type { HubMetrics } from './metrics.ts';

/** Edges with a label of their own: those that lack most. The rest are summed up under `others`. */
const labelledMax = 200;
/** However often somebody looks, partners are gone through no more often than this. */
const lookEveryMs = 10_000;

/** What comes in from edges, what waits behind it, and which part is down. */
export function measureIngest(core: Pick<HubCore, 'db' | 'ingest' | 'links' | 'troubles'>, { registry }: HubMetrics): void {
  const registers = [registry];
  const { ingest, links, db } = core;
  countsByLabel(registers, {
    name: 'chute_ingest_batches_total',
    help: 'Batches of edges, by what became of them',
    label: 'outcome',
    counts: ingest.batches,
  });
  countsByLabel(registers, {
    name: 'chute_ingest_refused_total',
    help: 'Messages that were let go, by reason',
    label: 'reason',
    counts: ingest.refused,
  });
  counted(registers, { name: 'chute_ingest_entries_total', help: 'Entries stored for the first time', read: () => ingest.entries });
  counted(registers, {
    name: 'chute_ingest_conflicts_total',
    help: 'Entries that came again with another hash',
    read: () => ingest.conflicts,
  });
  new Gauge({
    name: 'chute_edge_lag_entries',
    help: 'Entries that a connected edge says it holds and that are not stored here',
    labelNames: ['edge'],
    registers,
    collect() {
      this.reset();
      const lags = links.lags().sort((a, b) => b.entries - a.entries);
      for (const { edgeId, entries } of lags.slice(0, labelledMax)) this.set({ edge: edgeId }, entries);
      const others = lags.slice(labelledMax).reduce((sum, { entries }) => sum + entries, 0);
      if (lags.length > labelledMax) this.set({ edge: 'others' }, others);
    },
  });
  new Gauge({
    name: 'chute_edge_twins',
    help: 'Edges whose name two boxes use at once, as after a card was copied',
    registers,
    collect() {
      this.set(links.twins().length);
    },
  });
  const waiting = seldom(() => outboxWaiting(db));
  asked(registers, { name: 'chute_outbox_waiting', help: 'Side effects that wait to be done', read: async () => (await waiting()).count });
  asked(registers, {
    name: 'chute_outbox_oldest_seconds',
    help: 'How long the oldest of them has waited',
    read: async () => {
      const { oldestAt } = await waiting();
      return oldestAt ? Math.max(0, Date.now() - oldestAt.getTime()) / 1_000 : 0;
    },
  });
  asked(registers, {
    name: 'chute_batches_unscored',
    help: 'Stored batches that scoring has not seen yet',
    read: async () => (await unscoredWork(db)).marks,
  });
  new Gauge({
    name: 'chute_part_up',
    help: '0 while a part of the hub does not work',
    labelNames: ['part'],
    registers,
    async collect() {
      const down = new Set((await core.troubles()).map(({ part }) => part));
      for (const part of ['postgres', 'broker', 'scoring'] as const) this.set({ part }, down.has(part) ? 0 : 1);
    },
  });
}

type Registers = HubMetrics['registry'][];

function countsByLabel(registers: Registers, at: { name: string; help: string; label: string; counts: ReadonlyMap<string, number> }): void {
  const { label, counts, ...named } = at;
  new Counter({
    ...named,
    labelNames: [label],
    registers,
    collect() {
      this.reset();
      for (const [value, count] of counts) this.inc({ [label]: value }, count);
    },
  });
}

function counted(registers: Registers, { read, ...named }: { name: string; help: string; read: () => number }): void {
  new Counter({
    ...named,
    registers,
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

/** Asked of the database. While it does not answer there is no figure, and all others are there: that is when somebody looks. */
function asked(registers: Registers, { read, ...named }: { name: string; help: string; read: () => Promise<number> }): void {
  new Gauge({
    ...named,
    registers,
    async collect() {
      this.set(await read().catch(() => Number.NaN));
    },
  });
}

function seldom<T>(look: () => Promise<T>): () => Promise<T> {
  let last: { atMs: number; answer: Promise<T> } | undefined;
  return () => {
    if (!last || performance.now() - last.atMs > lookEveryMs) last = { atMs: performance.now(), answer: look() };
    return last.answer;
  };
}
