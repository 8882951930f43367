import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EdgeTime } from './edge-time.ts';
import type { JournalTrouble } from './journal/journal-client.ts';
import type { HubMembership } from './link/hub-membership.ts';
import type { Lookout } from './lookout.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { Decoders } from './ports/decoders.ts';
import type { RaceLog, Stored } from './race-log.ts';

export type MetricParts = {
  raceLog: RaceLog;
  notices: NoticeBoard;
  hub: HubMembership;
  decoders: Decoders;
  lookout: Lookout;
  time: EdgeTime;
  clockSteps: () => number;
  trouble: () => JournalTrouble | null;
  freeBytes: () => number;
};

/** Figures of this edge for Prometheus. Most are asked for when somebody looks; no label ever holds a bib, a chip or a name. */
export class EdgeMetrics {
  readonly registry = new Registry();
  #time: EdgeTime;
  #heardToDisk: Histogram;

  constructor(parts: MetricParts) {
    this.#time = parts.time;
    const registers = [this.registry];
    this.#heardToDisk = new Histogram({
      name: 'chute_edge_heard_to_disk_seconds',
      help: 'From an entry as it came in to its commit on disk',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    countedByLabel(this.registry, parts);
    for (const [name, { help, read }] of Object.entries(gaugesOf(parts))) {
      new Gauge({
        name: `chute_edge_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    }
  }

  stored({ entries, own }: Stored): void {
    if (!own) return;
    const nowMs = this.#time.steadyMs();
    for (const { entry } of entries) if (entry) this.#heardToDisk.observe(Math.max(0, nowMs - entry.monotonicMs) / 1_000);
  }
}

function gaugesOf({ raceLog, hub, decoders, time, trouble, freeBytes }: MetricParts): Record<string, { help: string; read: () => number }> {
  const connections = () => decoders.state().flatMap((decoder) => decoder.connections);
  return {
    waiting_for_disk: { help: 'Entries that came in and are not on disk yet', read: () => raceLog.journal.waitingCount() },
    waiting_for_disk_seconds: {
      help: 'How long the oldest of them has waited',
      read: () => Math.max(0, time.steadyMs() - (raceLog.journal.waitingSinceMs() ?? time.steadyMs())) / 1_000,
    },
    disk_trouble: { help: '1 while the disk refuses', read: () => (trouble() ? 1 : 0) },
    disk_free_bytes: { help: 'Room on the disk of the data folder', read: freeBytes },
    link_up: { help: '1 while the link to the hub is up', read: () => (hub.link?.state().state === 'up' ? 1 : 0) },
    hub_lacks_entries: { help: 'Entries that the hub has not said it holds', read: () => hub.link?.state().waiting ?? 0 },
    hub_stalled_seconds: {
      help: 'How long the hub has taken nothing though something waits',
      read: () => (hub.link?.stalledMs() ?? 0) / 1_000,
    },
    decoder_connections: { help: 'Connections of decoders', read: () => connections().filter(({ phase }) => phase !== 'closed').length },
    decoder_gaps: {
      help: 'Stretches of lines that did not come',
      read: () => connections().reduce((sum, { gaps }) => sum + gaps.length, 0),
    },
  };
}

function countedByLabel(registry: Registry, { raceLog, notices, lookout, clockSteps }: MetricParts): void {
  const registers = [registry];
  new Counter({
    name: 'chute_edge_entries_total',
    help: 'Entries of this process that are on disk, by kind',
    labelNames: ['kind'],
    registers,
    collect() {
      this.reset();
      for (const [kind, count] of raceLog.countByKind) this.inc({ kind }, count);
    },
  });
  new Counter({
    name: 'chute_edge_notices_total',
    help: 'What a person was told, by level and code',
    labelNames: ['level', 'code'],
    registers,
    collect() {
      this.reset();
      for (const { level, code, count } of notices.counts.values()) this.inc({ level, code }, count);
    },
  });
  new Gauge({
    name: 'chute_edge_standing',
    help: '1 for everything that is not as it should be just now',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset();
      for (const { code } of lookout.standing()) this.set({ code }, 1);
    },
  });
  new Counter({
    name: 'chute_edge_clock_steps_total',
    help: "Times this machine's clock was moved",
    registers,
    collect() {
      this.reset();
      this.inc(clockSteps());
    },
  });
}
