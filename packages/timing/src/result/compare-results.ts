import type { PlacedResult, Status } from '../results.ts';
import type { Setup } from '../setup.ts';
import { compareBibs, compareCodePoints } from './compare-bibs.ts';
import { raceMsOf } from './rank-key.ts';

/** SR-13, with those still under way between the timed and the untimed. */
const statusOrder: Record<Status, number> = { finished: 0, OTL: 1, running: 2, registered: 3, DNF: 4, DSQ: 5, DNS: 6 };

/** Where a result stands in its race, before bibs settle what is equal. */
type ListKey<Listed extends PlacedResult> = { result: Listed; raceId: string; status: number; deed: Deed };

/** Compared one after the other, lower is better. */
type Deed = readonly [number, number, number];

type Courses = Pick<Setup, 'races' | 'coursePoints'>;

/**
 * The order of a result list: race by race (by id), finishers by their place, then OTL by the time the race ranks on,
 * those under way and DNF by laps, the furthest point and the time there, DSQ and DNS; bibs settle what is equal (SR-12, SR-13).
 */
export function compareResults(setup: Courses): (a: PlacedResult, b: PlacedResult) => number {
  const keyOf = listKeys(setup);
  return (a, b) => compareKeys(keyOf(a), keyOf(b));
}

/** The same order, for a whole list: each key is worked out once. */
export function inListOrder<Listed extends PlacedResult>(setup: Courses, results: readonly Listed[]): Listed[] {
  const keyOf = listKeys(setup);
  const keys = results.map((result) => keyOf(result));
  return keys.sort(compareKeys).map(({ result }) => result);
}

function listKeys(setup: Courses): <Listed extends PlacedResult>(result: Listed) => ListKey<Listed> {
  const rulesOfRace = new Map(setup.races.map(({ id, rules }) => [id, rules]));
  const orderOfPoint = new Map(setup.coursePoints.map(({ id, order }) => [id, order]));
  return (result) => ({ result, raceId: result.raceId, status: statusOrder[result.status], deed: deedOf(result) });

  function deedOf(result: PlacedResult): Deed {
    switch (result.status) {
      case 'finished':
        return [result.places!.overall, 0, 0];
      case 'OTL':
        return [raceMsOf(result, rulesOfRace.get(result.raceId)!)!, 0, 0];
      case 'running':
      case 'DNF':
        return furthest(result);
      default:
        return nothing;
    }
  }

  function furthest({ laps, splits, startedAtMs }: PlacedResult): Deed {
    if (laps.length > 0) return [-laps.length, 0, laps.at(-1)!.gunTimeMs];
    let order = startedAtMs === null ? nowhere : atTheStart;
    let timeMs = 0;
    for (const { coursePointId, gunTimeMs } of splits) {
      const reached = orderOfPoint.get(coursePointId) ?? atTheStart;
      if (reached > order) [order, timeMs] = [reached, gunTimeMs];
    }
    return [0, -order, timeMs];
  }
}

const nothing: Deed = [0, 0, 0];
/** Below the order of every course point. */
const nowhere = -1_000_000;
const atTheStart = nowhere + 1;

function compareKeys(a: ListKey<PlacedResult>, b: ListKey<PlacedResult>): number {
  if (a.raceId !== b.raceId) return a.raceId < b.raceId ? -1 : 1;
  const apart = a.status - b.status || a.deed[0] - b.deed[0] || a.deed[1] - b.deed[1] || a.deed[2] - b.deed[2];
  return apart || compareBibs(a.result.bib, b.result.bib) || compareCodePoints(a.result.participantId, b.result.participantId);
}
