import type { Result, Status } from '../results.ts';
import type { Setup } from '../setup.ts';
import { compareBibs, compareCodePoints } from './compare-bibs.ts';
import { raceMsOf } from './rank-time.ts';

/** SR-13, with those still under way between the timed and the untimed. */
const statusOrder: Record<Status, number> = { finished: 0, OTL: 1, running: 2, registered: 3, DNF: 4, DSQ: 5, DNS: 6 };

/** Where a result stands in its race, before bibs settle what is equal. */
type ListKey<Listed extends Result> = { result: Listed; raceId: string; status: number; first: number; second: number };

type Courses = Pick<Setup, 'races' | 'coursePoints'>;

/**
 * The order of a result list: race by race (by id), finishers by the time the race ranks on, then OTL by time,
 * those under way and DNF by the furthest point and the time there, DSQ and DNS; bibs settle what is equal (SR-12, SR-13).
 */
export function compareResults(setup: Courses): (a: Result, b: Result) => number {
  const keyOf = listKeys(setup);
  return (a, b) => compareKeys(keyOf(a), keyOf(b));
}

/** The same order, for a whole list: each key is worked out once. */
export function inListOrder<Listed extends Result>(setup: Courses, results: readonly Listed[]): Listed[] {
  const keyOf = listKeys(setup);
  const keys = results.map((result) => keyOf(result));
  return keys.sort(compareKeys).map(({ result }) => result);
}

function listKeys(setup: Courses): <Listed extends Result>(result: Listed) => ListKey<Listed> {
  const rulesOfRace = new Map(setup.races.map(({ id, rules }) => [id, rules]));
  const orderOfPoint = new Map(setup.coursePoints.map(({ id, order }) => [id, order]));
  return (result) => {
    const { first, second } = deedOf(result);
    return { result, raceId: result.raceId, status: statusOrder[result.status], first, second };
  };

  function deedOf(result: Result): { first: number; second: number } {
    switch (result.status) {
      case 'finished':
      case 'OTL': {
        const rules = rulesOfRace.get(result.raceId);
        return { first: (rules && raceMsOf(result, rules)) ?? 0, second: 0 };
      }
      case 'running':
      case 'DNF':
        return furthest(result);
      default:
        return { first: 0, second: 0 };
    }
  }

  function furthest({ splits, startedAtMs }: Result): { first: number; second: number } {
    let order = startedAtMs === null ? nowhere : atTheStart;
    let timeMs = 0;
    for (const { coursePointId, gunTimeMs } of splits) {
      const reached = orderOfPoint.get(coursePointId) ?? atTheStart;
      if (reached > order) [order, timeMs] = [reached, gunTimeMs];
    }
    return { first: -order, second: timeMs };
  }
}

/** Below the order of every course point. */
const nowhere = -1_000_000;
const atTheStart = nowhere + 1;

function compareKeys(a: ListKey<Result>, b: ListKey<Result>): number {
  if (a.raceId !== b.raceId) return a.raceId < b.raceId ? -1 : 1;
  const apart = a.status - b.status || a.first - b.first || a.second - b.second;
  return apart || compareBibs(a.result.bib, b.result.bib) || compareCodePoints(a.result.participantId, b.result.participantId);
}
