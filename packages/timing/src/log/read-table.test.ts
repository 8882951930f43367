import { expect, test } from 'vitest';
import type { EntryOf } from '../entry.ts';
import { noIdent, ReadTable } from './read-table.ts';

const head = { v: 1, prev: '', monotonicMs: 0, bootId: 'boot', raw: '', identIs: 'auto', antenna: null, count: null } as const;

/** Reads of two boxes, of which one was moved to another session, over three mats. */
function aRead(number: number): EntryOf<'read'> {
  const journalId = number % 3 === 0 ? 'start box' : 'finish box';
  return {
    ...{ ...head, kind: 'read', journalId, seq: number + 1, lamport: 10 * number, arrivedAtMs: 1_000 + number, timeText: '' },
    ...{ sessionId: number < 700 ? 'morning' : 'afternoon', clockId: `clock of the ${journalId}`, ident: String(number) },
    ...{ location: ['start', 'split', 'finish'][number % 3]!, reader: number % 2 === 0 ? 'A' : null, sourceSeq: null },
  };
}

test('a table that has grown often says of every read what it was told at first', () => {
  const table = new ReadTable();
  const reads = Array.from({ length: 1_500 }, (_, number) => aRead(number));
  for (const [number, read] of reads.entries()) {
    const row = table.add(read, { day: null, timeOfDayMs: number, utc: false }, number);
    table.setInstant(row, 5_000 + number);
  }
  for (const [row, { journalId, seq, sessionId, clockId, location, arrivedAtMs }] of reads.entries()) {
    expect([table.sourceOf(row), table.rowOf({ journalId, seq })]).toEqual([{ journalId, seq }, row]);
    expect([table.sessionOf(row), table.clockOf(row), table.locationOf(row)]).toEqual([sessionId, clockId, location]);
    expect([table.identOf(row), table.atMs(row), table.timeOfDayMs(row), table.arrivedAtMs(row)]).toEqual([
      row,
      5_000 + row,
      row,
      arrivedAtMs,
    ]);
  }
  expect(table.rowOf({ journalId: 'start box', seq: 2 })).toBeUndefined();
});

test('a stream is what one clock sent into one session of one box, wherever its mats are', () => {
  const table = new ReadTable();
  const streamOf = (read: EntryOf<'read'>) => table.streamOf(table.add(read, undefined, noIdent));
  const first = streamOf(aRead(1));
  expect(streamOf({ ...aRead(2), location: 'elsewhere', reader: 'C' })).toBe(first);
  expect(new Set([first, streamOf(aRead(3)), streamOf(aRead(701)), streamOf({ ...aRead(4), clockId: 'another' })]).size).toBe(4);
});
