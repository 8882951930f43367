/** Screens that are written to at once. */
const atOnceMax = 32;
/** A turn ends when the network has taken what was written; that of a slow reader after this. */
const turnMs = 2_000;
/** Who has not taken it by then is hung up on, and comes back. */
const takenWithinMs = 30_000;
/** Those who ask within this are answered together. */
const gatherMs = 100;

/** What is needed of a socket of Socket.IO. */
export type TurnScreen = {
  readonly connected: boolean;
  readonly conn: { readonly request: { readonly socket: { readonly writableLength: number } } };
  disconnect(close: true): unknown;
};

export type TurnRim<Screen, Wish> = {
  /** Those of one key get the same. Asked anew at each turn, since what brings a screen to the present changes. */
  keyOf: (wish: Wish) => string;
  /** Writes one encoding to all of them, and lets them hear what comes after it. */
  give: (wish: Wish, screens: readonly Screen[]) => void;
};

/**
 * Screens that ask to be brought to the present wait here for their turn, in the order in which they came, and hear nothing until then. However many come at once,
 * a picture is encoded once for all whose turn it is, and no more are written to than the network takes: so a crowd neither holds up those who are listening
 * already, nor loses its own connections to pings that go unanswered, which would bring it back again and again.
 */
export class ScreenTurns<Screen extends TurnScreen, Wish> {
  readonly #rim: TurnRim<Screen, Wish>;
  readonly #waiting = new Map<Screen, Wish>();
  readonly #underWay = new Map<Screen, { key: string; sinceMs: number }>();
  #next: NodeJS.Timeout | undefined;

  constructor(rim: TurnRim<Screen, Wish>) {
    this.#rim = rim;
  }

  /** False = just that is on its way to this screen: it asks again since it does not have it yet. Who asks for something else while it waits keeps its place. */
  ask(screen: Screen, wish: Wish): boolean {
    if (!this.#waiting.has(screen) && this.#underWay.get(screen)?.key === this.#rim.keyOf(wish)) return false;
    this.#waiting.set(screen, wish);
    this.#next ??= setTimeout(() => this.#look(), 0);
    return true;
  }

  /** What those who wait have asked for. */
  wishes(): Wish[] {
    return [...this.#waiting.values()];
  }

  close(): void {
    clearTimeout(this.#next);
    this.#waiting.clear();
  }

  #look(): void {
    const nowMs = performance.now();
    for (const screen of this.#waiting.keys()) if (!screen.connected) this.#waiting.delete(screen);
    for (const [screen, { sinceMs }] of this.#underWay) {
      if (hasTaken(screen)) this.#underWay.delete(screen);
      else if (nowMs - sinceMs >= takenWithinMs) screen.disconnect(true);
    }
    const turns = this.#nextTurns(nowMs);
    this.#next = this.#waiting.size + this.#underWay.size > 0 ? setTimeout(() => this.#look(), gatherMs) : undefined;
    for (const same of turns)
      this.#rim.give(
        same[0]!.wish,
        same.map(({ screen }) => screen),
      );
  }

  #nextTurns(nowMs: number): { screen: Screen; wish: Wish }[][] {
    const busy = [...this.#underWay.values()].filter(({ sinceMs }) => nowMs - sinceMs < turnMs).length;
    // A slow reader gets no second picture on top of one that it has not taken.
    const mayGo = [...this.#waiting].filter(([screen]) => !this.#underWay.has(screen));
    const next = mayGo.slice(0, atOnceMax - busy).map(([screen, wish]) => ({ screen, wish, key: this.#rim.keyOf(wish) }));
    for (const { screen, key } of next) {
      this.#waiting.delete(screen);
      this.#underWay.set(screen, { key, sinceMs: nowMs });
    }
    return [...Map.groupBy(next, ({ key }) => key).values()];
  }
}

/** Messages of a socket that its connection has not taken yet. */
export function unsentMessages({ conn }: { conn: object }): number {
  return (conn as { writeBuffer?: unknown[] }).writeBuffer?.length ?? 0;
}

/** Gone, or all that was written is with the operating system. */
function hasTaken(screen: TurnScreen): boolean {
  return !screen.connected || (unsentMessages(screen) === 0 && screen.conn.request.socket.writableLength === 0);
}
