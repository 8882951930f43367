import {
  type DisplayCommand,
  DisplayQueue,
  type DisplaySettings,
  type DisplayState,
  finishCards,
  heardCards,
  loopCard,
  type TextOf,
} from '@chute/protocol';
import type { DeskTime } from './desk-time.ts';
import type { EventEar, EventNews } from './event-ear.ts';
import type { DisplayRecord, OnAir } from './records.ts';

/** Without anybody who looks it is kept for this long: a screen that reloads, or whose line is cut for a moment, misses nobody. */
const lingerMs = 120_000;
/** What is seen is told at once; who waits, at most this often. */
const waitingEveryMs = 500;

type Watcher = (state: DisplayState) => void;
type Parts = { ear: EventEar; time: DeskTime; streamId: string; textOf: TextOf; idle: () => void };

/** One display that is steered: its queue, fed while anybody looks. All its screens get the same state, and so are in step. */
export class RunningDisplay {
  readonly #queue: DisplayQueue;
  readonly #ear: EventEar;
  readonly #time: DeskTime;
  readonly #textOf: TextOf;
  readonly #idle: () => void;
  readonly #watchers = new Set<Watcher>();
  #stopListening: (() => void) | undefined;
  #cancelWake = () => {};
  #cancelTell = () => {};
  #cancelLinger = () => {};
  #toldRevision: number;
  #toldSeen: string;
  #tellsLater = false;

  constructor({ displayId, eventId, settings, onAir }: DisplayRecord, { ear, time, streamId, textOf, idle }: Parts) {
    const fresh = new DisplayQueue({ displayId, eventId, streamId, settings });
    const isAtHand = onAir !== null && settings.sceneIds.includes(onAir.sceneId);
    this.#queue = DisplayQueue.from(
      { ...fresh.state(0), ...onAir, ...(isAtHand ? {} : { sceneId: settings.sceneIds[0]! }) },
      time.steadyMs(),
    );
    this.#ear = ear;
    this.#time = time;
    this.#textOf = textOf;
    this.#idle = idle;
    this.#cancelLinger = time.after(lingerMs, () => this.stop());
    [this.#toldRevision, this.#toldSeen] = [this.state().revision, seenOf(this.state())];
  }

  get settings(): DisplaySettings {
    return this.#queue.settings;
  }

  get onAir(): OnAir {
    const { sceneId, calledUp, isHeld } = this.state();
    return { sceneId, calledUp, isHeld };
  }

  state(): DisplayState {
    return this.#queue.state(this.#time.steadyMs());
  }

  /** Hears every change from now on, until the function that comes back is called. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    this.#cancelLinger();
    this.#stopListening ??= this.#ear.listen((news) => this.#heard(news));
    this.#settle();
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#cancelLinger = this.#time.after(lingerMs, () => this.stop());
    };
  }

  command(command: DisplayCommand): boolean {
    const isDone = this.#queue.command(command, this.#time.steadyMs());
    this.#settle();
    return isDone;
  }

  configure(settings: DisplaySettings): void {
    this.#queue.configure(settings, this.#time.steadyMs());
    this.#settle();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#cancelLinger();
    this.#cancelWake();
    this.#cancelTell();
    this.#tellsLater = false;
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#idle();
  }

  #heard({ finishes, rows }: EventNews): void {
    const { settings } = this;
    const cards = [...finishCards(settings, finishes, this.#textOf), ...heardCards(settings, rows, this.#textOf)];
    if (cards.length > 0) this.#queue.offer(cards, this.#time.steadyMs());
    this.#settle();
  }

  #wake(): void {
    this.#queue.tick(this.#time.steadyMs());
    this.#settle();
  }

  /** After every change: whoever comes next by themselves, when to look again, and what to tell. */
  #settle(): void {
    this.#cancelWake();
    if (!this.#stopListening) return;
    const nowMs = this.#time.steadyMs();
    const raceIds = this.#ear.shown?.event.races.map(({ raceId }) => raceId) ?? [];
    const next = loopCard(this.#queue, { rows: this.#ear.rows, raceIds, textOf: this.#textOf });
    if (next) this.#queue.offer([next], nowMs);
    const { wakeAtMs } = this.#queue;
    if (wakeAtMs !== null) this.#cancelWake = this.#time.after(Math.max(0, Math.ceil(wakeAtMs - nowMs)), () => this.#wake());
    this.#tell();
  }

  #tell(): void {
    const state = this.state();
    if (state.revision === this.#toldRevision) return;
    const seen = seenOf(state);
    if (seen !== this.#toldSeen) this.#tellNow(state, seen);
    else if (!this.#tellsLater) {
      this.#tellsLater = true;
      this.#cancelTell = this.#time.after(waitingEveryMs, () => this.#tellNow(this.state(), seen));
    }
  }

  #tellNow(state: DisplayState, seen: string): void {
    this.#cancelTell();
    this.#tellsLater = false;
    [this.#toldRevision, this.#toldSeen] = [state.revision, seen];
    for (const watcher of this.#watchers) watcher(state);
  }
}

/** What a crowd, or whoever steers, sees change. */
function seenOf({ now, calledUp, sceneId, isHeld, isPinned, settings }: DisplayState): string {
  return JSON.stringify([now?.card, calledUp, sceneId, isHeld, isPinned, settings]);
}
