import type { RaceFormat } from '../setup.ts';
import { isInWindow, type Run, type TimeSource } from './run.ts';

/** What one runner closed, in order: laps of `laps` and `timed` races, loops of a backyard; none in a race that has no laps. */
export function lapsOf(run: Run, start: TimeSource | null): TimeSource[] {
  const { format } = run.course.race;
  switch (format.kind) {
    case 'course':
      return [];
    case 'laps':
      return countedLaps(run, start).slice(0, format.laps);
    case 'timed':
      return countedLaps(run, start).filter(({ atMs }) => atMs - run.gunAtMs <= format.limitMs);
    case 'backyard':
      return countedLoops(run, format);
  }
}

/** From when on a crossing of the finish line can be a lap: before it, on a common mat, it is the start. */
export function firstLapFromMs({ course, gunAtMs }: Pick<Run, 'course' | 'gunAtMs'>): number {
  return gunAtMs + course.race.rules.minimumLapMs;
}

/** A crossing is a lap when at least the minimum lap time has passed since the start, or the last one counted (SR-18, limit in). */
function countedLaps(run: Run, start: TimeSource | null): TimeSource[] {
  const { minimumLapMs } = run.course.race.rules;
  const laps: TimeSource[] = [];
  let sinceMs = start?.atMs ?? run.gunAtMs;
  for (const crossing of crossingsOf(run)) {
    if (crossing.atMs - sinceMs < minimumLapMs) continue;
    laps.push(crossing);
    sinceMs = crossing.atMs;
  }
  return laps;
}

/** Loop k is closed inside hour k, its end in, and every loop before it was too (SR-33). Whoever leaves over the mat at the bell has closed nothing yet. */
function countedLoops(run: Run, { loopMs }: Extract<RaceFormat, { kind: 'backyard' }>): TimeSource[] {
  const crossings = crossingsOf(run);
  const loops: TimeSource[] = [];
  for (;;) {
    const bellMs = run.gunAtMs + loops.length * loopMs;
    const earliestMs = bellMs + run.course.race.rules.minimumLapMs;
    const closed = crossings.find(({ atMs }) => atMs >= earliestMs && atMs > bellMs && atMs <= bellMs + loopMs);
    if (!closed) return loops;
    loops.push(closed);
  }
}

/**
 * Everything that happened at the finish line, in time order. A manual time is one more crossing; one that overrides (SR-23) takes the place of the
 * reads nearer to it than the shortest lap.
 */
function crossingsOf({ course, gunAtMs, reads, manual }: Run): TimeSource[] {
  const { finishes, race } = course;
  const entered = manual.filter(({ coursePointId }) => finishes.some(({ id }) => id === coursePointId));
  const overrides = entered.filter(({ override }) => override);
  const heard = reads.filter(({ atMs, location }) => {
    const isHere = finishes.some((point) => point.location === location && isInWindow(atMs - gunAtMs, point));
    return isHere && !overrides.some((word) => Math.abs(word.atMs - atMs) < race.rules.minimumLapMs);
  });
  const crossings: TimeSource[] = [
    ...heard.map((read) => ({ atMs: read.atMs, read, manual: null })),
    ...entered.map(({ atMs, source }) => ({ atMs, read: null, manual: source })),
  ];
  return entered.length === 0 ? crossings : crossings.sort((a, b) => a.atMs - b.atMs);
}
