import type { DeskFeed, EventNames, FeedEar } from '@chute/displays';
import type { Audience, Delta, Snapshot } from '@chute/protocol';
import type { EdgeDoor } from '../http/edge-door.ts';

/** The event that this edge times, as its desk hears it: what a public screen hears, from the same stream. While no display runs it hears nothing. */
export class EdgeDeskFeed implements DeskFeed {
  readonly #edge: EdgeDoor;
  readonly #ears = new Map<FeedEar, string>();

  constructor(edge: EdgeDoor) {
    this.#edge = edge;
  }

  async hasEvent(eventId: string): Promise<boolean> {
    return this.#edge.session().event_id === eventId;
  }

  async names(): Promise<EventNames> {
    const { races = [], waves = [] } = this.#edge.scoringRun()?.setup ?? {};
    return {
      races: races.map(({ id, name }) => ({ raceId: id, name })),
      waves: waves.map(({ id, raceId, name }) => ({ waveId: id, raceId, name })),
    };
  }

  watch(eventId: string, ear: FeedEar): () => void {
    this.#ears.set(ear, eventId);
    const live = this.#edge.live();
    // While the race log is still being read there is nothing to show, and a snapshot is told as soon as there is.
    const since = live?.eventId === eventId ? live.since('public', null) : undefined;
    if (since && 'snapshot' in since) ear.snapshot(since.snapshot);
    return () => this.#ears.delete(ear);
  }

  milestoneOf(_eventId: string, participantId: string): string | undefined {
    return this.#edge.personOf(participantId)?.milestone ?? undefined;
  }

  tell(eventId: string, audience: Audience, news: { delta: Delta } | { snapshot: Snapshot }): void {
    if (audience !== 'public') return;
    for (const [ear, wanted] of this.#ears) {
      if (wanted !== eventId) continue;
      if ('delta' in news) ear.delta(news.delta);
      else ear.snapshot(news.snapshot);
    }
  }
}
