import type { Setup } from '@chute/timing';
import { poolProblems } from './check-divisions.ts';
import type { SetupProblem } from './setup-problem.ts';

/** Contests for people who are not there, or that add up what is not a time. */
export function teamContestProblems({ teamContests, divisions, races }: Setup): SetupProblem[] {
  const byId = new Map(divisions.map((division) => [division.id, division]));
  const byLaps = new Map(
    races.filter(({ format }) => format.kind === 'timed' || format.kind === 'backyard').map((race) => [race.id, race]),
  );
  return teamContests.flatMap((contest, at) => {
    const field = `teamContests[${at}]`;
    const problems = poolProblems(contest, { field, divisions: byId });
    const race = byLaps.get(contest.raceId);
    if (race && contest.by === 'time') {
      problems.push({
        field: `${field}.by`,
        problem: `is time, but a ${race.format.kind} race is won by laps`,
        fix: 'set it to points: places go by laps, then by time',
      });
    }
    return problems;
  });
}
