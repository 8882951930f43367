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

/** A table with one row for each read, all at one decoder time unless told, and grown when `grown` says so. */
function tableOf(reads: readonly (Partial<EntryOf<'read'>> & { timeOfDayMs?: number; utc?: boolean; chip?: number })[], grown = false) {
  const table = new ReadTable();
  if (grown) for (let number = 0; number < 100; number++) table.add(aRead(number), undefined, number);
  const rows = reads.map(({ timeOfDayMs = 1_000, utc = false, chip = 7, ...read }) =>
    table.add({ ...aRead(1), ...read, ident: '' }, { day: null, timeOfDayMs, utc }, chip),
  );
  return { table, rows };
}

test.each([false, true])(
  'copies of one read are told by chip, time, zone, place, reader and the number that the decoder gave, grown: %s',
  (grown) => {
    const others: Parameters<typeof tableOf>[0] = [
      { timeOfDayMs: 1_001 },
      { utc: true },
      { chip: 8 },
      { location: 'start' },
      { reader: 'B' },
      { sourceSeq: 0 },
      { sourceSeq: 1 },
      { sourceSeq: 2 },
    ];
    const { table, rows } = tableOf([{}, { journalId: 'spare box', seq: 3, antenna: 2 }, ...others], grown);
    expect(rows.map((row) => table.isCopy(rows[0]!, row))).toEqual([true, true, ...others.map(() => false)]);
    expect(rows.map((row) => table.isCopy(row, row))).toEqual(rows.map(() => true));
    expect(table.isCopy(rows.at(-2)!, rows.at(-1)!)).toBe(false);
  },
);

test.each([false, true])('reads stand by instant, at one instant as they were written, grown: %s', (grown) => {
  const inOrder = [
    { lamport: 900, atMs: 1 },
    { lamport: 700, atMs: 2, journalId: 'b', seq: 9 },
    { lamport: 800, atMs: 2, journalId: 'a', seq: 7 },
    { lamport: 800, atMs: 2, journalId: 'a', seq: 8 },
    { lamport: 800, atMs: 2, journalId: 'b', seq: 1 },
  ];
  const { table, rows } = tableOf(inOrder, grown);
  for (const [index, row] of rows.entries()) table.setInstant(row, inOrder[index]!.atMs);
  expect([rows[3]!, rows[4]!, rows[1]!, rows[0]!, rows[2]!].sort((a, b) => table.compare(a, b))).toEqual(rows);
  expect(rows.toReversed().sort((a, b) => table.compare(a, b))).toEqual(rows);
  expect(rows.toReversed().sort((a, b) => table.compareLogOrder(a, b))).toEqual([...rows.slice(1), rows[0]]);
});

test('a row knows whether its time could be read, had a date, and was UTC', () => {
  const table = new ReadTable();
  const rowOf = (time: Parameters<ReadTable['add']>[1]) => table.add(aRead(1), time, noIdent);
  const said = (row: number) => [table.isReadable(row), table.isDated(row), table.isUtc(row), table.dayOf(row)];
  expect(said(rowOf(undefined))).toEqual([false, false, false, 0]);
  expect(said(rowOf({ day: null, timeOfDayMs: 1, utc: true }))).toEqual([true, false, true, 0]);
  expect(said(rowOf({ day: 0, timeOfDayMs: 1, utc: false }))).toEqual([true, true, false, 0]);
  expect(said(rowOf({ day: 20_000, timeOfDayMs: 1, utc: true }))).toEqual([true, true, true, 20_000]);
  expect(table.atMs(rowOf(undefined))).toBeNaN();
});
