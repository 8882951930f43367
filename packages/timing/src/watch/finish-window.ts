import { type Course, coursesOf } from '../race/course.ts';
import { type RunnerRecord, type RunnerTimes, runnerTimes } from '../race/runner-times.ts';
import type { CoursePoint, Participant, Setup } from '../setup.ts';
import { formatRaceTime } from '../time/race-time-text.ts';
import type { MadeUpRunner, RefusingSetting, WatchOut } from './watch-out.ts';

/** A walker, 15 min a kilometre: who is slower is out for longer than races stay open without a cut-off. */
const walkerKmMs = 900_000;

/** A runner who was never there: when after the gun each point is passed. */
type Rehearsed = { who: MadeUpRunner; passes: { point: CoursePoint; sinceGunMs: number }[] };

/**
 * A rehearsal before race day: runners at the fastest and the slowest plausible pace go through the rules that will time the race, and what refuses
 * one of them at a point is told. Races without a distance, and laps, are left out.
 */
export function finishWindow(setup: Setup): WatchOut[] {
  const locations = new Set(setup.coursePoints.flatMap(({ location, backupLocations }) => [location, ...backupLocations]));
  return [...coursesOf(setup).values()].flatMap((course) => [...refusals(course), ...gunsNobodyHears(course, locations)]);
}

function refusals(course: Course): WatchOut[] {
  const { race } = course;
  const told = new Set<string>();
  return rehearsedIn(course).flatMap(({ who, passes }) =>
    // From the finish back: a setting of the whole race is told once, where it hurts most.
    passes.toReversed().flatMap(({ point, sinceGunMs }): WatchOut[] => {
      const setting = refusing(course, { passes, point });
      const once = setting === 'minimumFinishMs' || setting === 'startWindowMs' ? setting : `${setting} ${point.id}`;
      if (!setting || told.has(once)) return [];
      told.add(once);
      return [
        {
          code: 'finish-window',
          raceId: race.id,
          participantIds: [],
          sources: [],
          facts: { pointId: point.id, runner: who, sinceGunMs, setting },
          sentence: `${race.name} would not time everyone at ${point.name}: ${whoText[who]} gets there ${formatRaceTime(sinceGunMs)} after the gun, and ${settingText(setting, { course, point })} refuses that. Change it before the race.`,
        },
      ];
    }),
  );
}

const whoText: Record<MadeUpRunner, string> = {
  fastest: 'the fastest runner that the race takes for possible',
  slowest: 'the slowest runner to plan for',
  last: 'whoever starts last, at the end of the start window,',
};

function settingText(setting: RefusingSetting, { course, point }: { course: Course; point: CoursePoint }): string {
  const { startWindowMs, minimumFinishMs } = course.race.rules;
  switch (setting) {
    case 'startWindowMs':
      return `the start window of ${formatRaceTime(startWindowMs)}, which on a common mat must not be longer than the minimum finish time of ${formatRaceTime(minimumFinishMs)},`;
    case 'minimumFinishMs':
      return `the minimum finish time of ${formatRaceTime(minimumFinishMs)}`;
    case 'windowFromMs':
      return `its window, which opens at ${formatRaceTime(point.windowFromMs!)},`;
    case 'windowToMs':
      return `its window, which closes at ${formatRaceTime(point.windowToMs!)},`;
    case 'occurrence':
      return `the passing that it wants, number ${point.occurrence} at ${point.location},`;
  }
}

