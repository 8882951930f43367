import type { Setup } from '@chute/timing';
import { repeated, type SetupProblem } from './setup-problem.ts';

/** Bibs worn twice, and waves, custom divisions and teams that are not those of the participant's race. */
export function participantProblems(setup: Setup): SetupProblem[] {
  const waves = new Map(setup.waves.map((wave) => [wave.id, wave]));
  const customDivisions = new Set(
    setup.divisions.filter((division) => division.custom).map((division) => `${division.raceId} ${division.id}`),
  );
  const teams = new Map(setup.teams.map((team) => [team.id, team]));
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
    if (one.teamId === null) continue;
    const team = teams.get(one.teamId);
    if (!team) {
      problems.push({ field: `${field}.teamId`, problem: `there is no team ${one.teamId}`, fix: 'use the id of one of teams, or null' });
    } else if (team.raceId !== one.raceId) {
      problems.push({
        field: `${field}.teamId`,
        problem: `team "${team.name}" belongs to another race`,
        fix: "use a team of the participant's own race, or null",
      });
    }
  }
  return problems;
}
