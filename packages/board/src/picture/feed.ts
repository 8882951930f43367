import {
  basisLag,
  type Counted,
  type Cursor,
  countedIn,
  type Delta,
  type Head,
  type LiveEvent,
  type LiveNews,
  LivePicture,
  type LiveRow,
  type Snapshot,
} from '@chute/protocol';
import type { RowFollower } from './row-follower.ts';
import { Standings } from './standings.ts';

/** What is on the screen. */
export type Picture = {
  event: LiveEvent;
  standings: Standings;
  head: Head | null;
  /** Real time of the last message that said so. */
  heardAtMs: number;
  /** Not heard from a source since this page was loaded. */
  isCopy: boolean;
};

/** What a browser keeps of a picture, to have something to show when it is loaded again without a link. */
export type KeptPicture = { cursor: Cursor; event: LiveEvent; rows: LiveRow[]; head: Head | null; heardAtMs: number };

/**
 * The live contract's picture with its standings and its age. Besides the contract (a source that counts less than what is shown waits), a copy kept by
 * the browser gives way to any source at once, and `behindBy` says what that source lacks.
 */
export class Feed {
  readonly #live = new LivePicture();
  readonly #follower: RowFollower | null;
  #standings = new Standings();
  #heardAtMs = 0;
  #isCopy = false;
  /** What a copy had counted that the source may not have. */
  #counted: Head['basis']['frontier'] = [];

  /** `follower`: what a page keeps of the rows beside their standings. */
  constructor(follower: RowFollower | null = null) {
    this.#follower = follower;
  }

  get shown(): Picture | null {
    const { shown } = this.#live;
    return shown && { event: shown.event, head: shown.head, standings: this.#standings, heardAtMs: this.#heardAtMs, isCopy: this.#isCopy };
  }

  /** Everyone who is shown, as they are told. */
  rows(): Iterable<LiveRow> {
    return this.#live.shown?.rows.values() ?? [];
  }

  /** What is counted in what is shown. */
  counted(): Counted {
    return this.#live.shown ? countedIn(this.#live.shown) : [];
  }

  /** A source that came back with less waits to be taken. */
  get isHolding(): boolean {
    return this.#live.arriving !== null;
  }

  /** What to subscribe with. */
  cursor(): Cursor | null {
    return this.#live.cursor();
  }

  takeCopy(copy: KeptPicture): void {
    if (this.#live.shown) return;
    this.#take(copy.heardAtMs, () => this.#live.takeSnapshot({ ...copy, unknownReads: [] }));
    this.#live.shown!.head = copy.head;
    this.#isCopy = true;
  }

  takeSnapshot(snapshot: Snapshot, heardAtMs: number): LiveNews {
    return this.#take(heardAtMs, () => {
      const copyHead = this.#isCopy ? this.#live.shown?.head : null;
      const news = this.#live.takeSnapshot(snapshot);
      if (!copyHead || !this.#live.arriving) return news;
      this.#counted = copyHead.basis.frontier;
      return this.#live.showArriving();
    });
  }

  takeDelta(delta: Delta, heardAtMs: number): LiveNews {
    const { shown } = this.#live;
    const revisionBefore = shown?.cursor.revision;
    const news = this.#take(heardAtMs, () => this.#live.takeDelta(delta));
    if (shown && shown.cursor.revision !== revisionBefore) {
      for (const followed of this.#follower ? [this.#standings, this.#follower] : [this.#standings]) {
        for (const row of delta.rows) followed.put(row);
        for (const participantId of delta.removed) followed.remove(participantId);
      }
    }
    return news;
  }

  takeHead(head: Head, heardAtMs: number): LiveNews {
    return this.#take(heardAtMs, () => this.#live.takeHead(head));
  }

  /** A person asked for what waits. */
  showArriving(heardAtMs: number): LiveNews {
    return this.#take(heardAtMs, () => this.#live.showArriving());
  }

  /** Whether the source that waits knows everyone who is shown as finished. */
  arrivingKnowsAllFinishers(): boolean {
    const { shown, arriving } = this.#live;
    const finishers = [...(shown?.rows.values() ?? [])].filter(({ status }) => status === 'finished');
    return finishers.every(({ participantId }) => arriving?.rows.get(participantId)?.status === 'finished');
  }

  /** How many entries the source lacks that this screen, or the copy it began with, has counted. */
  behindBy(): number {
    const { shown, arriving } = this.#live;
    if (arriving) return this.#live.behindBy();
    return shown?.head ? basisLag({ older: shown.head.basis.frontier, newer: this.#counted }) : 0;
  }

  keep(): KeptPicture | null {
    const { shown } = this.#live;
    return (
      shown && { cursor: shown.cursor, event: shown.event, rows: [...shown.rows.values()], head: shown.head, heardAtMs: this.#heardAtMs }
    );
  }

  /** Another picture brings its own standings; one that is still held back makes what is shown no younger. */
  #take(heardAtMs: number, message: () => LiveNews): LiveNews {
    const before = this.#live.shown;
    const news = message();
    const { shown, arriving } = this.#live;
    if (shown !== before) {
      this.#standings = new Standings(shown?.rows.values());
      this.#follower?.takeAll(shown?.rows.values() ?? []);
    }
    if (!news.askAgain && !arriving) {
      this.#heardAtMs = heardAtMs;
      this.#isCopy = false;
    }
    return news;
  }
}
