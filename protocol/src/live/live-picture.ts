import { basisLag, countedIn } from './basis-lag.ts';
import type { Cursor, Delta, Head, LiveEvent, LiveRow, LiveUnknownRead, Snapshot } from './messages.ts';

/** What one source has told of the event so far. */
export type SourcePicture = {
  cursor: Cursor;
  event: LiveEvent;
  rows: Map<string, LiveRow>;
  unknownReads: LiveUnknownRead[];
  head: Head | null;
};

/** `finishes`: to be announced now, each once in the life of this picture. `askAgain`: something was missed, subscribe with `cursor()`. */
export type LiveNews = { finishes: LiveRow[]; askAgain: boolean };

const nothing: LiveNews = { finishes: [], askAgain: false };

/**
 * The client's side of the live contract: messages in, the picture to show and the finishes to announce out. It outlives its connections, so that moving
 * between edge and hub announces nothing twice. A source that counts fewer entries than what is shown waits in `arriving` until it has caught up, or is asked for.
 */
export class LivePicture {
  shown: SourcePicture | null = null;
  arriving: SourcePicture | null = null;
  /** Sequence numbers by journal: a wall keeps this of every finisher of a day. */
  readonly #announced = new Map<string, Set<number>>();

  /** What to subscribe with. */
  cursor(): Cursor | null {
    return this.#current?.cursor ?? null;
  }

  takeSnapshot(snapshot: Snapshot): LiveNews {
    const { cursor, event, unknownReads } = snapshot;
    const picture: SourcePicture = { cursor, event, rows: new Map(), unknownReads, head: null };
    for (const row of snapshot.rows) picture.rows.set(row.participantId, row);
    if (!this.shown) {
      // Whoever finished before this screen was switched on is on it, but is no news.
      this.#unannounced(picture.rows.values());
      this.shown = picture;
      return nothing;
    }
    if (this.shown.cursor.streamId !== cursor.streamId && this.shown.head) {
      this.arriving = picture;
      return nothing;
    }
    return this.#show({ ...picture, head: this.shown.head });
  }

  takeDelta(delta: Delta): LiveNews {
    const picture = this.#current;
    if (picture?.cursor.streamId !== delta.cursor.streamId || delta.fromRevision > picture.cursor.revision)
      return { ...nothing, askAgain: true };
    if (delta.cursor.revision <= picture.cursor.revision) return nothing;
    if (delta.event) picture.event = delta.event;
    if (delta.unknownReads) picture.unknownReads = delta.unknownReads;
    for (const row of delta.rows) picture.rows.set(row.participantId, row);
    for (const participantId of delta.removed) picture.rows.delete(participantId);
    picture.cursor = delta.cursor;
    return picture === this.shown ? { ...nothing, finishes: this.#unannounced(delta.rows) } : nothing;
  }

  takeHead(head: Head): LiveNews {
    const picture = this.#current;
    if (picture?.cursor.streamId !== head.cursor.streamId || head.cursor.revision > picture.cursor.revision)
      return { ...nothing, askAgain: true };
    picture.head = head;
    return picture === this.arriving && this.behindBy() === 0 ? this.#show(picture) : nothing;
  }

  /** Entries that are counted in what is shown, and that the source we now listen to does not have. */
  behindBy(): number {
    const [newer, older] = [this.shown, this.arriving];
    return newer?.head && older?.head ? basisLag({ older: countedIn(older), newer: countedIn(newer) }) : 0;
  }

  /** A person asked for the source that is behind. */
  showArriving(): LiveNews {
    return this.arriving ? this.#show(this.arriving) : nothing;
  }

  get #current(): SourcePicture | null {
    return this.arriving ?? this.shown;
  }

  #show(picture: SourcePicture): LiveNews {
    this.shown = picture;
    this.arriving = null;
    return { ...nothing, finishes: this.#unannounced(picture.rows.values()) };
  }

  /** The finishes among these rows that were never announced, in the order they happened; from now on they are. */
  #unannounced(rows: Iterable<LiveRow>): LiveRow[] {
    const finishes = [...rows].filter(({ status, decidedBy }) => {
      if (status !== 'finished' || !decidedBy) return false;
      const announced = this.#announcedOf(decidedBy.journalId);
      return !announced.has(decidedBy.seq) && announced.add(decidedBy.seq);
    });
    return finishes.sort((a, b) => (a.finishedAtMs ?? 0) - (b.finishedAtMs ?? 0));
  }

  #announcedOf(journalId: string): Set<number> {
    const known = this.#announced.get(journalId) ?? new Set();
    this.#announced.set(journalId, known);
    return known;
  }
}
