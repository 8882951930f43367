import { IntervalSet } from './interval-set.ts';

/** A gap must stand this long before it is believed: a replay fills it from below, reordered lines fill it by themselves. */
export const gapSettlesMs = 3000;
const askAgainAfterMs = 30_000;
const asksPerGap = 3;
const lookEveryMs = 1000;
const restartsBelieved = 3;
const rememberedStarts = 64;
const listedGaps = 100;

/** `location` null: the connection numbers its lines across all locations, so the missing one may belong to any. */
export type Gap = { location: string | null; fromSeq: number; toSeq: number };

/** `ask`: say `start~location~fromSeq`; `open`: asked often enough; `filled`: nothing is missing any more; `restarted`: the numbers began anew. */
export type GapEvent =
  | { event: 'ask'; gap: Gap }
  | { event: 'open'; gap: Gap }
  | { event: 'filled'; location: string | null }
  | { event: 'restarted'; location: string }
  | { event: 'unusable'; location: string };

/**
 * Watches the numbers of a CTP01 stream for holes.
 *
 * Some clients count per location, some per connection, and none says which. So a number is missing only if no location had it,
 * until one number was heard at two locations: from then on every location is watched by itself.
 */
export class GapWatch {
  readonly #resumeAfter = new Map<string, number>();
  readonly #locations = new Map<string, LocationNumbers>();
  #all = new IntervalSet();
  #countsPerLocation = false;
  #restarts = 0;
  /** By location and first missing number, when it was first seen missing. */
  #missingSinceMs = new Map<string, number>();
  readonly #asked = new Map<string | null, { fromSeq: number; times: number; nextAtMs: number }>();
  #gaps: Gap[] = [];
  #lookAtMs: number | null = null;

  /** What was asked for after a reconnect is expected from `lastSeq` + 1 on; a lower number means that the client counts anew. */
  resumeAfter(location: string, lastSeq: number): void {
    this.#resumeAfter.set(location, Math.max(lastSeq, this.#resumeAfter.get(location) ?? 0));
  }

  /** The client has this location. Until then what was resumed says nothing of it: it may be another client's. */
  meet(location: string): void {
    const lastSeq = this.#resumeAfter.get(location);
    if (lastSeq === undefined) return;
    this.#resumeAfter.delete(location);
    const numbers = this.#numbersOf(location);
    numbers.seen.addRange(0, lastSeq);
    numbers.resumedAfter = lastSeq;
    this.#all.addRange(0, lastSeq);
  }

