import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ColumnBlock } from './column-block.ts';
import { NearColumn } from './near-column.ts';

test('a column gives back what was last set, near, far or unknown, however often it has grown', () => {
  const near = Date.UTC(2026, 4, 17);
  const value = fc.oneof(
    fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }).map((distance) => near + distance),
    fc.constantFrom(-1, 1, 2, 3).map((day) => day * 86_400_000), // as from a box that began in 1970
    fc.constantFrom(Number.NaN, near, near + 0.5, near - 0x8000_0000, near - 0x7fff_ffff, near + 0x7fff_ffff, 0, Number.MAX_SAFE_INTEGER),
    fc.double({ noDefaultInfinity: true }),
  );
  const sets = fc.array(fc.record({ row: fc.nat(63), value }), { maxLength: 200 });
  fc.assert(
    fc.property(sets, (all) => {
      const column = new NearColumn(8);
      const plain = Array.from({ length: 64 }, () => Number.NaN);
      let rows = 8;
      for (const { row, value } of all) {
        while (row >= rows) {
          rows *= 2;
          column.widen(new ColumnBlock(rows));
        }
        column.set(row, value);
        plain[row] = value;
      }
      const kept = plain.slice(0, rows).map((value) => value + 0); // of the two zeros, one
      expect(kept.map((_, row) => column.at(row) + 0)).toEqual(kept);
    }),
  );
});

/** A column of eight rows with these values, and what it keeps apart at several times the room. */
function column(...values: number[]) {
  const apart = new Map<number, number>();
  const column = new NearColumn(8, apart);
  for (const [row, value] of values.entries()) column.set(row, value);
  return { column, apart, at: () => values.map((_, row) => column.at(row)) };
}

const near = Date.UTC(2026, 4, 17);

test('instants of a weekend need no more room, up to 24 days either way, though the first had none', () => {
  const { apart, at } = column(Number.NaN, near, near + 1, near - 1, near + 0x7fff_ffff, near - 0x7fff_fffe);
  expect(at()).toEqual([Number.NaN, near, near + 1, near - 1, near + 0x7fff_ffff, near - 0x7fff_fffe]);
  expect(apart.size).toBe(0);
});

test('what lies farther away or between milliseconds is kept apart', () => {
  const { apart, at } = column(near, near + 0x8000_0000, near - 0x7fff_ffff, near + 0.5);
  expect(at()).toEqual([near, near + 0x8000_0000, near - 0x7fff_ffff, near + 0.5]);
  expect([...apart.keys()]).toEqual([1, 2, 3]);
});

test('where more than half turn out far from the first, a column that grows counts from the newest instead', () => {
  const values = [0, 1e14, 2e14, near, near + 1, near + 2, near + 3, near + 4];
  const { column: grown, apart, at } = column(...values);
  expect(apart.size).toBe(7);
  grown.widen(new ColumnBlock(16));
  grown.set(8, near + 5);
  expect([...at(), grown.at(8), grown.at(9)]).toEqual([...values, near + 5, Number.NaN]);
  expect([...apart.keys()]).toEqual([0, 1, 2]);
});

test('where half or fewer are far, a column that grows stays with the first', () => {
  for (const values of [
    [near, near + 1, near + 2, 0],
    [near, near + 1, 0, 1, 2, 3],
  ]) {
    const { column: grown, apart, at } = column(...values);
    const before = [...apart.keys()];
    grown.widen(new ColumnBlock(16));
    expect(at()).toEqual(values);
    expect([...apart.keys()]).toEqual(before);
  }
});
