import type { Division, Sex } from '../setup.ts';

export class BadDivisionGridError extends Error {
  override name = 'BadDivisionGridError';
  readonly code = 'bad-division-grid';
}

export type DivisionGrid = {
  raceId: string;
  /** `null` = an open division, whatever the sex. */
  sexes?: readonly (Sex | null)[];
  /** The bands go from this age, each `step` years wide, up to the open one that begins at `openFrom` (70 = `70+`). */
  from: number;
  openFrom: number;
  step: number;
  /** Everyone younger than `from` in a band of their own; without it they are in none of the grid. */
  younger?: boolean;
  /** In front of each id, such as `10k-`: ids are unique in an event, so two races with one grid need it. */
  idPrefix?: string;
};

/**
 * The usual divisions, sex by sex from young to old: `F 30-34`, `M 70+`, `X 0-19`, and for everyone `30-34`. The name is also the id.
 * The band below `openFrom` is narrower where the steps do not come out even. Throws `BadDivisionGridError` for numbers that make no bands.
 */
export function divisionGrid({
  raceId,
  sexes = ['F', 'M'],
  from,
  openFrom,
  step,
  younger = false,
  idPrefix = '',
}: DivisionGrid): Division[] {
  const areAges = [from, openFrom, step].every((number) => Number.isInteger(number));
  if (!areAges || from < 0 || openFrom <= from || step < 1) {
    throw new BadDivisionGridError(`no divisions go from ${from} by ${step} to ${openFrom}+: whole years, upwards, at least one a band`);
  }
  const bands: { ageMin: number; ageMax: number | null }[] = younger && from > 0 ? [{ ageMin: 0, ageMax: from - 1 }] : [];
  for (let ageMin = from; ageMin < openFrom; ageMin += step) bands.push({ ageMin, ageMax: Math.min(ageMin + step, openFrom) - 1 });
  bands.push({ ageMin: openFrom, ageMax: null });
  return sexes.flatMap((sex) =>
    bands.map(({ ageMin, ageMax }) => {
      const ages = ageMax === null ? `${ageMin}+` : ageMax === ageMin ? `${ageMin}` : `${ageMin}-${ageMax}`;
      const name = sex === null ? ages : `${sex} ${ages}`;
      return { id: `${idPrefix}${name}`, raceId, name, sex, ageMin, ageMax, custom: false };
    }),
  );
}
