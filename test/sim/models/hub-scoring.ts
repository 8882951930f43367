import type { EventFeed } from '@chute/cloud/parts';
import { type ScoreChanges, Scorer, type Setup } from '@chute/timing';
import type { Life } from '../life.ts';
import { openedOnce } from '../opened-once.ts';
import type { World } from '../world.ts';
import type { ModelHubStore } from './hub-store.ts';

type Scored = Parameters<EventFeed['scored']>[0];

/** MODEL of the hub's scoring worker (`cloud/src/scoring/event-scorer.ts`): some time after something was stored it brings its scorer up to date from the log, and says so. */
export class HubScoring {
  scored: Omit<Scored, 'changes'> | undefined;
  readonly #at: HubScoringRim;
  #fed = new Map<string, number>();
  #isDue = false;
  #seenVersion = -1;

  constructor(rim: HubScoringRim) {
    this.#at = rim;
    this.#poll();
  }

  wake(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#at.life.later(this.#at.world.between(2, 150), () => {
      this.#isDue = false;
      this.#step();
    });
  }

  /** What nobody was woken for is found all the same. */
  #poll(): void {
    if (this.#at.store.version !== this.#seenVersion || !this.scored) this.wake();
    this.#at.life.later(2_000, () => this.#poll());
  }

  #step(): void {
    const { store, eventId, setupOf, startingHash, tell } = this.#at;
    this.#seenVersion = store.version;
    const setupHash = store.book.setupHashOf(eventId) ?? startingHash();
    const setup = setupHash === undefined ? undefined : setupOf(setupHash);
    if (setupHash === undefined || !setup) return;
    const journals = store.book.journalsOf(eventId);
    const isNew = this.scored?.setupHash !== setupHash || [...this.#fed.keys()].some((journalId) => !journals.includes(journalId));
    if (isNew) this.#begin(setupHash, setup);
    const scored = this.scored!;
    const all: ScoreChanges = { participantIds: [], removedParticipantIds: [], waveIds: [], raceIds: [], everything: isNew };
    for (const journalId of journals) {
      const fresh = store.entriesOf(journalId).slice(this.#fed.get(journalId) ?? 0);
      const changes = scored.scorer.add(fresh.map((entry) => openedOnce(journalId, entry)));
      this.#fed.set(journalId, store.entriesOf(journalId).length);
      for (const list of ['participantIds', 'removedParticipantIds', 'waveIds', 'raceIds'] as const) all[list].push(...changes[list]);
      if (changes.everything) all.everything = true;
    }
    scored.entries = [...this.#fed.values()].reduce((sum, seq) => sum + seq, 0);
    scored.revision += 1;
    tell({ ...scored, changes: all });
  }

  #begin(setupHash: string, setup: Setup): void {
    const { eventId, world } = this.#at;
    this.#fed = new Map();
    this.scored = {
      partnerId: '1',
      eventId,
      streamId: world.newId(),
      revision: 0,
      entries: 0,
      setup,
      setupHash,
      scorer: new Scorer(setup),
    };
  }
}

export type HubScoringRim = {
  world: World;
  life: Life;
  store: ModelHubStore;
  eventId: string;
  setupOf: (setupHash: string) => Setup | undefined;
  startingHash: () => string | undefined;
  tell: (scored: Scored) => void;
};
