import type { TeamStanding } from '../results.ts';
import type { Setup, Team, TeamContest } from '../setup.ts';
import { compareBibs, compareCodePoints } from './compare-bibs.ts';
import { compareTimed, type Field, type Timed } from './field.ts';

/** Those of a team who take part in a contest, first home first: its scorers, then its displacers. */
type Squad = { team: Team; runners: readonly Timed[] };
/** `tieBreak`: lower is better. */
type Scored = Squad & { score: number; tieBreak: number };

/**
 * The teams of each contest (SR-28), contest by contest by id: those with a score by place, behind them those that are not complete,
 * most finishers first. What is level goes by the name of the team. A team of which nobody finished in the contest's pool is not in it.
 */
export function teamStandings(
  { teams, teamContests }: Pick<Setup, 'teams' | 'teamContests'>,
  fields: ReadonlyMap<string, Field>,
): TeamStanding[] {
  return teamContests
    .toSorted((a, b) => compareCodePoints(a.id, b.id))
    .flatMap((contest) => {
      const field = fields.get(contest.raceId);
      const ours = teams.filter(({ raceId }) => raceId === contest.raceId);
      return field ? standingsOf(contest, squadsOf(contest, field, ours)) : [];
    });
}

/** Unattached runners are taken out, and so is a team that the race does not have. */
function squadsOf(contest: TeamContest, field: Field, teams: readonly Team[]): Squad[] {
  const byTeam = Map.groupBy(field.pool(contest), ({ participant }) => participant.teamId);
  return teams.flatMap((team) => {
    const runners = byTeam.get(team.id);
    return runners ? [{ team, runners: runners.sort(inSquadOrder) }] : [];
  });
}

function standingsOf(contest: TeamContest, squads: readonly Squad[]): TeamStanding[] {
  const { scorers } = contest;
  const counting = contest.by === 'points' ? scorers + contest.displacers : scorers;
  const complete = squads
    .filter(({ runners }) => runners.length >= scorers)
    .map((squad) => ({ ...squad, runners: squad.runners.slice(0, counting) }));
  const incomplete = squads.filter(({ runners }) => runners.length < scorers);

  const points = contest.by === 'points' ? pointsOf(complete) : undefined;
  const scored = complete.map((squad) => ({ ...squad, ...scoreOf(squad, scorers, points) })).sort(byScore);
  const places = placesOf(scored);
  const standing = ({ team, runners }: Squad, place: number | null, score: number | null): TeamStanding => ({
    contestId: contest.id,
    teamId: team.id,
    place,
    score,
    members: runners.map(({ participant, timeMs }, at) => ({
      participantId: participant.id,
      counts: score !== null && at < scorers,
      points: points?.get(participant.id) ?? null,
      timeMs,
    })),
  });
  return [
    ...scored.map((squad, at) => standing(squad, places[at]!, squad.score)),
    ...incomplete.sort(mostFinishersFirst).map((squad) => standing(squad, null, null)),
  ];
}

/** Teams in order: whoever is level shares the place, and the next ones are skipped. */
function placesOf(scored: readonly Scored[]): number[] {
  const places: number[] = [];
  for (const [at, squad] of scored.entries()) {
    const isLevel = at > 0 && compareScores(scored[at - 1]!, squad) === 0;
    places.push(isLevel ? places[at - 1]! : at + 1);
  }
  return places;
}

/** Those left are numbered through; whoever is level shares the average of the places. */
function pointsOf(squads: readonly Squad[]): Map<string, number> {
  const runners = squads.flatMap((squad) => squad.runners).sort(compareTimed);
  const points = new Map<string, number>();
  for (let from = 0; from < runners.length; ) {
    let to = from + 1;
    while (to < runners.length && compareTimed(runners[from]!, runners[to]!) === 0) to++;
    for (const { participant } of runners.slice(from, to)) points.set(participant.id, (from + 1 + to) / 2);
    from = to;
  }
  return points;
}

/** A tie goes to the team of the better next runner, and a team without one loses it; by time, to the team whose last scorer was home first (choice). */
function scoreOf(
  { runners }: Squad,
  scorers: number,
  points: ReadonlyMap<string, number> | undefined,
): { score: number; tieBreak: number } {
  const value = ({ participant, timeMs }: Timed) => points?.get(participant.id) ?? timeMs;
  const score = runners.slice(0, scorers).reduce((sum, runner) => sum + value(runner), 0);
  const decider = points ? runners[scorers] : runners[scorers - 1];
  return { score, tieBreak: decider ? value(decider) : Number.MAX_SAFE_INTEGER };
}

function compareScores(a: Scored, b: Scored): number {
  return a.score - b.score || a.tieBreak - b.tieBreak;
}

function byScore(a: Scored, b: Scored): number {
  return compareScores(a, b) || byName(a, b);
}

function mostFinishersFirst(a: Squad, b: Squad): number {
  return b.runners.length - a.runners.length || byName(a, b);
}

function byName({ team: a }: Squad, { team: b }: Squad): number {
  return compareCodePoints(a.name, b.name) || compareCodePoints(a.id, b.id);
}

function inSquadOrder(a: Timed, b: Timed): number {
  return compareTimed(a, b) || compareBibs(a.participant.bib, b.participant.bib) || compareCodePoints(a.participant.id, b.participant.id);
}
