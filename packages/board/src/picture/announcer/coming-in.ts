import type { LiveEvent, LiveRow } from '@chute/protocol';
import type { RowFollower } from '../row-follower.ts';
import { LegSample, type LegShare } from './leg-sample.ts';

/** Who is on the way to the line. */
export type Arrival = {
  row: LiveRow;
  /** The last mat that heard this runner. */
  coursePointId: string;
  passedAtMs: number;
  arrivesAtMs: number;
  expected: Expected;
  /** Four of five of those before came within this of what would have been said of them. Null while too few have finished to know. */
  spreadMs: number | null;
};

/** The times that an arrival makes, and what the clock says already: less it cannot be. There is no gun time without a gun. */
export type Expected = { gun: Foreseen | null; chip: Foreseen };
type Foreseen = { timeMs: number; atLeastMs: number };

export type ComingInAsk = {
  event: LiveEvent;
  nowMs: number;
  /** Null = all races. */
  raceId: string | null;
  /** How far ahead one looks. */
  withinMs: number;
  atMost: number;
};

/** `missing`: should have come by now, and stand in the list no more. */
export type ComingInList = { arrivals: Arrival[]; missing: number };

/** Fewer than these say nothing of how sure a projection is. */
const sampleMin = 8;
/** Whoever is expected and does not come leaves the list after this, or after three times the spread. */
const missingAfterMs = 150_000;
/** Of those who are late the last few stand, so that they do not push out who comes next. */
const lateMost = 4;

/**
 * Who is about to finish. A runner who took `t` from the start to a mat takes `t x share` from there to the line. `share` is the median of what the latest
 * hundred finishers took, by the same mat; before there are enough of them it is that of an even pace over the course's distances.
 */
export class ComingIn implements RowFollower {
  /** Those on the course, by the mat that heard them last. */
  readonly #lastHeard = new Map<string, Map<string, Heard>>();
  readonly #rows = new Map<string, LiveRow>();
  #samples = new Map<string, LegSample>();
  /** Where laps are counted a mat is passed again and again: it says nothing of the line. */
  readonly #racesOfLaps = new Set<string>();

  takeAll(rows: Iterable<LiveRow>): void {
    this.#lastHeard.clear();
    this.#rows.clear();
    this.#racesOfLaps.clear();
    const shares = new Map<string, LegShare[]>();
    for (const row of rows) {
      this.#note(row);
      for (const { coursePointId, share } of sharesOf(row)) entryOf(shares, coursePointId, () => []).push(share);
    }
    this.#samples = new Map([...shares].map(([coursePointId, all]) => [coursePointId, new LegSample(all)]));
  }

