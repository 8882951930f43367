import type { EntryRef } from '@chute/timing';

/** The order of corrections that compete: lamport, then journal, then sequence. Never arrival, never a wall clock. */
export function compareEntries(a: EntryRef & { lamport: number }, b: EntryRef & { lamport: number }): number {
  if (a.lamport !== b.lamport) return a.lamport - b.lamport;
  if (a.journalId !== b.journalId) return a.journalId < b.journalId ? -1 : 1;
  return a.seq - b.seq;
}
