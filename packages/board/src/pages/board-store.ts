import type { Delta, Head, LiveNews, LiveRow, Snapshot, SubscribeAnswer } from '@chute/protocol';
import type { LinkState } from '../picture/data-state.ts';
import { Feed, type KeptPicture } from '../picture/feed.ts';
import { RaceNow } from '../picture/race-now.ts';
import type { RowFollower } from '../picture/row-follower.ts';
import { type FollowedSource, type SourceState, whereFrom } from '../picture/source-words.ts';
import type { SourceTold } from '../picture/standby.ts';

/** The two clocks of a page, and its next frame. */
export type PageTime = { wallMs: () => number; monotonicMs: () => number; nextFrame: (paint: () => void) => void };

/** How long a new finisher is greeted; the movement itself is in motion.css. */
const greetMs = 2_000;

/** All that the board knows. Whoever paints is told at most once a frame, however fast the finishers come. */
export class BoardStore {
  readonly feed: Feed;
  readonly raceNow = new RaceNow();
  readonly time: PageTime;
  link: LinkState;
  /** Null until a link was begun. */
  from: FollowedSource | null = null;
  readonly #greetedAtMs = new Map<string, number>();
  #version = 0;
  #isPaintDue = false;
  readonly #listeners = new Set<() => void>();
  readonly #bestListeners = new Set<(isWell: boolean) => void>();
  readonly #finishListeners = new Set<(finishes: readonly LiveRow[]) => void>();

  constructor(time: PageTime, follower: RowFollower | null = null) {
    this.time = time;
    this.feed = new Feed(follower);
    this.link = { state: 'connecting', sinceMs: time.wallMs() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told of every finish that is news, once, in the order they happened, when it is heard and not when it is painted. */
  onFinishes(listener: (finishes: readonly LiveRow[]) => void): () => void {
    this.#finishListeners.add(listener);
    return () => this.#finishListeners.delete(listener);
  }

  /** Told when the best source goes silent or is lost, and when it is heard again, at once and not when it is painted. */
  onBestSource(listener: (isWell: boolean) => void): () => void {
    this.#bestListeners.add(listener);
    return () => this.#bestListeners.delete(listener);
  }

  /** Changes with every change. */
  readonly version = (): number => this.#version;

  /** Null until a head was heard. */
  readonly raceNowMs = (): number | null => this.raceNow.at(this.time.monotonicMs());

  /** Has just finished, and is to be greeted. */
  isFresh(participantId: string): boolean {
    const atMs = this.#greetedAtMs.get(participantId);
    return atMs !== undefined && this.time.monotonicMs() - atMs < greetMs;
  }

  takeCopy(copy: KeptPicture): void {
    this.feed.takeCopy(copy);
    this.#changed();
  }

  showArriving(): void {
    this.#tell(this.feed.showArriving(this.time.wallMs()));
  }

  linkUp(): void {
    this.raceNow.onLink();
    this.#setLink({ state: 'up', sinceMs: this.time.wallMs() });
  }

  /** Told again with every attempt that fails: the age counts from the first. */
  linkLost(): void {
    if (this.link.state === 'lost') return;
    const isFirstAttempt = this.link.state === 'connecting';
    this.#setLink({ state: 'lost', sinceMs: isFirstAttempt ? this.link.sinceMs : this.time.wallMs() });
  }

  /**
   * Goes on from what another source has told. It may lack a little that was on its way when the first one was lost (a read at a far split): that is said, and a
   * screen at the finish does not stand still for it. One that lacks a finisher who is shown waits for a person.
   */
  moveTo({ snapshot, head }: SourceTold): void {
    this.takeSnapshot(snapshot);
    this.takeHead(head);
    if (this.feed.isHolding && this.feed.arrivingKnowsAllFinishers()) this.showArriving();
  }

  followsFrom(sources: readonly SourceState[], followed: number): void {
    const from = whereFrom({ sources, followed, before: this.from, nowMs: this.time.wallMs() });
    if (from === this.from) return;
    const wasWell = this.from?.isBestWell ?? false;
    this.from = from;
    if (from.isBestWell !== wasWell) for (const listener of this.#bestListeners) listener(from.isBestWell);
    this.#changed();
  }

  answered(answer: SubscribeAnswer): void {
    if (!answer.ok) this.#setLink({ state: 'refused', sinceMs: this.time.wallMs(), code: answer.code });
    else if (this.link.state === 'refused') this.linkUp();
  }

  takeSnapshot(snapshot: Snapshot): void {
    this.#tell(this.feed.takeSnapshot(snapshot, this.time.wallMs()));
  }

  /** False = ask again, something was missed. */
  takeDelta(delta: Delta): boolean {
    return this.#tell(this.feed.takeDelta(delta, this.time.wallMs()));
  }

  /** False = ask again, something was missed. */
  takeHead(head: Head): boolean {
    this.raceNow.onHead(head, this.time.monotonicMs());
    return this.#tell(this.feed.takeHead(head, this.time.wallMs()));
  }

  #tell({ finishes, askAgain }: LiveNews): boolean {
    const nowMs = this.time.monotonicMs();
    for (const [participantId, atMs] of this.#greetedAtMs) if (nowMs - atMs >= greetMs) this.#greetedAtMs.delete(participantId);
    for (const { participantId } of finishes) this.#greetedAtMs.set(participantId, nowMs);
    if (finishes.length > 0) for (const listener of this.#finishListeners) listener(finishes);
    this.#changed();
    return !askAgain;
  }

  #setLink(link: LinkState): void {
    this.link = link;
    this.#changed();
  }

  #changed(): void {
    if (this.#isPaintDue) return;
    this.#isPaintDue = true;
    this.time.nextFrame(() => {
      this.#isPaintDue = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    });
  }
}
