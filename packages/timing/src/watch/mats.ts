import type { TimedRead } from '../race/passings.ts';
import type { CoursePoint } from '../setup.ts';
import { isAlongACourse, isHeardAt, type Watched, type WatchedRunner } from './watched.ts';

/** What one location heard of those who are known to have passed it, in whatever race. */
export type Mat = {
  location: string;
  raceIds: Set<string>;
  known: number;
  missed: WatchedRunner[];
  /** Of the missed, those whom the point's other decoders heard. */
  heardByOthers: number;
  /** When those passed whom it heard. */
  heardAtMs: number[];
  /** By `loopOf`: each reader and antenna here. `row` is any of its reads. */
  loops: Map<number, Loop>;
};

export type Loop = { row: number; heard: number; lastHeardAtMs: number; lastPassing: number };

/** A start or finish that lies at several points is left out: which of them a runner passed nobody knows without the read. */
export function matsOf({ races, log }: Watched): Mat[] {
  const mats = new Map<string, Mat>();
  for (const race of races.filter(isAlongACourse)) {
    for (const [stage, { points }] of race.stages.entries()) {
      const [point] = points;
      if (!point || points.length > 1) continue;
      const matsHere = [point.location, ...point.backupLocations].map((location) => matAt(location, mats));
      for (const { raceIds } of matsHere) raceIds.add(race.course.race.id);
      for (const runner of race.runners) {
        const here = readsIfPassed(runner, stage, point);
        if (here) for (const mat of matsHere) note(mat, runner, here, (row) => log.heard.table.loopOf(row));
      }
    }
  }
  return [...mats.values()].sort((a, b) => (a.location < b.location ? -1 : 1));
}

function matAt(location: string, mats: Map<string, Mat>): Mat {
  const known = mats.get(location);
  if (known) return known;
  const mat: Mat = { location, raceIds: new Set(), known: 0, missed: [], heardByOthers: 0, heardAtMs: [], loops: new Map() };
  mats.set(location, mat);
  return mat;
}

/** The reads at a stage's point between the stages around it, if it was passed: it has a time, or one stage before it (nothing is before the start) and one after it has. */
function readsIfPassed({ passedAtMs, reads }: WatchedRunner, stage: number, point: CoursePoint): TimedRead[] | undefined {
  const before = passedAtMs.findLast((atMs, at) => at < stage && atMs !== null);
  const after = passedAtMs.find((atMs, at) => at > stage && atMs !== null);
  if (passedAtMs[stage] === null && (after == null || (before == null && stage > 0))) return undefined;
  const fromMs = before ?? Number.NEGATIVE_INFINITY;
  const untilMs = after ?? Number.POSITIVE_INFINITY;
  return reads.filter(({ atMs, location }) => atMs > fromMs && atMs < untilMs && isHeardAt(point, location));
}

function note(mat: Mat, runner: WatchedRunner, here: readonly TimedRead[], loopOf: (row: number) => number): void {
  mat.known++;
  const first = here.find(({ location }) => location === mat.location);
  if (!first) {
    mat.missed.push(runner);
    if (here.length > 0) mat.heardByOthers++;
    return;
  }
  mat.heardAtMs.push(first.atMs);
  for (const { row, location } of here)
    if (location === mat.location) noteLoop(mat, { row, number: loopOf(row), passing: mat.heardAtMs.length });
}

/** Several reads of one passing count once. */
function noteLoop({ loops, heardAtMs }: Mat, { row, number, passing }: { row: number; number: number; passing: number }): void {
  let loop = loops.get(number);
  if (!loop) {
    loop = { row, heard: 0, lastPassing: 0, lastHeardAtMs: Number.NEGATIVE_INFINITY };
    loops.set(number, loop);
  }
  if (loop.lastPassing === passing) return;
  loop.lastPassing = passing;
  loop.heard++;
  loop.lastHeardAtMs = Math.max(loop.lastHeardAtMs, heardAtMs.at(-1)!);
}
