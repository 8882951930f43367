import type { TimedRead } from '../race/passings.ts';
import type { WatchedRunner } from './watched.ts';

/** A runner whose reads fit another race or wave better than the own. */
export type Misfit = {
  runner: WatchedRunner;
  evidence: 'course' | 'start';
  /** The race or wave of the runner, by name. */
  home: string;
  /** The read that shows it, where it is not the lack of one. */
  read: TimedRead | null;
  /** What follows the bib in a sentence. */
  shows: (clock: (atMs: number) => string) => string;
};

/** Runners of one race or wave who fit another, and runners of that one who fit the first. */
export type Misfits = { ones: Misfit[]; others: Misfit[] };
