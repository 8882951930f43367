import type { EntryRef } from '../entry.ts';

/** Where an entry stands among all journals: corrections that compete are ordered by this, never by arrival or by a wall clock. */
export type LogPosition = EntryRef & { lamport: number };

export function compareLogOrder(a: LogPosition, b: LogPosition): number {
  if (a.lamport !== b.lamport) return a.lamport - b.lamport;
  if (a.journalId !== b.journalId) return a.journalId < b.journalId ? -1 : 1;
  return a.seq - b.seq;
}

/** An entry's name as a key of maps. */
export function refKey(ref: EntryRef): string {
  return `${ref.journalId}/${ref.seq}`;
}
