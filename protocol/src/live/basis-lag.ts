import type { Head, LiveRow } from './messages.ts';

/** How far each journal was counted. A journal may be named more than once: the furthest holds. */
export type Counted = readonly { journalId: string; seq: number }[];

/** What a picture has counted for certain: all that its head names, and the entries that decided a row that came after it. */
export function countedIn({ head, rows }: { head: Head | null; rows: ReadonlyMap<string, LiveRow> }): Counted {
  return [...(head?.basis.frontier ?? []), ...[...rows.values()].flatMap(({ decidedBy }) => decidedBy ?? [])];
}

/** How many entries of `newer` a picture with `older` has not counted. 0 = it lacks nothing; both ways above 0 = each has something the other lacks. */
export function basisLag({ older, newer }: { older: Counted; newer: Counted }): number {
  const has = furthest(older);
  return [...furthest(newer)].reduce((lag, [journalId, seq]) => lag + Math.max(0, seq - (has.get(journalId) ?? 0)), 0);
}

function furthest(counted: Counted): Map<string, number> {
  const seqs = new Map<string, number>();
  for (const { journalId, seq } of counted) seqs.set(journalId, Math.max(seq, seqs.get(journalId) ?? 0));
  return seqs;
}
