import type { DisplayCommand } from './commands.ts';
import type { DisplaySettings } from './settings.ts';
import { showTimeMs } from './show-time.ts';
import type { CalledUp, DisplayCard, DisplayState } from './state.ts';
import { TakenCards } from './taken-cards.ts';
import { WaitingLine } from './waiting-line.ts';

type CommandOf<C extends DisplayCommand['command']> = Extract<DisplayCommand, { command: C }>;
type Names = Pick<DisplayState, 'displayId' | 'eventId' | 'streamId'>;

const listedMax = 20;
/** What a person asks for goes before whatever comes by itself. */
const askedFor = 9;

/**
 * Who is on the screen of one display, who waits for it and for how long. Cards, commands and instants go in, of one monotonic clock; the state and the next
 * instant at which it moves by itself come out. Nobody is lost unless `dropped` counts them, nobody is shown twice by themselves.
 *
 * A desk runs one for all screens of a display; a screen that lost its desk goes on with `from` the last state it heard.
 */
export class DisplayQueue {
  readonly #names: Names;
  #settings: DisplaySettings;
  #revision = 0;
  #sceneId: string;
  #calledUp: CalledUp = null;
  /** Shown since then; while something is called up over it, its time stands still at `#stoppedAtMs`. */
  #now: { card: DisplayCard; sinceMs: number } | null = null;
  #stoppedAtMs: number | null = null;
  #isHeld = false;
  #isPinned = false;
  #dropped = 0;
  #waiting = new WaitingLine();
  #recent: DisplayCard[] = [];
  #taken = new TakenCards();

  constructor({ settings, ...names }: Names & { settings: DisplaySettings }) {
    this.#names = names;
    this.#settings = settings;
    this.#sceneId = settings.sceneIds[0]!;
  }

  /** Goes on where that state was. Who waited beyond the ones it lists is not among its `taken`: offered again, they get their turn. */
  static from(state: DisplayState, nowMs: number): DisplayQueue {
    const { displayId, eventId, streamId, settings, now } = state;
    const queue = new DisplayQueue({ displayId, eventId, streamId, settings });
    queue.#revision = state.revision;
    queue.#sceneId = state.sceneId;
    queue.#calledUp = state.calledUp;
    queue.#now = now && { card: now.card, sinceMs: nowMs - now.shownMs };
    queue.#stoppedAtMs = state.calledUp && nowMs;
    queue.#isHeld = state.isHeld;
    queue.#isPinned = state.isPinned;
    queue.#dropped = state.dropped;
    queue.#waiting = new WaitingLine(state.waiting);
    queue.#recent = [...state.recent];
    queue.#taken = new TakenCards(state.taken);
    return queue;
  }

  get settings(): DisplaySettings {
    return this.#settings;
  }

  /** A number that no card had in its name before: the one of the next change. */
  get nextRevision(): number {
    return this.#revision + 1;
  }

