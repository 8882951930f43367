import { type Logger, newId } from '@chute/service';
import type { EntryRef } from '@chute/timing';
import type { Broker } from './broker/broker.ts';
import { openBroker } from './broker/open-broker.ts';
import { appendHubEntries, type HubDraft } from './ingest/hub-journal.ts';
import { IngestTally } from './ingest/ingest-tally.ts';
import { HubLinks } from './link/hub-links.ts';
import { sqlLinkStore } from './link/link-store.ts';
import { watchOtherReplicas } from './link/other-replicas.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import type { ScoredEvent, ScoredEvents } from './scoring/scored-events.ts';
import { startScoring } from './scoring/scoring.ts';
import type { EventKey } from './store/all-tenants.ts';
import { databaseTrouble } from './store/database-trouble.ts';
import { type Database, openDatabase, type PartnerId } from './store/db.ts';

/** Everything of the hub but its HTTP and its screens: database, broker, links, ingest and scoring. */
export type HubCore = {
  db: Database;
  /** What a person does on the web becomes entries of the event's hub journal. */
  journal: { append(partnerId: PartnerId, eventId: string, drafts: readonly HubDraft[]): Promise<EntryRef[]> };
  scoring: ScoredEvents & {
    /** The event, scored up to what is stored now; undefined when it is unknown or has no setup. */
    read(partnerId: PartnerId, eventId: string): Promise<ScoredEvent | undefined>;
    /** Something to score was committed elsewhere (a route saved a setup): look now, not at the next poll. */
    wake(events?: readonly EventKey[]): void;
  };
  links: {
    /** Edges with a connection now that want this event's journals. */
    edgesOnline(partnerId: PartnerId, eventId: string): number;
    /** Of each edge that is connected here: entries that it says it holds and that are not stored yet. */
    lags(): { edgeId: string; entries: number }[];
    /** Edges whose name two boxes use at once. */
    twins(): string[];
    /** Ends the edge's connections at once (it was revoked). */
    dropEdge(partnerId: PartnerId, edgeId: string): void;
  };
  /** What has come in from edges. */
  ingest: IngestTally;
  /** Where edges reach the broker, as an `mqtt:` URL. */
  mqttUrl: string;
  /** Who vouches for it, as PEM; undefined: whoever machines trust anyway. */
  mqttCa?: string | undefined;
  /** What is not well, by name; empty when all is. For `/ready`. */
  troubles(): Promise<{ part: 'postgres' | 'broker' | 'scoring'; detail: string }[]>;
  stop(): Promise<void>;
};

export type HubCoreSettings = {
  /** Owner's connection string of a Postgres 15 to 18, or undefined: run our own in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  host: string;
  /** Of the embedded broker; 0 = any. */
  mqttPort: number;
  /** An external broker instead. */
  mqttUrl: string | undefined;
  /** Who vouches for an external broker, as PEM. */
  mqttCa?: string | undefined;
  /** Name of the shared subscription with an external broker, so that replicas share the work. */
  mqttShare: string | undefined;
  /** Race time: what `arrivedAtMs` of the hub's own entries says. */
  raceNowMs: () => number;
  log: Logger;
};

/** Batches beyond an edge's frontier; one at a time where replicas share the work, since each sees only a part of the answers. */
const windowOf = ({ mqttShare }: HubCoreSettings) => (mqttShare ? 1 : 4);

/** Brings it up, part by part; when a part fails, those before it are taken down again. */
export async function createHubCore(settings: HubCoreSettings): Promise<HubCore> {
  const { log, raceNowMs } = settings;
  const monotonicNowMs = () => performance.now();
  const closers: (() => Promise<void>)[] = [];
  const closing = <T extends { stop(): Promise<void> }>(part: T): T => {
    closers.unshift(() => part.stop());
    return part;
  };
  const stop = async () => {
    for (const close of closers.splice(0))
      await close().catch((error) => log.warn({ err: error }, 'a part of the hub did not stop cleanly'));
  };

  try {
    const postgres = closing(await openPostgres(settings));
    const db = openDatabase({ ...postgres.roles, onConnectionLost: (error) => log.warn({ err: error }, 'lost a database connection') });
    closers.unshift(() => db.close());
    const scoring = closing(startScoring({ db, log }));
    const ingest = new IngestTally();
    let broker: Broker | undefined;
    const links = new HubLinks({
      store: sqlLinkStore(db),
      log,
      storeId: await db.storeId(),
      // An edge may speak before the broker is fully ours; what we do not answer then, it asks again.
      publish: async (topic, payload) => broker?.publish(topic, payload),
      onStored: ({ partnerId, eventIds }) => scoring.wake(eventIds.map((eventId) => ({ partnerId, eventId }))),
      tally: ingest,
      window: windowOf(settings),
      monotonicNowMs,
    });
    closing(links);
    const ears = { onMessage: links.onMessage.bind(links), onEdgeGone: links.onEdgeGone.bind(links) };
    const opened = closing(await openBroker(settings, { db, ears }));
    broker = opened;
    if (settings.mqttShare) closing(watchOtherReplicas({ db, links, log }));
    scoring.wake(); // what was left unscored when we last stopped
    const stamp = { raceNowMs, monotonicNowMs, bootId: newId() };
    const trouble = databaseTrouble(db);

    return {
      db,
      scoring,
      ingest,
      mqttUrl: opened.url,
      mqttCa: settings.mqttCa,
      journal: {
        append: async (partnerId, eventId, drafts) => {
          const { refs } = await appendHubEntries(db, stamp, { partnerId, eventId, drafts });
          links.onStored({ partnerId, eventIds: [eventId] });
          scoring.wake([{ partnerId, eventId }]);
          return refs;
        },
      },
      links: {
        lags: () => links.lags(),
        twins: () => links.twins(),
        edgesOnline: (partnerId, eventId) => links.edgesOnline(partnerId, eventId),
        dropEdge: (partnerId, edgeId) => {
          links.forget({ partnerId, edgeId });
          opened.dropEdge({ partnerId, edgeId });
        },
      },
      troubles: async () => {
        const parts = { postgres: await trouble(), broker: opened.trouble(), scoring: scoring.trouble() };
        return Object.entries(parts).flatMap(([part, detail]) =>
          detail === undefined ? [] : [{ part: part as keyof typeof parts, detail }],
        );
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
