import { expect, test } from 'vitest';
import { compareLogOrder } from './log-order.ts';

test('what was written later counts as later; of what two boxes wrote at once the box with the higher id, within a box the higher number', () => {
  const inOrder = [
    { journalId: 'b', seq: 9, lamport: 1 },
    { journalId: 'a', seq: 2, lamport: 2 },
    { journalId: 'a', seq: 3, lamport: 2 },
    { journalId: 'b', seq: 1, lamport: 2 },
    { journalId: 'a', seq: 1, lamport: 3 },
  ];
  expect(inOrder.toReversed().sort(compareLogOrder)).toEqual(inOrder);
  expect([inOrder[2]!, inOrder[0]!, inOrder[4]!, inOrder[1]!, inOrder[3]!].sort(compareLogOrder)).toEqual(inOrder);
});
