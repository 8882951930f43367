import type { CoursePoint, Participant } from '../setup.ts';
import { withoutBackups } from './backups.ts';
import type { Course } from './course.ts';
import { firstLapFromMs, lapsOf } from './laps.ts';
import { passingsOf, type TimedRead } from './passings.ts';
import { isInWindow, type ManualTime, type Run, type TimeSource } from './run.ts';
import type { WaveStart } from './start-guns.ts';

/** All that decides one participant's result. */
export type RunnerRecord = {
  participant: Participant;
  course: Course;
  /** Of every wave of the race that has a gun. */
  startOfWave: ReadonlyMap<string, WaveStart>;
  /** Counted once each, in time order. */
  reads: readonly TimedRead[];
  manual: readonly ManualTime[];
  ruling: { status: 'DNF' | 'DSQ' | 'DNS'; reason: string | null } | null;
  penaltyMs: number;
  raceClosed: boolean;
  /** A backyard's last one standing: one loop more than anyone else (SR-33). */
  hasWon: boolean;
};

/** What the race rules make of a record. Without a gun there is nothing to measure from. */
export type RunnerTimes = {
  gunAtMs: number | null;
  /** SR-24: the runner was measured from an earlier wave's gun. */
  startedEarly: boolean;
  start: TimeSource | null;
  finish: TimeSource | null;
  splits: { point: CoursePoint; at: TimeSource }[];
  laps: TimeSource[];
  /** A read on the course at or after the gun, or a manual time: the runner set out. */
  onCourse: boolean;
};

export function runnerTimes(record: RunnerRecord): RunnerTimes {
  const { course } = record;
  const heard = withoutBackups(record.reads, course);
  const gun = gunOf(record, heard);
  if (!gun) return { gunAtMs: null, startedEarly: false, start: null, finish: null, splits: [], laps: [], onCourse: false };
  const run: Run = {
    course,
    gunAtMs: gun.atMs,
    reads: heard.filter(({ atMs, location }) => atMs >= gun.atMs && course.locations.has(location)),
    manual: record.manual.filter(({ atMs }) => atMs >= gun.atMs),
  };
  const onCourse = run.reads.length + run.manual.length > 0;
  const { start, finish, laps } = course.race.format.kind === 'course' ? courseTimes(run) : lapTimes(run, record);
  const splits = splitsOf(run, { start, finish });
  return { gunAtMs: gun.atMs, startedEarly: gun.early, start, finish, splits, laps, onCourse };
}

function courseTimes(run: Run): Pick<RunnerTimes, 'start' | 'finish' | 'laps'> {
  const finish = finishOf(run);
  return { start: startOf(run, finish?.atMs ?? null), finish, laps: [] };
}

/** The finish is the last lap: the one that was wanted (SR-19), the last that counts (SR-18), or the last one standing's (SR-33). */
function lapTimes(run: Run, { hasWon }: RunnerRecord): Pick<RunnerTimes, 'start' | 'finish' | 'laps'> {
  const { format } = run.course.race;
  const firstLap = run.reads.find(({ atMs, location }) => atMs >= firstLapFromMs(run) && isAt(run.course.finishes, location));
  const start = startOf(run, firstLap?.atMs ?? null);
  const laps = lapsOf(run, start);
  const isDone = format.kind === 'laps' ? laps.length === format.laps : format.kind === 'timed' || hasWon;
  return { start, finish: (isDone && laps.at(-1)) || null, laps };
}

/** The gun to measure from: the own wave's, or by policy `actual` that of the wave actually started with (SR-24). */
function gunOf(
  { participant, course, startOfWave }: RunnerRecord,
  reads: readonly TimedRead[],
): { atMs: number; early: boolean } | undefined {
  const own = startOfWave.get(participant.waveId);
  if (!own) return undefined;
  const atOwn = { atMs: own.atMs, early: false };
  if (course.race.rules.earlyStart === 'gun') return atOwn;

  const starts = reads.filter(({ location }) => isAt(course.starts, location));
  const startedOwn = starts.some(({ atMs }) => atMs >= own.atMs && atMs <= own.atMs + course.race.rules.startWindowMs);
  const early = starts.findLast(({ atMs }) => atMs < own.atMs);
  if (startedOwn || !early) return atOwn;
  const gunsBefore = course.waves.flatMap(({ id }) => startOfWave.get(id)?.atMs ?? []).filter((atMs) => atMs <= early.atMs);
  return gunsBefore.length > 0 ? { atMs: Math.max(...gunsBefore), early: true } : atOwn;
}

