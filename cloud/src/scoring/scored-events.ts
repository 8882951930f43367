import type { ScoreChanges, Scorer, Setup } from '@chute/timing';
import type { PartnerId } from '../store/db.ts';

/**
 * An event as scored up to here. `scorer` is the live one: read what is needed before the next `await`, since the next batch moves it on.
 * `streamId` and `revision` are the event's own, the same at every replica; `entries` is how many entries the scorer has.
 */
export type ScoredEvent = {
  partnerId: PartnerId;
  eventId: string;
  streamId: string;
  revision: number;
  entries: number;
  setup: Setup;
  setupHash: string;
  scorer: Scorer;
};

/** One step of an event, told after its commit. `changes` is empty when its entries moved no result: then the revision is the one before. `changes.everything`: the scorer was built anew (another setup, or a first look). */
export type EventScored = ScoredEvent & { changes: ScoreChanges };

/** Scored events as the live layer hears of them. A listener must not throw, and returns at once. */
export type ScoredEvents = { onScored(listener: (scored: EventScored) => void): () => void };
