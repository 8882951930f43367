import type { EntryRef } from '../entry.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Course } from '../race/course.ts';
import type { TimedRead } from '../race/passings.ts';
import type { Result } from '../results.ts';
import type { CoursePoint, Participant, Setup } from '../setup.ts';

/** What the watch-outs look at: the event as it stands, race by race. */
export type Watched = { setup: Setup; log: EventLog; races: WatchedRace[]; nowMs: number };

/** Whoever is disqualified is not among the runners: that case has been looked at. */
export type WatchedRace = { course: Course; stages: Stage[]; runners: WatchedRunner[] };

export type WatchedRunner = {
  participant: Participant;
  result: Result;
  /** Counted once each, in time order, whether the result uses them or not. */
  reads: readonly TimedRead[];
  /** Per stage, from the result; null where it has no time. A gun that stands in for the start is none. */
  passedAtMs: readonly (number | null)[];
};

/** One step along the course: the start first, each split, the finish last. A start or finish may lie at several points, of which a runner passes one. */
export type Stage = { kind: 'start' | 'split' | 'finish'; name: string; points: readonly CoursePoint[]; distanceM: number | null };

export function watched(
  { setup, log }: { setup: Setup; log: EventLog },
  { resultOf, nowMs }: { resultOf: (participantId: string) => Result | undefined; nowMs: number },
): Watched {
  const races = new Map(
    [...log.courses.values()].map((course) => [course.race.id, { course, stages: stagesOf(course), runners: [] as WatchedRunner[] }]),
  );
  for (const claim of log.roster.claims()) {
    const { participant } = claim;
    const race = races.get(participant.raceId);
    const result = resultOf(participant.id);
    if (!race || !result || result.status === 'DSQ') continue;
    const { reads } = log.recordOf(claim, race.course, { hasWon: false });
    race.runners.push({ participant, result, reads, passedAtMs: passedAt(result, race.stages) });
  }
  return { setup, log, races: [...races.values()], nowMs };
}

/** There is always a start: without a mat it is the gun. */
function stagesOf({ race, starts, splits, finishes }: Course): Stage[] {
  const finish: Stage[] = finishes
    .slice(0, 1)
    .map(({ name, distanceM }) => ({ kind: 'finish', name, points: finishes, distanceM: distanceM ?? race.distanceM }));
  return [
    { kind: 'start', name: starts[0]?.name ?? 'the gun', points: starts, distanceM: starts[0]?.distanceM ?? 0 },
    ...splits.map((point): Stage => ({ kind: 'split', name: point.name, points: [point], distanceM: point.distanceM })),
    ...finish,
  ];
}

function passedAt({ startSource, startedAtMs, splits, finishedAtMs }: Result, stages: readonly Stage[]): (number | null)[] {
  return stages.map(({ kind, points }) => {
    if (kind === 'start') return startSource === 'gun' ? null : startedAtMs;
    if (kind === 'finish') return finishedAtMs;
    return splits.find(({ coursePointId }) => coursePointId === points[0]!.id)?.passedAtMs ?? null;
  });
}

/** The entries that gave a runner the times at these stages; a gun or a manual start is not among them. */
export function sourcesAt({ result, reads }: WatchedRunner, stages: readonly Stage[], { heard }: EventLog): EntryRef[] {
  return stages.flatMap(({ kind, points }) => {
    const split = result.splits.find(({ coursePointId }) => points.some(({ id }) => id === coursePointId));
    if (split) return [split.source];
    if (kind === 'finish') return result.decidedBy ?? [];
    const start = reads.find(({ atMs, location }) => atMs === result.startedAtMs && points.some((point) => isHeardAt(point, location)));
    return start ? [heard.table.sourceOf(start.row)] : [];
  });
}

export function isHeardAt({ location, backupLocations }: CoursePoint, heardAt: string): boolean {
  return location === heardAt || backupLocations.includes(heardAt);
}

/** Laps are rounds of the same points: what is told along a course is not told of them. */
export function isAlongACourse({ course }: WatchedRace): boolean {
  return course.race.format.kind === 'course';
}
