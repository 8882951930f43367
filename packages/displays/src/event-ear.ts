import { type LiveNews, LivePicture, type LiveRow, type SourcePicture } from '@chute/protocol';
import type { DeskFeed } from './desk-feed.ts';

/** What is news: who finished, and the rows that came. */
export type EventNews = { finishes: readonly LiveRow[]; rows: readonly LiveRow[] };
type Listener = (news: EventNews) => void;

/** One event as its displays hear it: one picture for all of them, while any listens. Whoever finished before the first came is no news. */
export class EventEar {
  readonly eventId: string;
  readonly #feed: DeskFeed;
  readonly #listeners = new Set<Listener>();
  #picture = new LivePicture();
  #stop: (() => void) | undefined;

  constructor(eventId: string, feed: DeskFeed) {
    this.eventId = eventId;
    this.#feed = feed;
  }

  get shown(): SourcePicture | null {
    return this.#picture.shown;
  }

  get rows(): Iterable<LiveRow> {
    return this.shown?.rows.values() ?? [];
  }

  /** Called after every change until the function that comes back is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#stop) this.#watch();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
      this.#picture = new LivePicture();
    };
  }

  #watch(): void {
    this.#stop?.();
    this.#stop = this.#feed.watch(this.eventId, {
      // Of a snapshot only the finishes are news: who was heard when, before this, is not known.
      snapshot: (snapshot) => this.#tell(this.#picture.takeSnapshot(snapshot), []),
      delta: (delta) => this.#tell(this.#picture.takeDelta(delta), delta.rows),
    });
  }

  #tell({ finishes, askAgain }: LiveNews, rows: readonly LiveRow[]): void {
    if (askAgain) this.#watch();
    else for (const listener of this.#listeners) listener({ finishes, rows });
  }
}
