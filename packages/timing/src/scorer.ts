import type { EntryRef, LoggedEntry } from './entry.ts';
import type { Basis, Places, Result, ResultList, ScoreChanges, WaveState } from './results.ts';
import type { Setup } from './setup.ts';

/** CONTRACT, to be implemented. The scorer of one event. Feed it every entry of every journal that has a session bound to the event; it picks what counts. */
export declare class Scorer {
  constructor(setup: Setup);
  /** Any order across journals, any repetition; within one journal entries it has are skipped, and a gap is an error. */
  add(entries: readonly LoggedEntry[]): ScoreChanges;
  basis(): Basis;
  result(participantId: string): Result | undefined;
  results(): Iterable<Result>;
  places(participantId: string): Places | null;
  waves(): WaveState[];
  list(): ResultList;
  /** Reads that belong to nobody (SR-21), newest last. */
  unknownReads(): { ident: string; location: string; atMs: number | null; source: EntryRef }[];
  /** Guns that found no wave, entries that could not be understood, days left open: what a person must look at. */
  openQuestions(): { question: string; source: EntryRef }[];
  explain(participantId: string): Explanation | undefined;
}

export type Explanation = {
  participantId: string;
  bib: string;
  result: Result;
  reads: { source: EntryRef; location: string; atMs: number | null; use: string; used: boolean; rule: string }[];
  /** What a timer can read out. */
  sentence: string;
};

/** The batch form: same rules, written to agree with the incremental one on every prefix. */
export declare function score(setup: Setup, entries: readonly LoggedEntry[]): ResultList;
