import type { EntryRef } from '../entry.ts';
import type { SetAside } from '../log/counted-reads.ts';
import type { EventLog } from '../log/event-log.ts';
import { passingsOf, type TimedRead } from '../race/passings.ts';
import { type RunnerRecord, type RunnerTimes, runnerTimes } from '../race/runner-times.ts';
import type { Result } from '../results.ts';
import { sentenceFor } from './sentence.ts';

/** How a result came about. `rule` is the SR number that decided about a read, or `void` where a person took it out. */
export type Explanation = {
  participantId: string;
  bib: string;
  result: Result;
  reads: ExplainedRead[];
  /** What a timer can read out. */
  sentence: string;
};

export type ExplainedRead = { source: EntryRef; location: string; atMs: number | null; use: string; used: boolean; rule: string };

type Verdict = { use: string; used: boolean; rule: string };

export function explain(log: EventLog, result: Result): Explanation | undefined {
  const claim = log.roster.claimOf(result.participantId);
  const course = claim && log.courses.get(claim.participant.raceId);
  if (!claim || !course) return undefined;
  const aside: SetAside[] = [];
  const record = log.recordOf(claim, course, (left) => aside.push(left));
  const times = runnerTimes(record);

  const usedPassings = rowsOfUsedPassings(record, times);
  const verdicts = new Map(record.reads.map((read) => [read.row, verdictOn(read, record, times, usedPassings)]));
  for (const { row, why } of aside) verdicts.set(row, asideVerdicts[why]);
  const { table } = log.heard;
  const rows = [...verdicts.keys()].sort((a, b) => (log.heard.atMs(a) ?? 0) - (log.heard.atMs(b) ?? 0) || table.compareLogOrder(a, b));
  const reads = rows.map((row) => ({
    source: table.sourceOf(row),
    location: table.locationOf(row),
    atMs: log.heard.atMs(row),
    ...verdicts.get(row)!,
  }));
  const sentence = sentenceFor({
    record,
    times,
    result,
    transitions: log.days.transitions,
    unusedReads: reads.filter(({ used }) => !used).length,
  });
  return { participantId: result.participantId, bib: result.bib, result, reads, sentence };
}

const asideVerdicts: Record<SetAside['why'], Verdict> = {
  void: { use: 'taken out by a person', used: false, rule: 'void' },
  copy: { use: 'another copy of a read that counts once', used: false, rule: 'SR-31' },
  'no-time': { use: 'its time cannot be understood', used: false, rule: 'SR-09' },
};

/** The first rule, in the order a read meets them, that takes it or turns it down. */
function verdictOn(read: TimedRead, record: RunnerRecord, times: RunnerTimes, usedPassings: ReadonlySet<number>): Verdict {
  const use = useOf(read, times);
  if (use) return use;
  const no = (rule: string, why: string): Verdict => ({ use: why, used: false, rule });
  const { course } = record;
  const { gunAtMs, finish, start } = times;
  if (!course.locations.has(read.location)) return no('SR-25', `${read.location} is no point of this race`);
  if (gunAtMs === null) return no('SR-02', 'the wave has no gun yet');
  if (read.atMs < gunAtMs) return no(course.race.rules.earlyStart === 'actual' ? 'SR-24' : 'SR-04', 'before the gun');
  if (usedPassings.has(read.row)) return no('SR-06', 'another read of the same passing');
  if (finish && read.atMs >= finish.atMs)
    return no('SR-05', finish.manual ? 'after the finish, which a person entered' : 'after the finish');

  const kinds = new Set(
    [...course.starts, ...course.splits, ...course.finishes].filter((point) => point.location === read.location).map(({ kind }) => kind),
  );
  if (kinds.has('finish') && !finish)
    return no('SR-05', 'no finish yet at this time: before the minimum finish time, or outside the window of the finish');
  if (kinds.has('finish') && !kinds.has('start')) return no('SR-05', 'before the minimum finish time, or outside the window of the finish');
  if (kinds.has('start')) {
    if (start?.manual) return no('SR-23', 'the start was entered by a person');
    const late = read.atMs > gunAtMs + course.race.rules.startWindowMs;
    return no('SR-04', late ? 'after the start window' : 'a later read at the start counts');
  }
  if (start && read.atMs < start.atMs) return no('SR-25', 'before the own start');
  return no('SR-25', 'outside the window of the split, or not the passing that it wants');
}

function useOf(read: TimedRead, { start, finish, splits, startedEarly }: RunnerTimes): Verdict | undefined {
  if (finish?.read?.row === read.row) return { use: 'finish', used: true, rule: 'SR-05' };
  if (start?.read?.row === read.row)
    return { use: startedEarly ? 'start, with an earlier wave' : 'start', used: true, rule: startedEarly ? 'SR-24' : 'SR-04' };
  const split = splits.find(({ at }) => at.read?.row === read.row);
  return split && { use: `split ${split.point.name}`, used: true, rule: 'SR-25' };
}

/** The rows of every passing of which a read is used: reads of one place, each closer than the passing gap to the one before (SR-06). */
function rowsOfUsedPassings({ reads, course }: RunnerRecord, times: RunnerTimes): Set<number> {
  const byLocation = Map.groupBy(reads, ({ location }) => location);
  const passings = [...byLocation.values()].flatMap((here) => passingsOf(here, course.race.rules.passingGapMs));
  const used = passings.filter((passing) => passing.some((read) => useOf(read, times)));
  return new Set(used.flat().map(({ row }) => row));
}
