import { type Race, rulePackHeld, type Setup } from '@chute/timing';
import type { SetupProblem } from './setup-problem.ts';

/** What a race lacks, and rules that cannot all hold. */
export function raceProblems(setup: Setup): SetupProblem[] {
  const withFinish = new Set(setup.coursePoints.filter((point) => point.kind === 'finish').map((point) => point.raceId));
  const withWave = new Set(setup.waves.map((wave) => wave.raceId));
  return setup.races.flatMap((race, at) => {
    const field = `races[${at}]`;
    const problems: SetupProblem[] = [];
    if (!withFinish.has(race.id))
      problems.push({ field, problem: `race "${race.name}" has no finish`, fix: 'add a course point of kind "finish"' });
    if (!withWave.has(race.id)) problems.push({ field, problem: `race "${race.name}" has no wave`, fix: 'add at least one wave' });
    const within = [...formatProblems(race), ...ruleProblems(race)];
    return [...problems, ...within.map((one) => ({ ...one, field: `${field}.${one.field}` }))];
  });
}

/** Fields are those within the race. */
function formatProblems({ format, rules: { minimumLapMs } }: Race): SetupProblem[] {
  if (format.kind === 'course') return [];
  const problems: SetupProblem[] = [];
  if (minimumLapMs === 0) {
    problems.push({
      field: 'rules.minimumLapMs',
      problem: 'is 0, so that every read at the line would be a lap',
      fix: 'set it below the fastest lap that anyone can run, above the time somebody stays on the mat',
    });
  }
  if (format.kind === 'timed' && format.limitMs < minimumLapMs) {
    problems.push({
      field: 'format.limitMs',
      problem: `is shorter than the shortest lap (${minimumLapMs})`,
      fix: 'set it to how long the race goes on, at least rules.minimumLapMs',
    });
  }
  if (format.kind === 'backyard' && format.loopMs <= minimumLapMs) {
    problems.push({
      field: 'format.loopMs',
      problem: `leaves no time for a loop: the shortest that counts is ${minimumLapMs}`,
      fix: 'set it above rules.minimumLapMs; a backyard usually has 3600000, one hour',
    });
  }
  return problems;
}

function ruleProblems({ rulePack, rules }: Race): SetupProblem[] {
  const problems: SetupProblem[] = [];
  if (rules.rankBy === 'mixed' && rules.gunPlaces === 0) {
    problems.push({
      field: 'rules.gunPlaces',
      problem: 'is 0 though the race ranks mixed',
      fix: 'say how many places go by gun, or set rankBy to chip',
    });
  }
  if (rules.rankBy !== 'mixed' && rules.gunPlaces > 0) {
    problems.push({
      field: 'rules.gunPlaces',
      problem: `is ${rules.gunPlaces}, but the race ranks everyone by ${rules.rankBy}`,
      fix: 'set it to 0, or rankBy to mixed',
    });
  }
  if (rules.cutOffMs !== null && rules.cutOffMs < rules.minimumFinishMs) {
    problems.push({
      field: 'rules.cutOffMs',
      problem: `is before the first finish that counts (${rules.minimumFinishMs})`,
      fix: 'set it to the last time that finishes, at least rules.minimumFinishMs, or null for none',
    });
  }
  if (rulePackHeld({ rulePack, rules }) !== rulePack) {
    problems.push({
      field: 'rulePack',
      problem: `says ${rulePack}, but a rule of that pack was changed`,
      fix: 'set it to null, or the rules to those of the pack',
    });
  }
  return problems;
}
