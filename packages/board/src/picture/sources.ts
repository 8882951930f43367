/** What is heard of a source. Sources are numbered, best first. `head`: `lacksNothing` of what is shown now. */
export type SourceNews =
  | { kind: 'up' | 'down' | 'answered' | 'delta'; source: number }
  | { kind: 'head'; source: number; lacksNothing: boolean };

/** What to do now: whom to follow if that changes, whom to dial again, and when to look again. */
export type SourceStep = { follow: number | null; redial: number[]; lookAtMs: number };

/** Heads come every second. With half a second for the road, a page that has somewhere else to go goes, and is there within two seconds. */
export const silentMs = 1_500;
/** A socket that stays silent for so long is half-open, whatever it says. */
export const redialMs = 8_000;
/** Unless it has answered and its picture is still to come: a crowd gets it in turn, and to dial again would be to queue again. */
export const pictureWithinMs = 30_000;
/** A better source has to be well for so long; longer with every time it was lost again, so that a shaky link does not make the page flutter. */
export const backAfterMs = 5_000;
const backAfterMsMax = 60_000;

type Source = {
  isUp: boolean;
  isRefusing: boolean;
  /** It has answered, and no head has come since. */
  owesPicture: boolean;
  /** The last message since its first head on this connection. */
  heardAtMs: number | null;
  wellSinceMs: number;
  headAtMs: number | null;
  lacksNothing: boolean;
  quietSinceMs: number;
  losses: number;
};

/**
 * Which of several sources a page follows: it stays where it is until that is lost or silent, goes on with the best one that is well, and comes back to a
 * better one that has been well for a while and lacks nothing of what is shown. Pure: news and time in, what to do and the next deadline out.
 */
export class Sources {
  followed = 0;
  readonly #sources: Source[];
  readonly #startedAtMs: number;

  constructor(at: { count: number; nowMs: number }) {
    this.#startedAtMs = at.nowMs;
    this.#sources = Array.from({ length: at.count }, () => ({
      isUp: false,
      isRefusing: false,
      owesPicture: false,
      heardAtMs: null,
      wellSinceMs: at.nowMs,
      headAtMs: null,
      lacksNothing: false,
      quietSinceMs: at.nowMs,
      losses: 0,
    }));
  }

  /** Connected, and heard within the last second and a half. */
  isWell(source: number, nowMs: number): boolean {
    const { isUp, heardAtMs } = this.#sources[source]!;
    return isUp && heardAtMs !== null && nowMs - heardAtMs < silentMs;
  }

  on(news: SourceNews, nowMs: number): SourceStep {
    const source = this.#sources[news.source]!;
    if (news.kind === 'up') Object.assign(source, { isUp: true, isRefusing: false, owesPicture: false, heardAtMs: null });
    if (news.kind === 'down') Object.assign(source, { isUp: false, isRefusing: true, heardAtMs: null });
    if (news.kind === 'answered') source.owesPicture = true;
    if (news.kind === 'head') {
      if (!this.isWell(news.source, nowMs)) source.wellSinceMs = nowMs;
      Object.assign(source, { owesPicture: false, heardAtMs: nowMs, headAtMs: nowMs, lacksNothing: news.lacksNothing });
    }
    if (news.kind === 'delta' && this.isWell(news.source, nowMs)) source.heardAtMs = nowMs;
    source.quietSinceMs = nowMs;
    return this.look(nowMs);
  }

  look(nowMs: number): SourceStep {
    const next = this.#next(nowMs);
    if (next !== null) {
      if (next > this.followed) this.#sources[this.followed]!.losses += 1;
      this.followed = next;
    }
    const redial = [...this.#sources.keys()].filter((source) => this.#isHalfOpen(source, nowMs));
    for (const source of redial) this.#sources[source]!.quietSinceMs = nowMs;
    return { follow: next, redial, lookAtMs: this.#lookAtMs(nowMs) };
  }

  #next(nowMs: number): number | null {
    const others = [...this.#sources.keys()].filter((source) => source !== this.followed && this.isWell(source, nowMs));
    if (this.isWell(this.followed, nowMs))
      return others.find((source) => source < this.followed && this.#mayComeBack(source, nowMs)) ?? null;
    return this.#isStillExpected(nowMs) ? null : (others[0] ?? null);
  }

  /** Only with its head in hand: a second later it may lack something again. */
  #mayComeBack(source: number, nowMs: number): boolean {
    const { headAtMs, lacksNothing, wellSinceMs, losses } = this.#sources[source]!;
    const waitMs = Math.min(backAfterMsMax, backAfterMs * 2 ** Math.max(0, losses - 1));
    return lacksNothing && headAtMs === nowMs && nowMs - wellSinceMs >= waitMs;
  }

  /** At the start the best one has its time to answer, unless it says no. */
  #isStillExpected(nowMs: number): boolean {
    const { heardAtMs, isRefusing, losses } = this.#sources[this.followed]!;
    return this.followed === 0 && heardAtMs === null && !isRefusing && losses === 0 && nowMs - this.#startedAtMs < silentMs;
  }

  #isHalfOpen(source: number, nowMs: number): boolean {
    const at = this.#sources[source]!;
    return at.isUp && nowMs >= redialAtMs(at);
  }

  #lookAtMs(nowMs: number): number {
    const deadlines = this.#sources.flatMap((source) => [
      ...(source.isUp ? [redialAtMs(source)] : []),
      ...(source.heardAtMs === null ? [] : [source.heardAtMs + silentMs]),
    ]);
    return Math.min(...[...deadlines, this.#startedAtMs + silentMs].filter((atMs) => atMs > nowMs), nowMs + redialMs);
  }
}

function redialAtMs({ quietSinceMs, owesPicture }: Source): number {
  return quietSinceMs + (owesPicture ? pictureWithinMs : redialMs);
}
