import type { Row } from '../log/read-table.ts';
import type { ChipMap, ChipStep } from './chip-map.ts';
import type { Ident, IdentTable } from './ident-table.ts';

/** Which bib an ident means, and from when on. `auto` asks the chip map first, then takes the text for a bib. No step = a chip nobody knows (SR-21). */
export function holdersOf(chips: ChipMap, ident: Ident): readonly ChipStep[] {
  ident.holders ??=
    (ident.is === 'bib' ? undefined : chips.stepsOf(ident.text)) ??
    (ident.is === 'chip' ? [] : [{ fromMs: Number.NEGATIVE_INFINITY, bib: ident.text }]);
  return ident.holders;
}

/** The bib meant at an instant; null where nobody holds the chip. A read without a time (NaN) belongs to whoever held it first. */
export function bibAt(holders: readonly ChipStep[], atMs: number): string | null {
  const step = Number.isNaN(atMs) ? holders[0] : holders.findLast(({ fromMs }) => fromMs <= atMs);
  return step?.bib ?? null;
}

/** The rows of an ident that meant a bib when they were heard (SR-20). */
export function rowsMeaning(bib: string, ident: Ident, holders: readonly ChipStep[], atMs: (row: Row) => number): Row[] {
  // One holder for good is the rule, and then no row has to be looked at.
  if (holders.length === 1 && holders[0]!.bib === bib && holders[0]!.fromMs === Number.NEGATIVE_INFINITY) return ident.rows;
  return ident.rows.filter((row) => bibAt(holders, atMs(row)) === bib);
}

/** Every ident heard that may mean a bib: its chips, which act as one (SR-22), and the bib itself. */
export function identsMeaning(chips: ChipMap, idents: IdentTable, bib: string): Ident[] {
  const found: (Ident | undefined)[] = [idents.find(bib, 'bib')];
  const asAuto = idents.find(bib, 'auto');
  if (asAuto && !chips.stepsOf(bib)) found.push(asAuto);
  for (const chip of chips.chipsOf(bib)) found.push(idents.find(chip, 'chip'), idents.find(chip, 'auto'));
  return found.filter((ident) => ident !== undefined);
}
