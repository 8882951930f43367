import type { Setup } from '@chute/timing';
import { poolProblems } from './check-divisions.ts';
import { repeated, type SetupProblem } from './setup-problem.ts';

/** Awards for people who are not there, and an order that leaves open who leaves whose pool. */
export function awardProblems({ awards, divisions }: Setup): SetupProblem[] {
  const byId = new Map(divisions.map((division) => [division.id, division]));
  const orders = repeated(awards, ({ raceId, order }) => `${raceId} ${order}`).map(({ at }) => ({
    field: `awards[${at}].order`,
    problem: `another award of the race has order ${awards[at]!.order}`,
    fix: 'number the awards of a race in the order in which they are filled',
  }));
  return [...awards.flatMap((award, at) => poolProblems(award, { field: `awards[${at}]`, divisions: byId })), ...orders];
}
