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
