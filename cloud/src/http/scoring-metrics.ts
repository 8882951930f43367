import type { RunningClock } from '@chute/service';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { HubCore } from '../hub-core.ts';
import type { EventScored } from '../scoring/scored-events.ts';
import { dirtyEvents } from '../store/all-tenants.ts';
import type { HubMetrics } from './metrics.ts';

/** Follows scoring for Prometheus: how much came, how late it was, and what waits. */
export function measureScoring({ db, scoring }: Pick<HubCore, 'db' | 'scoring'>, { registry }: HubMetrics, clock: RunningClock): void {
  const registers = [registry];
  const labelNames = ['timing_partner'] as const;
  const updates = new Counter({ name: 'timing_updates_total', help: 'Results that changed', labelNames, registers });
  const entries = new Counter({
    name: 'chute_entries_scored_total',
    help: 'Entries of the race log taken into results',
    labelNames,
    registers,
  });
  const lag = new Histogram({
    name: 'chute_read_lag_seconds',
    help: 'From the newest passing of a scoring step at the mat to its result here',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 1800],
    registers,
  });
  new Gauge({
    name: 'chute_events_waiting',
    help: 'Events with entries that are not scored yet',
    registers,
    async collect() {
      this.set((await dirtyEvents(db)).length);
    },
  });

  const entriesOf = new Map<string, number>();
  scoring.onScored((scored) => {
    const { partnerId, eventId, changes } = scored;
    const before = entriesOf.get(`${partnerId}/${eventId}`) ?? 0;
    entriesOf.set(`${partnerId}/${eventId}`, scored.entries);
    entries.inc({ timing_partner: partnerId }, Math.max(0, scored.entries - before));
    updates.inc({ timing_partner: partnerId }, changes.participantIds.length);
    const newestAtMs = changes.everything ? undefined : newestPassing(scored);
    if (newestAtMs !== undefined) lag.observe(Math.max(0, clock.nowMs() - newestAtMs) / clock.clock.rate / 1000);
  });
}

function newestPassing({ changes, scorer }: EventScored): number | undefined {
  let newest: number | undefined;
  for (const participantId of changes.participantIds) {
    const result = scorer.result(participantId);
    const passedAtMs = result?.finishedAtMs ?? result?.splits.at(-1)?.passedAtMs ?? result?.startedAtMs;
    if (passedAtMs && passedAtMs > (newest ?? 0)) newest = passedAtMs;
  }
  return newest;
}
