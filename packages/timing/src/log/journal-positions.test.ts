import { expect, test } from 'vitest';
import { JournalPositions } from './journal-positions.ts';

const entry = (seq: number) => ({ journalId: 'box', seq, hash: `h${seq}`, entry: null, unscored: 'newer than this engine' });

test('a hole in a journal says which entry is missing, and which came instead', () => {
  const positions = new JournalPositions();
  positions.takeNew([entry(1), entry(2)]);
  expect(() => positions.takeNew([entry(3), entry(5)])).toThrow(
    expect.objectContaining({
      ...{ name: 'JournalGapError', code: 'journal-gap', journalId: 'box', expectedSeq: 4, seq: 5 },
      message: 'journal box: entry 4 expected, 5 given',
    }),
  );
  expect(positions.frontier()).toEqual([{ journalId: 'box', seq: 2, hash: 'h2' }]);
});

test('of entries that come again only the new ones are taken', () => {
  const positions = new JournalPositions();
  positions.takeNew([entry(1), entry(2)]);
  expect(positions.takeNew([entry(1), entry(2), entry(3), entry(3)])).toEqual([entry(3)]);
  expect(positions.takeNew([entry(3)])).toEqual([]);
});
