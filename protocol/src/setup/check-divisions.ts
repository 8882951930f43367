import type { Setup } from '@chute/timing';
import { repeated, type SetupProblem } from './setup-problem.ts';

export function divisionProblems({ divisions }: Setup): SetupProblem[] {
  const ages = divisions.flatMap((division, at) =>
    division.ageMin !== null && division.ageMax !== null && division.ageMin > division.ageMax
      ? [
          {
            field: `divisions[${at}].ageMax`,
            problem: `is below ageMin (${division.ageMin})`,
            fix: 'both ages are inclusive: set ageMax to ageMin or above',
          },
        ]
      : [],
  );
  const names = repeated(divisions, ({ raceId, name }) => `${raceId} ${name}`).map(({ at }) => ({
    field: `divisions[${at}].name`,
    problem: `the race has another division "${divisions[at]!.name}"`,
    fix: 'give each division of a race a name of its own: people read the name',
  }));
  return [...ages, ...names];
}

/** Whom an award or a team contest is for: a division of the own race, and a sex that is in it. `field` is that of the award or the contest. */
export function poolProblems(
  { raceId, sex, divisionId }: Pick<Setup['awards'][number], 'raceId' | 'sex' | 'divisionId'>,
  { field, divisions }: { field: string; divisions: ReadonlyMap<string, Setup['divisions'][number]> },
): SetupProblem[] {
  if (divisionId === null) return [];
  const division = divisions.get(divisionId);
  if (!division) {
    return [
      { field: `${field}.divisionId`, problem: `there is no division ${divisionId}`, fix: 'use the id of one of divisions, or null' },
    ];
  }
  if (division.raceId !== raceId) {
    return [
      {
        field: `${field}.divisionId`,
        problem: `division "${division.name}" belongs to another race`,
        fix: 'use a division of the same race',
      },
    ];
  }
  if (sex !== null && division.sex !== null && sex !== division.sex) {
    return [
      {
        field: `${field}.sex`,
        problem: `is ${sex}, but everyone in division "${division.name}" is ${division.sex}`,
        fix: 'set it to null: the division says the sex already',
      },
    ];
  }
  return [];
}
