import {
  type DisplayCard,
  type DisplayCommand,
  DisplayQueue,
  type DisplayState,
  finishCards,
  type LiveRow,
  loopCard,
} from '@chute/protocol';

/** What the page knows of the race by itself. */
export type OwnFeed = { rows: () => Iterable<LiveRow>; raceIds: () => readonly string[] };

/** The most of each that is remembered: what was on this screen, and which finishers the display has not been heard to know. */
const rememberedMax = 2_000;
const unheardMax = 300;

/**
 * What a screen shows of its display: as its source says and, while that is away, by a queue of its own that goes on from the last word and from the finishes
 * that the page hears elsewhere. When the source is back it counts again as soon as the two are level: until then the screen shows what was on the others
 * meanwhile, and does not show again what it has shown. A person's word at the desk (hold, pin, an emergency) counts at once.
 */
export class DisplayFollow {
  /** The source's last word. */
  #said: DisplayState | null = null;
  #isAway = true;
  /** Our own queue, while the source is away or not level with us. */
  #own: DisplayQueue | null = null;
  readonly #shown = new Set<string>();
  readonly #unheard = new Map<string, LiveRow>();
  readonly #feed: OwnFeed;

  constructor(feed: OwnFeed) {
    this.#feed = feed;
  }

  /** Nobody steers this screen just now. */
  get isAlone(): boolean {
    return this.#isAway;
  }

  /** When to `tick`; null = not before something is heard. */
  get wakeAtMs(): number | null {
    return this.#own && !this.#isAsAsked ? this.#own.wakeAtMs : null;
  }

  /** The source says how its display stands. */
  heard(state: DisplayState, nowMs: number): void {
    const isFirst = this.#said === null;
    this.#said = state;
    this.#isAway = false;
    for (const { cardId } of listed(state)) this.#unheard.delete(cardId);
    for (const cardId of state.taken) this.#unheard.delete(cardId);
    // Whoever was on before this page was opened is no news to it.
    if (isFirst) for (const { cardId } of state.recent) this.#remember(cardId);
    this.#own?.offer(listed(state).filter(this.#isNew), nowMs);
    this.#settle(nowMs);
  }

  /** The source is away; told again and again is told once. */
  lost(nowMs: number): void {
    if (this.#isAway || !this.#said) return;
    this.#isAway = true;
    this.#own ??= DisplayQueue.from(this.#said, nowMs);
    this.#own.offer(this.#cards(this.#unheard.values()), nowMs);
    this.#settle(nowMs);
  }

  /** The page has heard of finishes that are news. */
  finished(rows: readonly LiveRow[], nowMs: number): void {
    for (const row of rows) if (row.decidedBy) this.#unheard.set(`${row.decidedBy.journalId} ${row.decidedBy.seq}`, row);
    for (const cardId of this.#said?.taken ?? []) this.#unheard.delete(cardId);
    for (const oldest of [...this.#unheard.keys()].slice(0, -unheardMax)) this.#unheard.delete(oldest);
    this.#own?.offer(this.#cards(rows), nowMs);
    this.#settle(nowMs);
  }

  /** A key at a screen that nobody steers. False when that cannot be done now. */
  command(command: DisplayCommand, nowMs: number): boolean {
    const isDone = this.#isAway && (this.#own?.command(command, nowMs) ?? false);
    this.#settle(nowMs);
    return isDone;
  }

  tick(nowMs: number): void {
    this.#own?.tick(nowMs);
    this.#settle(nowMs);
  }

  /** What to show; null before the source was ever heard. */
  state(nowMs: number): DisplayState | null {
    if (!this.#own || !this.#said || this.#isAsAsked) return this.#said;
    const own = this.#own.state(nowMs);
    if (this.#isAway) return own;
    const { now, waiting, waitingCount, recent, taken } = own;
    return { ...this.#said, now, waiting, waitingCount, recent, taken };
  }

  /** The source is here, and a person has decided what it shows, or it shows what goes round by itself. */
  get #isAsAsked(): boolean {
    const { isHeld, isPinned, calledUp, settings } = this.#said!;
    return !this.#isAway && (isHeld || isPinned || calledUp !== null || settings.mode !== 'live');
  }

  #settle(nowMs: number): void {
    if (this.#isAway && this.#own) this.#goRound(this.#own, nowMs);
    if (!this.#isAway && this.#own && this.#isLevel(this.#own, nowMs)) this.#own = null;
    const now = this.state(nowMs)?.now;
    if (now) this.#remember(now.card.cardId);
    // While we follow, what was on for less than a message is as good as shown.
    if (!this.#own && this.#said) for (const { cardId } of this.#said.recent) this.#remember(cardId);
  }

  #goRound(own: DisplayQueue, nowMs: number): void {
    const next = loopCard(own, { rows: this.#feed.rows(), raceIds: this.#feed.raceIds() });
    if (next) own.offer([next], nowMs);
  }

  /** The source will show everyone who is or waits here, and nobody else who was here already. */
  #isLevel(own: DisplayQueue, nowMs: number): boolean {
    const said = this.#said!;
    if (said.settings.mode !== 'live') return true;
    const ours = own.state(nowMs);
    const theirs = [...(said.now ? [said.now.card] : []), ...said.waiting];
    const isTheirs = new Set(theirs.map(({ cardId }) => cardId));
    const here = [...(ours.now ? [ours.now.card] : []), ...ours.waiting];
    return (
      ours.waitingCount === ours.waiting.length &&
      here.every(({ cardId }) => isTheirs.has(cardId)) &&
      theirs.every(({ cardId }) => !this.#shown.has(cardId) || (cardId === said.now?.card.cardId && cardId === ours.now?.card.cardId))
    );
  }

  #cards(rows: Iterable<LiveRow>): DisplayCard[] {
    return finishCards(this.#own!.settings, [...rows]).filter(this.#isNew);
  }

  readonly #isNew = ({ cardId }: DisplayCard) => !this.#shown.has(cardId);

  #remember(cardId: string): void {
    this.#shown.delete(cardId);
    this.#shown.add(cardId);
    if (this.#shown.size > rememberedMax) for (const oldest of this.#shown) return void this.#shown.delete(oldest);
  }
}

/** In the order in which they were, are and will be shown. */
function listed({ recent, now, waiting }: DisplayState): DisplayCard[] {
  return [...recent.toReversed(), ...(now ? [now.card] : []), ...waiting];
}
