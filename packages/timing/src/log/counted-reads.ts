import type { TimedRead } from '../race/passings.ts';
import type { ReadTable, Row } from './read-table.ts';
import type { Voids } from './voids.ts';

/** A read that takes no part, and why. */
export type SetAside = { row: Row; why: 'void' | 'copy' | 'no-time' };

/**
 * Reads of one holder, in time order, each counted once: of copies the first written stands for all, and a void of any of them voids the read.
 * What is set aside is given to `aside`, for whoever explains.
 */
export function countedReads(
  rows: readonly Row[],
  from: { table: ReadTable; voids: Voids; aside?: (left: SetAside) => void },
): TimedRead[] {
  const { table, voids, aside } = from;
  const counted: TimedRead[] = [];
  // Copies show the same decoder time, so in this order they stand side by side, the first written in front.
  const asHeard = inOrder(rows, (a, b) => table.decoderTimeMs(a) - table.decoderTimeMs(b) || table.compareLogOrder(a, b));
  for (let at = 0; at < asHeard.length; at++) {
    const row = asHeard[at]!;
    if (!voids.none && copiesOf(asHeard, at, table).some((copy) => voids.has(table.sourceOf(copy)))) aside?.({ row, why: 'void' });
    else if (isLaterCopy(asHeard, at, table)) aside?.({ row, why: 'copy' });
    else if (!table.isReadable(row)) aside?.({ row, why: 'no-time' });
    else counted.push({ atMs: table.atMs(row), location: table.locationOf(row), row });
  }
  return inOrder(counted, (a, b) => table.compare(a.row, b.row));
}

function isLaterCopy(rows: readonly Row[], at: number, table: ReadTable): boolean {
  const row = rows[at]!;
  for (let before = at - 1; before >= 0 && table.decoderTimeMs(rows[before]!) === table.decoderTimeMs(row); before--) {
    if (table.isCopy(rows[before]!, row)) return true;
  }
  return false;
}

/** All copies of a read, itself among them. */
function copiesOf(rows: readonly Row[], at: number, table: ReadTable): Row[] {
  const row = rows[at]!;
  const isNear = (other: number) => other in rows && table.decoderTimeMs(rows[other]!) === table.decoderTimeMs(row);
  let from = at;
  while (isNear(from - 1)) from--;
  let to = at + 1;
  while (isNear(to)) to++;
  return rows.slice(from, to).filter((other) => table.isCopy(other, row));
}

/** Mostly they are in order as they came, and looking is cheaper than sorting. */
function inOrder<T>(list: T[], compare: (a: T, b: T) => number): T[];
function inOrder<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[];
function inOrder<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  for (let at = 1; at < list.length; at++) if (compare(list[at - 1]!, list[at]!) > 0) return list.toSorted(compare);
  return list;
}
