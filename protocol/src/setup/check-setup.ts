import type { Setup } from '@chute/timing';
import { setupSchema } from './setup-schema.ts';

/** What is wrong with a setup, for whoever wrote it: which field, what about it, and what to do. */
export type SetupProblem = { field: string; problem: string; fix: string };

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

/** One line a problem, for a terminal or an answer. */
export function describeProblems(problems: readonly SetupProblem[]): string {
  return problems.map(({ field, problem, fix }) => `${field}: ${problem}; ${fix}`).join('\n');
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
    ...participantProblems(setup),
    ...chipProblems(setup),
  ];
}

function repeatedIds(setup: Setup): SetupProblem[] {
  const lists = ['races', 'waves', 'coursePoints', 'divisions', 'participants'] as const;
  return lists.flatMap((list) =>
    repeated<{ id: string }>(setup[list], (one) => one.id).map(({ at, key }) => ({
      field: `${list}[${at}].id`,
      problem: `${key} is there twice`,
      fix: 'give each its own id',
    })),
  );
}

function unknownRaces(setup: Setup): SetupProblem[] {
  const raceIds = new Set(setup.races.map((race) => race.id));
  const lists = ['waves', 'coursePoints', 'divisions', 'participants'] as const;
  return lists.flatMap((list) =>
    setup[list].flatMap(({ raceId }, at) =>
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

function raceProblems(setup: Setup): SetupProblem[] {
  const withFinish = new Set(setup.coursePoints.filter((point) => point.kind === 'finish').map((point) => point.raceId));
  const withWave = new Set(setup.waves.map((wave) => wave.raceId));
  return setup.races.flatMap((race, at) => {
    const problems: SetupProblem[] = [];
    const field = `races[${at}]`;
    if (!withFinish.has(race.id))
      problems.push({ field, problem: `race "${race.name}" has no finish`, fix: 'add a course point of kind "finish"' });
    if (!withWave.has(race.id)) problems.push({ field, problem: `race "${race.name}" has no wave`, fix: 'add at least one wave' });
    return problems;
  });
}

function coursePointProblems(setup: Setup): SetupProblem[] {
  const finishOrder = new Map(setup.coursePoints.filter((point) => point.kind === 'finish').map((point) => [point.raceId, point.order]));
  return setup.coursePoints.flatMap((point, at) => {
    const problems: SetupProblem[] = [];
    const field = `coursePoints[${at}]`;
    if (point.location.trim() === '') {
      problems.push({
        field: `${field}.location`,
        problem: `"${point.name}" has no location`,
        fix: 'name the location as the decoder sends it',
      });
    }
    if (point.kind !== 'finish' && point.order >= (finishOrder.get(point.raceId) ?? Infinity)) {
      problems.push({
        field: `${field}.order`,
        problem: `"${point.name}" does not come before the finish`,
        fix: 'give the finish the highest order of its race',
      });
    }
    if (point.windowFromMs !== null && point.windowToMs !== null && point.windowFromMs >= point.windowToMs) {
      problems.push({
        field: `${field}.windowToMs`,
        problem: 'the window ends before it begins',
        fix: 'set windowToMs above windowFromMs, or null',
      });
    }
    return problems;
  });
}

function divisionProblems(setup: Setup): SetupProblem[] {
  return setup.divisions.flatMap((division, at) =>
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
}

function participantProblems(setup: Setup): SetupProblem[] {
  const waves = new Map(setup.waves.map((wave) => [wave.id, wave]));
  const customDivisions = new Set(
    setup.divisions.filter((division) => division.custom).map((division) => `${division.raceId} ${division.id}`),
  );
  const problems = repeated(setup.participants, (one) => `${one.raceId} ${one.bib}`).map(({ at }) => ({
    field: `participants[${at}].bib`,
    problem: `bib ${setup.participants[at]!.bib} is worn twice in one race`,
    fix: 'give each participant of a race a bib of their own',
  }));
  for (const [at, one] of setup.participants.entries()) {
    const field = `participants[${at}]`;
    const wave = waves.get(one.waveId);
    if (!wave) problems.push({ field: `${field}.waveId`, problem: `there is no wave ${one.waveId}`, fix: 'use the id of one of waves' });
    else if (wave.raceId !== one.raceId) {
      problems.push({
        field: `${field}.waveId`,
        problem: `wave "${wave.name}" belongs to another race`,
        fix: "use a wave of the participant's own race",
      });
    }
    for (const [place, divisionId] of one.customDivisions.entries()) {
      if (customDivisions.has(`${one.raceId} ${divisionId}`)) continue;
      const problem = `the race has no custom division ${divisionId}`;
      problems.push({ field: `${field}.customDivisions[${place}]`, problem, fix: 'use the id of a division with custom: true' });
    }
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

/** The second and later ones of each key, with their place in the list. */
function repeated<T>(list: readonly T[], keyOf: (one: T) => string): { at: number; key: string }[] {
  const seen = new Set<string>();
  return list.flatMap((one, at) => {
    const key = keyOf(one);
    if (seen.has(key)) return [{ at, key }];
    seen.add(key);
    return [];
  });
}

function fieldName(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || '(all)'
  );
}
