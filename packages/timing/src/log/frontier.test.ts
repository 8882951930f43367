import { expect, test } from 'vitest';
import type { Entry, LoggedEntry } from '../entry.ts';
import { inLogOrder, splitAt } from './frontier.ts';

function logged(journalId: string, seq: number, lamport: number | null): LoggedEntry {
  const head = { journalId, seq, hash: `${journalId}${seq}` };
  return lamport === null ? { ...head, entry: null, unscored: 'newer than this engine' } : { ...head, entry: { lamport } as Entry };
}

test('journals are told as they were written, what nobody understood right after what its box wrote before', () => {
  const [a1, a2, a3] = [logged('a', 1, 1), logged('a', 2, null), logged('a', 3, 5)];
  const [b1, b2] = [logged('b', 1, 2), logged('b', 2, 3)];
  expect(inLogOrder([b2, a3, b1, a2, a1])).toEqual([a1, a2, b1, b2, a3]);
});

test('an entry that lies elsewhere in its journal is not the one that a list was made from', () => {
  const entries = [logged('a', 1, 1), logged('a', 2, 2)];
  expect(() => splitAt(entries, [{ journalId: 'a', seq: 2, hash: 'a1' }])).toThrow('journal a: entry 2');
  expect(splitAt(entries, [{ journalId: 'a', seq: 1, hash: 'a1' }])).toEqual({ upTo: [entries[0]], beyond: [entries[1]] });
});