  put(row: LiveRow): void {
    this.remove(row.participantId);
    this.#note(row);
    for (const { coursePointId, share } of sharesOf(row)) entryOf(this.#samples, coursePointId, () => new LegSample()).add(share);
  }

  remove(participantId: string): void {
    const row = this.#rows.get(participantId);
    if (!row) return;
    this.#rows.delete(participantId);
    for (const { coursePointId, share } of sharesOf(row)) this.#samples.get(coursePointId)?.remove(share);
    const last = lastOf(row);
    if (last) this.#lastHeard.get(last.coursePointId)?.delete(participantId);
  }

  /** By time of arrival. */
  list({ event, nowMs, raceId, withinMs, atMost }: ComingInAsk): ComingInList {
    const arrivals: Arrival[] = [];
    let missing = 0;
    const guns = new Map(event.waves.map(({ waveId, gunAtMs }) => [waveId, gunAtMs]));
    for (const leg of this.#legs(event, raceId)) {
      for (const { row, split } of this.#lastHeard.get(leg.coursePointId)?.values() ?? []) {
        if (split.passedAtMs + split.chipTimeMs * leg.share - nowMs > withinMs) continue;
        const arrival = arrivalOf({ row, split }, leg, { nowMs, gunAtMs: guns.get(row.waveId) ?? null });
        if (nowMs - arrival.arrivesAtMs > missingAfter(arrival)) missing += 1;
        else arrivals.push(arrival);
      }
    }
    arrivals.sort((a, b) => a.arrivesAtMs - b.arrivesAtMs || (a.row.participantId < b.row.participantId ? -1 : 1));
    const late = arrivals.filter((arrival) => isLate(arrival, nowMs));
    const gone = new Set(late.slice(0, Math.max(0, late.length - lateMost)));
    return { arrivals: arrivals.filter((arrival) => !gone.has(arrival)).slice(0, atMost), missing: missing + gone.size };
  }

  #note(row: LiveRow): void {
    this.#rows.set(row.participantId, row);
    if (row.laps > 0) this.#racesOfLaps.add(row.raceId);
    const split = lastOf(row);
    if (split) entryOf(this.#lastHeard, split.coursePointId, () => new Map<string, Heard>()).set(row.participantId, { row, split });
  }

  /** From each mat before a line to that line. */
  #legs({ races, coursePoints }: LiveEvent, raceId: string | null): Leg[] {
    const open = races.filter((race) => !this.#racesOfLaps.has(race.raceId) && (raceId === null || race.raceId === raceId));
    return open.flatMap((race) => {
      const points = coursePoints.filter((point) => point.raceId === race.raceId);
      const lengthM = points.find(({ kind }) => kind === 'finish')?.distanceM ?? race.distanceM;
      const before = points.filter(({ kind }) => kind !== 'start' && kind !== 'finish');
      return before.flatMap(({ coursePointId, distanceM }) => {
        const sample = this.#samples.get(coursePointId)?.summary() ?? null;
        const evenShare = lengthM && distanceM && distanceM < lengthM ? (lengthM - distanceM) / distanceM : null;
        const isEnough = sample !== null && sample.count >= sampleMin;
        const share = isEnough ? sample.median : (evenShare ?? sample?.median ?? null);
        return share === null ? [] : [{ coursePointId, share, spread: isEnough ? sample.spread : null }];
      });
    });
  }
}

type Split = LiveRow['splits'][number];
type Heard = { row: LiveRow; split: Split };
type Leg = { coursePointId: string; share: number; spread: number | null };

function arrivalOf({ row, split }: Heard, { share, spread }: Leg, at: { nowMs: number; gunAtMs: number | null }): Arrival {
  const { coursePointId, passedAtMs, chipTimeMs } = split;
  const legMs = Math.round(chipTimeMs * share);
  const spreadMs = spread === null ? null : Math.max(1_000, Math.round(chipTimeMs * spread));
  const arrivesAtMs = passedAtMs + legMs;
  const since = (startedAtMs: number) => ({ timeMs: arrivesAtMs - startedAtMs, atLeastMs: at.nowMs - startedAtMs });
  const expected = { gun: at.gunAtMs === null ? null : since(at.gunAtMs), chip: since(passedAtMs - chipTimeMs) };
  return { row, coursePointId, passedAtMs, arrivesAtMs, expected, spreadMs };
}

/** Beyond what the projection itself allows for. */
export const isLate = ({ arrivesAtMs, spreadMs }: Pick<Arrival, 'arrivesAtMs' | 'spreadMs'>, nowMs: number) =>
  nowMs - arrivesAtMs >= Math.max(5_000, spreadMs ?? 0);

const missingAfter = ({ spreadMs }: Arrival) => Math.max(missingAfterMs, 3 * (spreadMs ?? 0));

/** Of somebody on the course; null before the first mat. */
function lastOf({ status, splits }: LiveRow): Split | null {
  if (status !== 'running') return null;
  return splits.reduce<Split | null>(
    (last, split) => (split.chipTimeMs > 0 && split.passedAtMs > (last?.passedAtMs ?? Number.NEGATIVE_INFINITY) ? split : last),
    null,
  );
}

const noShares: { coursePointId: string; share: LegShare }[] = [];

/** Of a finisher, by mat. */
function sharesOf({ status, participantId, finishedAtMs, splits }: LiveRow): { coursePointId: string; share: LegShare }[] {
  if (status !== 'finished' || finishedAtMs === null) return noShares;
  return splits
    .filter(({ passedAtMs, chipTimeMs }) => chipTimeMs > 0 && passedAtMs < finishedAtMs)
    .map(({ coursePointId, passedAtMs, chipTimeMs }) => ({
      coursePointId,
      share: { participantId, finishedAtMs, share: (finishedAtMs - passedAtMs) / chipTimeMs },
    }));
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