  /** What was on the screen, the last first, with what is. */
  get shown(): DisplayCard[] {
    return [...(this.#now ? [this.#now.card] : []), ...this.#recent];
  }

  /** Nobody is shown and nobody waits, and whoever comes would be shown at once. */
  get isIdle(): boolean {
    return !this.#now && this.#waiting.cards.length === 0 && !this.#isHeld && !this.#calledUp;
  }

  /** The next instant at which it moves by itself: `tick` it then. Null = not before somebody comes or a person says so. */
  get wakeAtMs(): number | null {
    return this.#now && this.#showMs !== null && !this.#calledUp ? this.#now.sinceMs + this.#showMs : null;
  }

  /** Whoever is new gets in line. True when something changed; so do all that follow. */
  offer(cards: readonly DisplayCard[], nowMs: number): boolean {
    const fresh = cards.filter(({ cardId }) => this.#taken.add(cardId));
    for (const card of fresh) if (!this.#hasTurn(card)) this.#waiting.add(card);
    if (fresh.length === 0) return this.#changedIf(this.#moveOn(nowMs));
    if (this.#settings.queue.burst === 'newest') this.#dropped += this.#waiting.keepNewest();
    this.#moveOn(nowMs);
    this.#dropped += this.#waiting.keepWithin(this.#settings.queue);
    return this.#changedIf(true);
  }

  tick(nowMs: number): boolean {
    return this.#changedIf(this.#moveOn(nowMs));
  }

  /** False for what cannot be done as things stand: nobody to recall, a scene that is not at hand. */
  command(command: DisplayCommand, nowMs: number): boolean {
    const isDone = this.#do(command, nowMs);
    const isMoved = this.#moveOn(nowMs);
    // Whoever was cut short waits again, and there may be no room.
    this.#dropped += this.#waiting.keepWithin(this.#settings.queue);
    return this.#changedIf(isMoved || isDone);
  }

  /** Another mode, or other races, begin with an empty line. */
  configure(settings: DisplaySettings, nowMs: number): boolean {
    const before = this.#settings;
    this.#settings = settings;
    if (!settings.sceneIds.includes(this.#sceneId)) this.#sceneId = settings.sceneIds[0]!;
    if (before.mode !== settings.mode || before.raceIds.join() !== settings.raceIds.join()) {
      this.#waiting.clear();
      [this.#now, this.#recent, this.#isPinned, this.#dropped] = [null, [], false, 0];
    }
    this.#dropped += this.#waiting.keepWithin(settings.queue);
    this.#moveOn(nowMs);
    return this.#changedIf(true);
  }

  state(nowMs: number): DisplayState {
    const waiting = this.#waiting.cards;
    return {
      ...this.#names,
      revision: this.#revision,
      settings: this.#settings,
      sceneId: this.#sceneId,
      calledUp: this.#calledUp,
      now: this.#now && { card: this.#now.card, shownMs: this.#shownMs(nowMs), showMs: this.#showMs },
      isHeld: this.#isHeld,
      isPinned: this.#isPinned,
      waiting: waiting.slice(0, listedMax),
      waitingCount: waiting.length,
      recent: this.#recent,
      dropped: this.#dropped,
      taken: this.#taken.last({ without: waiting.slice(listedMax) }),
    };
  }

  #do(command: DisplayCommand, nowMs: number): boolean {
    switch (command.command) {
      case 'next':
        return this.#next(nowMs);
      case 'hold':
        return this.#hold(true);
      case 'go-on':
        return this.#hold(false);
      case 'pin':
        return this.#now !== null && this.#pin(true);
      case 'unpin':
        return this.#pin(false);
      case 'skip':
        return this.#waiting.take(({ cardId }) => cardId === command.cardId) !== undefined && this.#drop(1);
      case 'recall':
        return this.#recall(command, nowMs);
      case 'show':
        return this.#show(command, nowMs);
      case 'clear':
        return this.#clear();
      case 'scene':
        return this.#settings.sceneIds.includes(command.sceneId) && command.sceneId !== this.#sceneId && this.#goOnAir(command.sceneId);
      case 'call-up':
        return this.#callUp({ state: command.state, text: command.text }, nowMs);
      case 'take-down':
        return this.#callUp(null, nowMs);
    }
  }

  #hold(isHeld: boolean): boolean {
    const isNew = this.#isHeld !== isHeld;
    this.#isHeld = isHeld;
    return isNew;
  }

  #pin(isPinned: boolean): boolean {
    const isNew = this.#isPinned !== isPinned;
    this.#isPinned = isPinned;
    return isNew;
  }

  /** A person's word: also when held, and without a least time. */
  #next(nowMs: number): boolean {
    const first = this.#waiting.first();
    if (!first && !this.#now) return false;
    this.#retire();
    if (first) this.#putOn(first, nowMs);
    return true;
  }

  #recall({ cardId }: CommandOf<'recall'>, nowMs: number): boolean {
    const card = cardId === null ? this.#recent[0] : this.#known((each) => each.cardId === cardId);
    return card !== undefined && this.#bringUp(card, nowMs);
  }

  #show({ participantId, text }: CommandOf<'show'>, nowMs: number): boolean {
    const known = this.#known((each) => each.participantId === participantId);
    // A card needs a place in time, and a queue knows no race time: with the latest that it has heard of.
    const atMs = Math.max(0, ...[...this.shown, ...this.#waiting.cards].map((card) => card.atMs));
    const card: DisplayCard = known ?? {
      cardId: `show ${participantId} ${this.nextRevision}`,
      kind: 'heard',
      participantId,
      text: null,
      atMs,
      priority: askedFor,
    };
    this.#taken.add(card.cardId);
    return this.#bringUp({ ...card, text: text ?? card.text }, nowMs);
  }

  #clear(): boolean {
    const isEmpty = !this.#now && this.#waiting.cards.length === 0;
    this.#drop(this.#waiting.clear());
    this.#retire();
    return !isEmpty;
  }

  #goOnAir(sceneId: string): true {
    this.#sceneId = sceneId;
    return true;
  }

  #callUp(calledUp: CalledUp, nowMs: number): boolean {
    if (!calledUp && !this.#calledUp) return false;
    if (calledUp) this.#stoppedAtMs ??= nowMs;
    else if (this.#now) this.#now.sinceMs += nowMs - this.#stoppedAtMs!;
    if (!calledUp) this.#stoppedAtMs = null;
    this.#calledUp = calledUp;
    return true;
  }

  /** At once; behind what is pinned, first in turn. Whoever was only just shown gets another turn, and was not shown to be forgotten. */
  #bringUp(card: DisplayCard, nowMs: number): true {
    const isIt = ({ cardId }: DisplayCard) => cardId === card.cardId;
    this.#waiting.take(isIt);
    this.#recent = this.#recent.filter((each) => !isIt(each));
    if (this.#now && isIt(this.#now.card)) this.#now = { card, sinceMs: this.#standingMs(nowMs) };
    else if (this.#isPinned) this.#waiting.add({ ...card, priority: askedFor });
    else {
      const isCutShort = this.#now && this.#shownMs(nowMs) < showTimeMs(this.#settings.queue, Number.POSITIVE_INFINITY);
      if (this.#now && isCutShort) this.#waiting.add(this.#now.card);
      else this.#retire();
      this.#putOn(card, nowMs);
    }
    return true;
  }

  /** The one that is shown goes when its time is over, the next one comes when nothing stands against it. */
  #moveOn(nowMs: number): boolean {
    const isOver = this.wakeAtMs !== null && this.wakeAtMs <= nowMs;
    if (isOver) this.#retire();
    if (this.#now || this.#isHeld || this.#calledUp) return isOver;
    const first = this.#waiting.first();
    if (first) this.#putOn(first, nowMs);
    return isOver || first !== undefined;
  }

  #putOn(card: DisplayCard, nowMs: number): void {
    this.#now = { card, sinceMs: this.#standingMs(nowMs) };
  }

  #retire(): void {
    if (this.#now) this.#recent = [this.#now.card, ...this.#recent].slice(0, listedMax);
    this.#now = null;
    this.#isPinned = false;
  }

  #drop(count: number): true {
    this.#dropped += count;
    return true;
  }

  get #showMs(): number | null {
    return this.#isHeld || this.#isPinned ? null : showTimeMs(this.#settings.queue, this.#waiting.cards.length);
  }

  #shownMs(nowMs: number): number {
    return this.#now ? Math.max(0, Math.floor(this.#standingMs(nowMs) - this.#now.sinceMs)) : 0;
  }

  #standingMs(nowMs: number): number {
    return this.#stoppedAtMs ?? nowMs;
  }

  #hasTurn({ participantId }: DisplayCard): boolean {
    if (participantId === null) return false;
    return this.#now?.card.participantId === participantId || this.#waiting.cards.some((card) => card.participantId === participantId);
  }

  #known(isIt: (card: DisplayCard) => boolean): DisplayCard | undefined {
    return [...this.shown, ...this.#waiting.cards].find(isIt);
  }

  #changedIf(isChanged: boolean): boolean {
    if (isChanged) this.#revision += 1;
    return isChanged;
  }
}