/** The setting without which the runner is timed at the point; null if all is well there. Where no single one is to blame it is the passing that the point wants. */
function refusing(course: Course, { passes, point }: { passes: Rehearsed['passes']; point: CoursePoint }): RefusingSetting | null {
  const isTimed = (changed: Course) => timeOf(point, timesOf(changed, passes)) === passes.find((pass) => pass.point === point)!.sinceGunMs;
  if (isTimed(course)) return null;
  const { rules } = course.race;
  const changing = (change: (one: CoursePoint) => CoursePoint) => ({
    ...course,
    starts: course.starts.map(change),
    splits: course.splits.map(change),
    finishes: course.finishes.map(change),
  });
  const without = (changed: Partial<CoursePoint>) => changing((one) => (one === point ? { ...one, ...changed } : one));
  // On a common mat the window of the finish decides what is taken for the start: that is told at the finish.
  if (isTimed(changing((one) => (one === point ? one : { ...one, windowFromMs: null, windowToMs: null })))) return null;
  if (isTimed(without({ windowFromMs: null }))) return 'windowFromMs';
  if (isTimed(without({ windowToMs: null }))) return 'windowToMs';
  if (!isTimed({ ...course, race: { ...course.race, rules: { ...rules, minimumFinishMs: 0 } } })) return 'occurrence';
  const [start] = passes;
  const isStartTakenForFinish = course.commonMats.has(start!.point.location) && start!.sinceGunMs >= rules.minimumFinishMs;
  return isStartTakenForFinish ? 'startWindowMs' : 'minimumFinishMs';
}

function timeOf({ id, kind }: CoursePoint, { start, splits, finish }: RunnerTimes): number | null {
  if (kind === 'start') return start?.atMs ?? null;
  if (kind === 'finish') return finish?.atMs ?? null;
  return splits.find(({ point }) => point.id === id)?.at.atMs ?? null;
}

/** The gun is at 0. */
function timesOf(course: Course, passes: Rehearsed['passes']): RunnerTimes {
  const record: RunnerRecord = {
    participant: nobody(course.race.id),
    course,
    startOfWave: new Map([['', { atMs: 0, source: { journalId: '', seq: 0 } }]]),
    reads: passes.map(({ point, sinceGunMs }, row) => ({ atMs: sinceGunMs, location: point.location, row })),
    manual: [],
    ruling: null,
    penaltyMs: 0,
    raceClosed: false,
    hasWon: false,
  };
  return runnerTimes(record);
}

function nobody(raceId: string): Participant {
  return { id: '', raceId, waveId: '', bib: '', sex: null, raceAge: null, customDivisions: [], teamId: null, hidden: false };
}

function rehearsedIn(course: Course): Rehearsed[] {
  const { race, starts, splits, finishes } = course;
  const { fastestKmMs, startWindowMs, cutOffMs } = race.rules;
  const [start] = starts;
  const [finish] = finishes;
  const finishM = finish?.distanceM ?? race.distanceM;
  if (race.format.kind !== 'course' || !start || !finish || !finishM) return [];
  const points = [start, ...splits, finish];
  const distances = alongTheWay(
    points.map((point) => (point === start ? (point.distanceM ?? 0) : point === finish ? finishM : point.distanceM)),
  );
  const pass = (kmMs: number, startMs: number) =>
    points.map((point, at) => ({ point, sinceGunMs: startMs + Math.round(((distances[at]! - distances[0]!) * kmMs) / 1000) }));
  return [
    { who: 'fastest', passes: pass(fastestKmMs, 0) },
    { who: 'slowest', passes: pass(cutOffMs === null ? walkerKmMs : (cutOffMs * 1000) / (finishM - distances[0]!), 0) },
    { who: 'last', passes: pass(fastestKmMs, startWindowMs) },
  ];
}

/** Points whose distance nobody gave are taken to lie evenly between those around them. */
function alongTheWay(distances: readonly (number | null)[]): number[] {
  return distances.map((distance, at) => {
    if (distance !== null) return distance;
    const before = distances.findLastIndex((known, index) => index < at && known !== null);
    const after = distances.findIndex((known, index) => index > at && known !== null);
    return distances[before]! + ((distances[after]! - distances[before]!) * (at - before)) / (after - before);
  });
}

function gunsNobodyHears({ race, waves }: Course, locations: ReadonlySet<string>): WatchOut[] {
  return waves
    .filter(({ gunLocations }) => gunLocations.length > 0 && !gunLocations.some((location) => locations.has(location)))
    .map(({ id, name, gunLocations }) => ({
      code: 'finish-window',
      raceId: race.id,
      participantIds: [],
      sources: [],
      facts: { waveId: id, setting: 'gunLocations' },
      sentence: `Wave ${name} of ${race.name} waits for a gun at ${gunLocations.join(' or ')}, and no course point is there. Correct the location, or leave it if a decoder stands there for the gun alone.`,
    }));
}
