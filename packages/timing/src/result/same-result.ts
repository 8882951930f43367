import type { EntryRef } from '../entry.ts';
import type { Result, Split } from '../results.ts';

/** Whether two results of one participant say the same, sources included. */
export function isSameResult(a: Result, b: Result): boolean {
  return (
    a.bib === b.bib &&
    a.raceId === b.raceId &&
    a.waveId === b.waveId &&
    a.status === b.status &&
    a.gunTimeMs === b.gunTimeMs &&
    a.chipTimeMs === b.chipTimeMs &&
    a.startSource === b.startSource &&
    a.startedAtMs === b.startedAtMs &&
    a.finishedAtMs === b.finishedAtMs &&
    a.penaltyMs === b.penaltyMs &&
    a.reason === b.reason &&
    a.heardAtMs === b.heardAtMs &&
    isSameRef(a.decidedBy, b.decidedBy) &&
    a.splits.length === b.splits.length &&
    a.splits.every((split, index) => isSameSplit(split, b.splits[index]!)) &&
    a.laps.length === b.laps.length &&
    a.laps.every((lap, index) => isSameSplit(lap, b.laps[index]!))
  );
}

function isSameSplit(a: Split, b: Split): boolean {
  return (
    a.coursePointId === b.coursePointId &&
    a.passedAtMs === b.passedAtMs &&
    a.gunTimeMs === b.gunTimeMs &&
    a.chipTimeMs === b.chipTimeMs &&
    isSameRef(a.source, b.source)
  );
}

function isSameRef(a: EntryRef | null, b: EntryRef | null): boolean {
  if (!a || !b) return a === b;
  return a.journalId === b.journalId && a.seq === b.seq;
}