/** The first read at or after gun + minimum finish time, limit in (SR-05). On a common mat without a minimum the first passing is the start. */
function finishOf(run: Run): TimeSource | null {
  const { course } = run;
  let first: TimedRead | undefined;
  for (const point of course.finishes) {
    const minimumMs = Math.max(course.race.rules.minimumFinishMs, point.windowFromMs ?? 0);
    const skip = course.commonMats.has(point.location) && minimumMs === 0 ? 1 : 0;
    const read = wantedRead(run, { point, fromMs: minimumMs, untilMs: Number.POSITIVE_INFINITY, skip });
    if (read && !(first && first.atMs <= read.atMs)) first = read;
  }
  return timeAt(course.finishes, run.manual, first);
}

/**
 * The last read in [gun, gun + start window], both ends in (SR-04), and before the own finish or first lap: whoever comes over the mat again has not
 * started again.
 */
function startOf({ course, gunAtMs, reads, manual }: Run, beforeMs: number | null): TimeSource | null {
  const endsMs = gunAtMs + course.race.rules.startWindowMs;
  const read = reads.findLast(({ atMs, location }) => {
    const inTime = atMs <= endsMs && (beforeMs === null || atMs < beforeMs);
    return inTime && course.starts.some((point) => point.location === location && isInWindow(atMs - gunAtMs, point));
  });
  return timeAt(course.starts, manual, read);
}

/** Per point the wanted passing of those in its window (SR-25), between the own start and finish. */
function splitsOf(run: Run, { start, finish }: { start: TimeSource | null; finish: TimeSource | null }): RunnerTimes['splits'] {
  const splits: RunnerTimes['splits'] = [];
  const fromMs = (start?.atMs ?? run.gunAtMs) - run.gunAtMs;
  const untilMs = (finish?.atMs ?? Number.POSITIVE_INFINITY) - run.gunAtMs;
  for (const point of run.course.splits) {
    const at = timeAt([point], run.manual, wantedRead(run, { point, fromMs, untilMs, skip: 0 }));
    if (at) splits.push({ point, at });
  }
  return splits;
}

/** Of the passings at a point, in its window and between two times since the gun, the one that the point wants: its first read. */
function wantedRead(run: Run, { point, fromMs, untilMs, skip }: { point: CoursePoint; fromMs: number; untilMs: number; skip: number }) {
  const counts = ({ atMs, location }: TimedRead) => {
    const sinceGunMs = atMs - run.gunAtMs;
    return location === point.location && sinceGunMs >= fromMs && sinceGunMs <= untilMs && isInWindow(sinceGunMs, point);
  };
  const wanted = point.occurrence - 1 + skip;
  if (wanted === 0) return run.reads.find(counts);
  return passingsOf(run.reads.filter(counts), run.course.race.rules.passingGapMs)[wanted]?.[0];
}

function isAt(points: readonly CoursePoint[], location: string): boolean {
  return points.some((point) => point.location === location);
}

/** SR-23: a manual time with `override` beats the chips, one without fills a hole only. Of several the last word holds. */
function timeAt(points: readonly CoursePoint[], manual: readonly ManualTime[], read: TimedRead | undefined): TimeSource | null {
  const words = manual.length === 0 ? manual : manual.filter(({ coursePointId }) => points.some(({ id }) => id === coursePointId));
  const override = words.findLast((word) => word.override);
  if (!override && read) return { atMs: read.atMs, read, manual: null };
  const word = override ?? words.at(-1);
  return word ? { atMs: word.atMs, read: null, manual: word.source } : null;
}
