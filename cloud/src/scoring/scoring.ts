import type { Logger } from '@chute/service';
import { dirtyEvents, type EventKey, revisionsOf } from '../store/all-tenants.ts';
import type { Database, PartnerId, TenantTx } from '../store/db.ts';
import { type EventHead, findHead, lockHead } from '../store/event-heads.ts';
import { EventScorer } from './event-scorer.ts';
import { inTurn } from './in-turn.ts';
import { scoreEvent } from './score-event.ts';
import type { EventScored, ScoredEvent, ScoredEvents } from './scored-events.ts';
import { keyOf, partsOf, ScoredMemory } from './scored-memory.ts';

export type ScoringSettings = {
  db: Database;
  log: Logger;
  /** How often to look for work that nobody told us of: another replica's, or from before we started. */
  pollMs?: number;
  /** Scorers kept in memory. */
  eventsKept?: number;
};

export type Scoring = ScoredEvents & {
  /** The event, scored up to what is stored now; undefined when it is unknown or has no setup. */
  read(partnerId: PartnerId, eventId: string): Promise<ScoredEvent | undefined>;
  /** Something to score was committed for these events, or for some: look now, not at the next poll. */
  wake(events?: readonly EventKey[]): void;
  /** The last failure, while no scoring has worked since. */
  trouble(): string | undefined;
  stop(): Promise<void>;
};

/** Scores dirty events when woken, and at every poll; apart from ingest. Any replica can do any event: the row lock on the event's head says whose turn it is. */
export function startScoring({ db, log, pollMs = 1_000, eventsKept = 40 }: ScoringSettings): Scoring {
  const memory = new ScoredMemory(eventsKept);
  const oneByOne = inTurn();
  const listeners = new Set<(scored: EventScored) => void>();
  const waiting = new Set<string>();
  let lookAround = true;
  let trouble: string | undefined;
  let stopped = false;
  let running: Promise<void> | undefined;
  const poll = setInterval(() => wake(), pollMs);
  poll.unref();

  return {
    read: (partnerId, eventId) => oneByOne(keyOf({ partnerId, eventId }), () => readNow(partnerId, eventId)),
    wake,
    onScored: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trouble: () => trouble,
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      await running;
    },
  };

  /** Signals that come while we work are one more round, not many. */
  function wake(events?: readonly EventKey[]): void {
    if (stopped) return;
    if (!events) lookAround = true;
    for (const event of events ?? []) waiting.add(keyOf(event));
    running ??= work().finally(() => {
      running = undefined;
      if (waiting.size > 0 && trouble === undefined) wake([]);
    });
  }

  async function work(): Promise<void> {
    try {
      while (!stopped && (lookAround || waiting.size > 0)) {
        if (lookAround) await findWork();
        const [key] = waiting;
        if (key === undefined) continue;
        waiting.delete(key);
        await oneByOne(key, () => scoreIfDirty(key));
        trouble = undefined;
      }
    } catch (error) {
      // The event stays dirty, so the next poll finds it again.
      trouble = (error as Error).message;
      log.warn({ err: error }, 'scoring failed, trying again at the next poll');
    }
  }

  /** Dirty events, and those of ours that another replica has moved on: our screens are to see these too. */
  async function findWork(): Promise<void> {
    lookAround = false;
    const ours = memory.all();
    for (const event of await dirtyEvents(db)) waiting.add(keyOf(event));
    const known = new Map(ours.map((event) => [keyOf(event), event.revision]));
    for (const event of await revisionsOf(db, ours)) if (known.get(keyOf(event)) !== event.revision) waiting.add(keyOf(event));
    trouble = undefined;
  }

  async function scoreIfDirty(key: string): Promise<void> {
    const { partnerId, eventId } = partsOf(key);
    const told = await db.withTenant(partnerId, async (tx) => {
      const head = await lockHead(tx, eventId, { skip: true });
      if (!head) return undefined; // another replica is at it
      const mine = memory.get(key);
      const moved = head.marks > head.scoredMarks || (mine && mine.revision !== head.revision);
      return moved ? step(tx, { key, eventId, head }) : undefined;
    });
    told?.();
  }

  async function readNow(partnerId: PartnerId, eventId: string): Promise<ScoredEvent | undefined> {
    const key = keyOf({ partnerId, eventId });
    const told = await db.withTenant(partnerId, async (tx) => {
      const seen = await findHead(tx, eventId);
      const mine = memory.get(key);
      if (!seen || (mine && seen.marks === seen.scoredMarks && seen.revision === mine.revision)) return undefined;
      const head = await lockHead(tx, eventId);
      return head && step(tx, { key, eventId, head });
    });
    told?.();
    return memory.view(key);
  }

  /** One step under the head's lock, and in turn within this process. What it returns is to be called after the commit. */
  async function step(tx: TenantTx, { key, eventId, head }: { key: string; eventId: string; head: EventHead }): Promise<() => void> {
    const mine = memory.get(key) ?? { scorer: new EventScorer(eventId), revision: -1 };
    // Out of memory until the commit: should the transaction fail, the scorer would be ahead of the rows.
    memory.drop(key);
    const scored = await scoreEvent(tx, { eventId, head, scorer: mine.scorer });
    return () => {
      if (!scored) return;
      memory.keep(key, { scorer: mine.scorer, streamId: head.streamId, revision: scored.revision });
      // Entries that move no result are news as well: screens say how far their picture reaches.
      tell({ ...memory.view(key)!, changes: scored.changes });
    };
  }

  function tell(scored: EventScored): void {
    for (const listener of listeners) listener(scored);
  }
}
