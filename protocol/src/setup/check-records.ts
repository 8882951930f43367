import type { Setup } from '@chute/timing';
import { poolProblems } from './check-divisions.ts';
import { repeated, type SetupProblem } from './setup-problem.ts';

/** Records of people who are not there, twice over, or of a race in which nobody runs for a time. */
export function recordProblems({ records = [], divisions, races }: Setup): SetupProblem[] {
  const byId = new Map(divisions.map((division) => [division.id, division]));
  const byLaps = new Map(
    races.filter(({ format }) => format.kind === 'timed' || format.kind === 'backyard').map((race) => [race.id, race]),
  );
  const twice = repeated(records, ({ raceId, name, sex, divisionId }) => JSON.stringify([raceId, name, sex, divisionId])).map(({ at }) => ({
    field: `records[${at}].name`,
    problem: `the race has another "${records[at]!.name}" of the same runners`,
    fix: 'keep the one that stands, or give them names that can be told apart: people hear the name',
  }));
  const each = records.flatMap((record, at) => {
    const field = `records[${at}]`;
    const problems = poolProblems(record, { field, divisions: byId });
    const race = byLaps.get(record.raceId);
    if (race) {
      problems.push({
        field,
        problem: `"${record.name}" is a time, but a ${race.format.kind} race is won by laps`,
        fix: 'leave records out of this race',
      });
    }
    return problems;
  });
  return [...each, ...twice];
}
