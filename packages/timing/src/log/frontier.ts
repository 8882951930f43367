import type { JournalPosition, LoggedEntry } from '../entry.ts';
import { compareLogOrder } from './log-order.ts';

/** A list cannot be made again without the very entries that it was made from: fetch this journal's entries up to `seq` first. */
export class FrontierNotHeldError extends Error {
  override name = 'FrontierNotHeldError';
  readonly code = 'frontier-not-held';
  readonly journalId: string;
  readonly seq: number;

  constructor({ journalId, seq }: JournalPosition) {
    super(`journal ${journalId}: entry ${seq}, up to which a list was made, is not here`);
    this.journalId = journalId;
    this.seq = seq;
  }
}

/**
 * Entries up to a frontier, and those beyond it (of journals that it does not name, all), in the order given.
 * Throws `FrontierNotHeldError` when an entry at the frontier is missing, or another stands in its place.
 */
export function splitAt(
  entries: readonly LoggedEntry[],
  frontier: readonly JournalPosition[],
): { upTo: LoggedEntry[]; beyond: LoggedEntry[] } {
  const ends = new Map(frontier.map((position) => [position.journalId, position]));
  const awaited = new Set(ends.values());
  const upTo: LoggedEntry[] = [];
  const beyond: LoggedEntry[] = [];
  for (const each of entries) {
    const end = ends.get(each.journalId);
    if (end && end.seq === each.seq && end.hash === each.hash) awaited.delete(end);
    (end && each.seq <= end.seq ? upTo : beyond).push(each);
  }
  for (const position of awaited) throw new FrontierNotHeldError(position);
  return { upTo, beyond };
}

/** In log order, and within a journal by sequence, though nobody may have understood what stands in an entry. */
export function inLogOrder(entries: readonly LoggedEntry[]): LoggedEntry[] {
  const lamports = new Map<string, number>();
  const placed = entries
    .toSorted((a, b) => a.seq - b.seq)
    .map((each) => {
      const { journalId, seq, entry } = each;
      const lamport = Math.max(lamports.get(journalId) ?? 0, entry?.lamport ?? 0);
      lamports.set(journalId, lamport);
      return { each, at: { journalId, seq, lamport } };
    });
  return placed.sort((a, b) => compareLogOrder(a.at, b.at)).map(({ each }) => each);
}
