import type { Setup } from '@chute/timing';
import { awardProblems } from './check-awards.ts';
import { coursePointProblems } from './check-course-points.ts';
import { divisionProblems } from './check-divisions.ts';
import { participantProblems } from './check-participants.ts';
import { raceProblems } from './check-races.ts';
import { recordProblems } from './check-records.ts';
import { teamContestProblems } from './check-team-contests.ts';
import { repeated, type SetupProblem } from './setup-problem.ts';
import { setupSchema } from './setup-schema.ts';

/** Reads a setup from the outside: its shape first, and when that holds, what its parts say of each other. */
export function readSetup(input: unknown): { setup: Setup } | { problems: SetupProblem[] } {
  const parsed = setupSchema.safeParse(input);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({ field: fieldName(path), problem: message, fix: 'correct this field' })),
    };
  }
  const problems = checkSetup(parsed.data);
  return problems.length > 0 ? { problems } : { setup: parsed.data };
}

/** What a setup of the right shape says that cannot be so. Empty = it can be raced. */
export function checkSetup(setup: Setup): SetupProblem[] {
  return [
    ...repeatedIds(setup),
    ...unknownRaces(setup),
    ...eventProblems(setup),
    ...raceProblems(setup),
    ...coursePointProblems(setup),
    ...divisionProblems(setup),
    ...awardProblems(setup),
    ...teamContestProblems(setup),
    ...recordProblems(setup),
    ...participantProblems(setup),
    ...chipProblems(setup),
  ];
}

const listsOfRaces = ['waves', 'coursePoints', 'divisions', 'awards', 'teams', 'teamContests', 'participants', 'records'] as const;

function repeatedIds(setup: Setup): SetupProblem[] {
  return (['races', ...listsOfRaces] as const).flatMap((list) =>
    repeated<{ id: string }>(setup[list] ?? [], (one) => one.id).map(({ at, key }) => ({
      field: `${list}[${at}].id`,
      problem: `${key} is there twice`,
      fix: 'give each its own id',
    })),
  );
}

function unknownRaces(setup: Setup): SetupProblem[] {
  const raceIds = new Set(setup.races.map((race) => race.id));
  return listsOfRaces.flatMap((list) =>
    (setup[list] ?? []).flatMap(({ raceId }, at) =>
      raceIds.has(raceId)
        ? []
        : [{ field: `${list}[${at}].raceId`, problem: `there is no race ${raceId}`, fix: 'use the id of one of races, or add the race' }],
    ),
  );
}

function eventProblems({ event }: Setup): SetupProblem[] {
  const problems = repeated(event.transitions, (transition) => String(transition.fromMs)).map(({ at }) => ({
    field: `event.transitions[${at}].fromMs`,
    problem: 'two clock changes at one instant',
    fix: 'keep the one that holds',
  }));
  if (event.firstDay > event.lastDay) {
    problems.push({
      field: 'event.lastDay',
      problem: `is before firstDay (${event.firstDay})`,
      fix: 'set it to the last local day of the event',
    });
  }
  return problems;
}

function chipProblems(setup: Setup): SetupProblem[] {
  return repeated(setup.chips, (assignment) => assignment.chip).map(({ at, key }) => ({
    field: `chips[${at}].chip`,
    problem: `chip ${key} is given out twice`,
    fix: 'a chip belongs to one bib; a bib may have several chips',
  }));
}

function fieldName(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || '(all)'
  );
}
