import { withoutBackups } from '../race/backups.ts';
import { passingsOf, type TimedRead } from '../race/passings.ts';
import type { RunnerRecord, RunnerTimes } from '../race/runner-times.ts';

/** What a read was used for, or why not, and the rule that says so. */
export type Verdict = { use: string; used: boolean; rule: string };

type Seen = { record: RunnerRecord; times: RunnerTimes; usedPassings: ReadonlySet<number> };

/** One verdict a read of the record, by row: the first rule, in the order in which a read meets them, that takes it or turns it down. */
export function verdictsOf(record: RunnerRecord, times: RunnerTimes): Map<number, Verdict> {
  const heard = withoutBackups(record.reads, record.course);
  const seen = { record, times, usedPassings: rowsOfUsedPassings(heard, record, times) };
  const verdicts = new Map(heard.map((read) => [read.row, verdictOn(read, seen)]));
  for (const read of record.reads) {
    if (!verdicts.has(read.row)) verdicts.set(read.row, beforeTheRace(read, seen) ?? no('SR-07', 'the main decoder has this passing'));
  }
  return verdicts;
}

function verdictOn(read: TimedRead, seen: Seen): Verdict {
  const { record, times } = seen;
  const use = useOf(read, times, record);
  if (use) return use;
  const early = beforeTheRace(read, seen);
  if (early) return early;
  const { course } = record;
  const { finish, start } = times;
  const gunAtMs = times.gunAtMs!;
  if (seen.usedPassings.has(read.row)) return no('SR-06', 'another read of the same passing');
  const points = [...course.starts, ...course.splits, ...course.finishes].filter((point) => point.location === read.location);
  const kinds = new Set(points.map(({ kind }) => kind));
  if (kinds.has('finish') && course.race.format.kind !== 'course') return notALap(read, seen);
  if (finish && read.atMs >= finish.atMs)
    return no('SR-05', finish.manual ? 'after the finish, which a person entered' : 'after the finish');

  if (kinds.has('finish') && !finish)
    return no('SR-05', 'no finish yet at this time: before the minimum finish time, or outside the window of the finish');
  if (kinds.has('finish') && !kinds.has('start')) return no('SR-05', 'before the minimum finish time, or outside the window of the finish');
  if (kinds.has('start')) {
    if (start?.manual) return no('SR-23', 'the start was entered by a person');
    if (read.atMs > gunAtMs + course.race.rules.startWindowMs) return no('SR-04', 'after the start window');
    const isBeforeStart = start !== null && read.atMs <= start.atMs;
    return no('SR-04', isBeforeStart ? 'a later read at the start counts' : 'after the first lap, or outside the window of the start');
  }
  if (start && read.atMs < start.atMs) return no('SR-25', 'before the own start');
  return no('SR-25', 'outside the window of the split, or not the passing that it wants');
}

/** Why a read cannot be part of this race at all. */
function beforeTheRace(read: TimedRead, { record: { course }, times: { gunAtMs } }: Seen): Verdict | undefined {
  if (!course.locations.has(read.location)) return no('SR-25', `${read.location} is no point of this race`);
  if (gunAtMs === null) return no('SR-02', 'the wave has no gun yet');
  if (read.atMs < gunAtMs) return no(course.race.rules.earlyStart === 'actual' ? 'SR-24' : 'SR-04', 'before the gun');
  return undefined;
}

function useOf(read: TimedRead, { start, finish, splits, laps, startedEarly }: RunnerTimes, { course }: RunnerRecord): Verdict | undefined {
  const lap = laps.findIndex((at) => at.read?.row === read.row);
  if (lap >= 0) return used(lapRules[course.race.format.kind], `${laps[lap] === finish ? 'finish, ' : ''}lap ${lap + 1}`);
  if (finish?.read?.row === read.row) return used('SR-05', 'finish');
  if (start?.read?.row === read.row) return startedEarly ? used('SR-24', 'start, with an earlier wave') : used('SR-04', 'start');
  const split = splits.find(({ at }) => at.read?.row === read.row);
  return split && used('SR-25', `split ${split.point.name}`);
}

const lapRules = { course: 'SR-05', laps: 'SR-19', timed: 'SR-18', backyard: 'SR-33' } as const;

/** Why a crossing of the finish line closed no lap. */
function notALap(read: TimedRead, { record, times }: Seen): Verdict {
  const { format, rules } = record.course.race;
  const sinceGunMs = read.atMs - times.gunAtMs!;
  if (format.kind === 'laps' && times.finish && read.atMs > times.finish.atMs) return no('SR-19', 'after the last lap');
  if (format.kind === 'timed' && sinceGunMs > format.limitMs) return no('SR-18', 'after the end of the race');
  if (format.kind === 'backyard' && sinceGunMs > (times.laps.length + 1) * format.loopMs)
    return no('SR-33', `loop ${times.laps.length + 1} was not closed in its hour`);
  const beside = times.laps.find(({ manual, atMs }) => manual && Math.abs(atMs - read.atMs) < rules.minimumLapMs);
  if (beside) return no('SR-23', 'a person entered the time of this lap');
  return no('SR-18', 'sooner than the shortest lap, or outside the window of the finish');
}

/** The rows of every passing of which a read is used: reads of one place, each closer than the passing gap to the one before (SR-06). */
function rowsOfUsedPassings(reads: readonly TimedRead[], record: RunnerRecord, times: RunnerTimes): Set<number> {
  const byLocation = Map.groupBy(reads, ({ location }) => location);
  const passings = [...byLocation.values()].flatMap((here) => passingsOf(here, record.course.race.rules.passingGapMs));
  const usedOnes = passings.filter((passing) => passing.some((read) => useOf(read, times, record)));
  return new Set(usedOnes.flat().map(({ row }) => row));
}

const used = (rule: string, use: string): Verdict => ({ use, used: true, rule });
const no = (rule: string, why: string): Verdict => ({ use: why, used: false, rule });
