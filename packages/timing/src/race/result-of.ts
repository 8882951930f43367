import type { EntryRef } from '../entry.ts';
import type { Result, Status } from '../results.ts';
import type { CoursePoint } from '../setup.ts';
import { roundUpMs } from '../time/race-time-text.ts';
import { passingsOf } from './passings.ts';
import type { TimeSource } from './run.ts';
import type { RunnerRecord, RunnerTimes } from './runner-times.ts';

/** The result that times and rulings make. `refOf` names the entry behind a row. */
export function resultOf(record: RunnerRecord, times: RunnerTimes, refOf: (row: number) => EntryRef): Result {
  const { participant, course, penaltyMs, ruling } = record;
  const { gunAtMs, start, finish } = times;
  const status = statusOf(record, times);
  const startedAtMs = times.onCourse ? (start?.atMs ?? gunAtMs) : null;
  const gunTimeMs = finish && gunAtMs !== null ? finish.atMs - gunAtMs + penaltyMs : null;
  const chipTimeMs = finish && startedAtMs !== null ? finish.atMs - startedAtMs + penaltyMs : null;
  const officialMs = (exactMs: number | null) => (exactMs === null ? null : roundUpMs(exactMs, course.race.rules.roundUpToMs));
  const sourceOf = (at: TimeSource) => at.manual ?? refOf(at.read!.row);
  const splitAt = ({ id }: CoursePoint, at: TimeSource) => ({
    coursePointId: id,
    passedAtMs: at.atMs,
    gunTimeMs: at.atMs - gunAtMs!,
    chipTimeMs: at.atMs - startedAtMs!,
    source: sourceOf(at),
  });
  return {
    participantId: participant.id,
    bib: participant.bib,
    raceId: participant.raceId,
    waveId: participant.waveId,
    status,
    gunTimeMs,
    chipTimeMs,
    officialGunMs: officialMs(gunTimeMs),
    officialChipMs: officialMs(chipTimeMs),
    startSource: !times.onCourse ? null : !start ? 'gun' : start.manual ? 'manual' : 'read',
    startedAtMs,
    finishedAtMs: finish?.atMs ?? null,
    penaltyMs,
    reason: ruling?.reason ?? null,
    splits: times.splits.map(({ point, at }) => splitAt(point, at)),
    laps: times.laps.length === 0 ? none : times.laps.map((at) => splitAt(course.finishes[0]!, at)),
    decidedBy: finish ? sourceOf(finish) : null,
    ...(gunAtMs === null && status === 'registered' ? heardBeforeGun(record) : {}),
  };
}

/** Reads that belong to one crossing are one, so that whoever stands beside the mat is not news with each of them. */
function heardBeforeGun({ reads, course }: RunnerRecord): { heardAtMs?: number } {
  const heard = passingsOf(reads, course.race.rules.passingGapMs).at(-1)?.[0];
  return heard ? { heardAtMs: heard.atMs } : {};
}

/** Before the race is closed nobody is DNF or DNS unless a person said so; without a gun nobody can have missed the start. */
function statusOf({ ruling, raceClosed, course }: RunnerRecord, { gunAtMs, finish, onCourse }: RunnerTimes): Status {
  if (ruling) return ruling.status;
  if (finish) return isOverTime(finish.atMs - gunAtMs!, course.race.rules.cutOffMs) ? 'OTL' : 'finished';
  if (onCourse) return raceClosed ? 'DNF' : 'running';
  return raceClosed && gunAtMs !== null ? 'DNS' : 'registered';
}

const none: readonly never[] = [];

/** SR-32, limit in. Measured as run: a penalty puts nobody over the limit. */
function isOverTime(gunTimeMs: number, cutOffMs: number | null): boolean {
  return cutOffMs !== null && gunTimeMs > cutOffMs;
}
