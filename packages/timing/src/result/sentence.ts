import type { TimeSource } from '../race/run.ts';
import type { RunnerRecord, RunnerTimes } from '../race/runner-times.ts';
import type { Result } from '../results.ts';
import type { ZoneTransition } from '../setup.ts';
import { formatRaceTime } from '../time/race-time-text.ts';
import { localText } from '../time/zone-time.ts';

type Told = {
  record: RunnerRecord;
  times: RunnerTimes;
  result: Result;
  transitions: readonly ZoneTransition[];
  /** How far a clock model moved a read. */
  correctionMs: (row: number) => number;
  unusedReads: number;
};

/** A result as a timer reads it out: what it is, from when to when, and on whose word. */
export function sentenceFor(told: Told): string {
  const { result, unusedReads } = told;
  const parts = [`Bib ${result.bib}: ${outcome(told)}.`, course(told), penalty(told)];
  if (unusedReads > 0) parts.push(unusedReads === 1 ? 'One more read was not needed.' : `${unusedReads} more reads were not needed.`);
  return parts.filter((part) => part !== '').join(' ');
}

function outcome({ record, result }: Told): string {
  const { race } = record.course;
  const digits = digitsFor(race.rules.roundUpToMs);
  const timed = (officialMs: number | null) => formatRaceTime(officialMs!, { digits });
  const times = () => `gun time ${timed(result.officialGunMs)}, chip time ${timed(result.officialChipMs)}`;
  switch (result.status) {
    case 'finished':
      return `finished ${race.name} with ${times()}`;
    case 'OTL':
      return `over the time limit of ${race.name} with ${times()}`;
    case 'running':
      return `on the course of ${race.name}`;
    case 'registered':
      return `entered for ${race.name}, not yet started`;
    default:
      return `${result.status} in ${race.name}${result.reason === null ? '' : ` (${result.reason})`}${result.gunTimeMs === null ? '' : `; timed with ${times()}`}`;
  }
}

function course({ times, result, transitions, correctionMs }: Told): string {
  if (times.gunAtMs === null) return 'The wave has no gun, so there is nothing to measure from.';
  const clock = (atMs: number) => localText(transitions, atMs).slice(11);
  const gun = `The gun was at ${clock(times.gunAtMs)}`;
  if (result.startedAtMs === null) return `${gun}; there is no read on the course since.`;
  const start = times.start
    ? `the start at ${clock(times.start.atMs)} is ${wordOf(times.start, correctionMs)}`
    : 'no start was read, so the gun stands in for it';
  const laps = times.laps.length === 0 ? '' : `; ${times.laps.length} ${times.laps.length === 1 ? 'lap' : 'laps'} counted`;
  const finish = times.finish ? `the finish at ${clock(times.finish.atMs)} is ${wordOf(times.finish, correctionMs)}` : 'there is no finish';
  return `${gun}${times.startedEarly ? ' of an earlier wave, with which the runner started' : ''}; ${start}; ${finish}${laps}.`;
}

function penalty({ result }: Told): string {
  return result.penaltyMs === 0 ? '' : `A penalty of ${formatRaceTime(result.penaltyMs)} is in these times.`;
}

function wordOf({ read }: TimeSource, correctionMs: Told['correctionMs']): string {
  if (!read) return 'a time that a person entered';
  const heard = read.backup === undefined ? `the read at ${read.location}` : `the read of the backup at ${read.backup}`;
  const movedMs = correctionMs(read.row);
  if (movedMs === 0) return heard;
  return `${heard}, its clock put ${movedMs > 0 ? 'forward' : 'back'} by ${(Math.abs(movedMs) / 1000).toFixed(3)} s`;
}

function digitsFor(roundUpToMs: number): 'seconds' | 'hundredths' | 'exact' {
  if (roundUpToMs % 1000 === 0) return 'seconds';
  return roundUpToMs % 10 === 0 ? 'hundredths' : 'exact';
}
