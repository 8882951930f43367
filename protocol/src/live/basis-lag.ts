import type { Head } from './messages.ts';

type Frontier = Head['basis']['frontier'];

/** How many entries of `newer` a picture with `older` has not counted. 0 = it lacks nothing; both ways above 0 = each has something the other lacks. */
export function basisLag({ older, newer }: { older: Frontier; newer: Frontier }): number {
  const counted = new Map(older.map(({ journalId, seq }) => [journalId, seq]));
  return newer.reduce((lag, { journalId, seq }) => lag + Math.max(0, seq - (counted.get(journalId) ?? 0)), 0);
}