  /** The client does not list its locations: all that was resumed is taken for its own. */
  meetAll(): void {
    for (const location of [...this.#resumeAfter.keys()]) this.meet(location);
  }

  /** A rewind to `fromSeq` was asked for, so that old numbers are no sign of a restart. `location` null: everywhere. */
  rewound(location: string | null, fromSeq: number): void {
    for (const name of [...this.#resumeAfter.keys()]) if (location === null || name === location) this.meet(name);
    for (const [name, numbers] of this.#locations) {
      if (location === null || name === location) numbers.resumedAfter = Math.min(numbers.resumedAfter, fromSeq - 1);
    }
  }

  /** The highest number of a location, heard or resumed after; null where it had none. */
  lastOf(location: string): number | null {
    return this.#locations.get(location)?.seen.highest ?? null;
  }

  heard(line: { location: string; seq: number; text: string }, nowMs: number): GapEvent[] {
    if (this.#restarts > restartsBelieved) return [];
    this.meet(line.location);
    const numbers = this.#numbersOf(line.location);
    const events = this.#restartIn(numbers, line);
    this.#count(numbers, line);
    if (this.#all.isFull) return [...events, this.#giveUp(line.location)];
    if (this.#lookAtMs === null && this.#hasHoles()) this.#lookAtMs = nowMs + lookEveryMs;
    return events;
  }

  /** When `look` wants to be called. */
  get nextLookAtMs(): number | null {
    return this.#lookAtMs;
  }

  /** `mayAsk` false: gaps are seen, and wait. */
  look(nowMs: number, { mayAsk = true } = {}): GapEvent[] {
    if (this.#lookAtMs === null || nowMs < this.#lookAtMs) return [];
    const settled = this.#settledGaps(nowMs);
    const events = [...this.#filled(settled), ...(mayAsk ? this.#asks(settled, nowMs) : [])];
    this.#gaps = settled;
    this.#lookAtMs = this.#hasHoles() ? nowMs + lookEveryMs : null;
    return events;
  }

  /** The lowest ones, at most 100. */
  gaps(): readonly Gap[] {
    return this.#gaps.slice(0, listedGaps);
  }

  /** A thousand holes at once are no gaps but numbers that mean nothing; to go on looking for them would cost more than the reads. */
  #giveUp(location: string): GapEvent {
    this.#restarts = restartsBelieved + 1;
    this.#forgetNumbers();
    this.#lookAtMs = null;
    return { event: 'unusable', location };
  }

  #count(numbers: LocationNumbers, line: { location: string; seq: number; text: string }): void {
    if (numbers.firstTexts.size < rememberedStarts) numbers.firstTexts.set(line.seq, line.text);
    const isOwn = numbers.seen.has(line.seq);
    if (!isOwn && this.#all.has(line.seq) && this.#heardElsewhere(line)) this.#countsPerLocation = true;
    numbers.seen.add(line.seq);
    numbers.heard.add(line.seq);
    this.#all.add(line.seq);
  }

  /** Heard, not assumed from a resume. */
  #heardElsewhere(line: { location: string; seq: number }): boolean {
    for (const [name, numbers] of this.#locations) if (name !== line.location && numbers.heard.has(line.seq)) return true;
    return false;
  }

  #restartIn(numbers: LocationNumbers, line: { location: string; seq: number; text: string }): GapEvent[] {
    const belowResume = line.seq <= numbers.resumedAfter;
    const first = numbers.firstTexts.get(line.seq);
    if (!belowResume && (first === undefined || first === line.text)) return [];
    // Once per location and connection: a client that merely repeats an old line costs one rewind, never a row of them.
    numbers.resumedAfter = -1;
    if (!belowResume) this.#restarts += 1;
    this.#forgetNumbers();
    return [{ event: this.#restarts > restartsBelieved ? 'unusable' : 'restarted', location: line.location }];
  }

  #forgetNumbers(): void {
    for (const numbers of this.#locations.values()) Object.assign(numbers, freshNumbers(), { resumedAfter: numbers.resumedAfter });
    this.#all = new IntervalSet();
    this.#countsPerLocation = false;
    this.#missingSinceMs.clear();
    this.#asked.clear();
    this.#gaps = [];
  }

  #settledGaps(nowMs: number): Gap[] {
    const sinceMs = new Map<string, number>();
    const settled: Gap[] = [];
    for (const gap of this.#holes()) {
      const name = `${gap.fromSeq} ${gap.location ?? ''}`;
      const missingSinceMs = this.#missingSinceMs.get(name) ?? nowMs;
      sinceMs.set(name, missingSinceMs);
      if (nowMs - missingSinceMs >= gapSettlesMs) settled.push(gap);
    }
    this.#missingSinceMs = sinceMs;
    return settled;
  }

  #holes(): Gap[] {
    const scopes: [string | null, IntervalSet][] = this.#countsPerLocation
      ? [...this.#locations].map(([location, numbers]) => [location, numbers.seen])
      : [[this.#onlyLocation(), this.#all]];
    return scopes.flatMap(([location, seen]) => seen.holes().map(({ from, to }) => ({ location, fromSeq: from, toSeq: to })));
  }

  #hasHoles(): boolean {
    if (!this.#countsPerLocation) return this.#all.hasHoles;
    for (const numbers of this.#locations.values()) if (numbers.seen.hasHoles) return true;
    return false;
  }

  #onlyLocation(): string | null {
    const [first, ...others] = this.#locations.keys();
    return first !== undefined && others.length === 0 ? first : null;
  }

  #filled(settled: readonly Gap[]): GapEvent[] {
    const open = new Set(settled.map((gap) => gap.location));
    const filled = [...this.#asked.keys()].filter((location) => !open.has(location));
    for (const location of filled) this.#asked.delete(location);
    return filled.map((location) => ({ event: 'filled', location }));
  }

  /** One question per location is enough: it brings everything from the lowest missing number on. */
  #asks(settled: readonly Gap[], nowMs: number): GapEvent[] {
    const events: GapEvent[] = [];
    for (const gap of lowestPerLocation(settled)) {
      const before = this.#asked.get(gap.location);
      if (before && before.fromSeq === gap.fromSeq && (before.times > asksPerGap || nowMs < before.nextAtMs)) continue;
      const times = before?.fromSeq === gap.fromSeq ? before.times + 1 : 1;
      this.#asked.set(gap.location, { fromSeq: gap.fromSeq, times, nextAtMs: nowMs + askAgainAfterMs });
      events.push({ event: times > asksPerGap ? 'open' : 'ask', gap });
    }
    return events;
  }

  #numbersOf(location: string): LocationNumbers {
    const known = this.#locations.get(location);
    if (known) return known;
    const fresh = freshNumbers();
    this.#locations.set(location, fresh);
    return fresh;
  }
}

type LocationNumbers = {
  /** With what was resumed after. */
  seen: IntervalSet;
  /** On this connection. */
  heard: IntervalSet;
  /** The first lines by number: a client that begins anew begins with these. */
  firstTexts: Map<number, string>;
  resumedAfter: number;
};

/** A location's own numbers may lie apart where the connection counts: few ranges are kept of them. */
function freshNumbers(): LocationNumbers {
  return { seen: new IntervalSet(256), heard: new IntervalSet(256), firstTexts: new Map(), resumedAfter: -1 };
}

function lowestPerLocation(gaps: readonly Gap[]): Gap[] {
  const lowest = new Map<string | null, Gap>();
  for (const gap of gaps) if (!lowest.has(gap.location)) lowest.set(gap.location, gap);
  return [...lowest.values()];
}
