import type { PartnerId } from '../store/db.ts';
import type { EventScorer } from './event-scorer.ts';
import type { ScoredEvent } from './scored-events.ts';

/** A scorer that stands at this revision of its event's stream. */
export type Remembered = { scorer: EventScorer; streamId: string; revision: number };

/** The scorers of this process, the ones used last; one that is let go is built again from the log. */
export class ScoredMemory {
  readonly #most: number;
  readonly #byKey = new Map<string, Remembered>();

  constructor(most: number) {
    this.#most = most;
  }

  keep(key: string, remembered: Remembered): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, remembered);
    if (this.#byKey.size > this.#most) this.#byKey.delete(this.#byKey.keys().next().value!);
  }

  get(key: string): Remembered | undefined {
    return this.#byKey.get(key);
  }

  drop(key: string): void {
    this.#byKey.delete(key);
  }

  all(): { partnerId: PartnerId; eventId: string; revision: number }[] {
    return [...this.#byKey].map(([key, { revision }]) => ({ ...partsOf(key), revision }));
  }

  view(key: string): ScoredEvent | undefined {
    const remembered = this.#byKey.get(key);
    const state = remembered?.scorer.state;
    return state && { ...partsOf(key), streamId: remembered.streamId, revision: remembered.revision, ...state };
  }
}

export function keyOf({ partnerId, eventId }: { partnerId: PartnerId; eventId: string }): string {
  return `${partnerId} ${eventId}`;
}

export function partsOf(key: string): { partnerId: PartnerId; eventId: string } {
  const [partnerId, eventId] = key.split(' ') as [PartnerId, string];
  return { partnerId, eventId };
}
