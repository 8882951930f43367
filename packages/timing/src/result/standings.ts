import type { Course } from '../race/course.ts';
import { divisionsOf } from '../race/divisions.ts';
import type { Places, Result } from '../results.ts';
import type { Participant } from '../setup.ts';
import { PlaceIndex } from './place-index.ts';
import { rankMsOf } from './rank-time.ts';

type DivisionRanking = { divisionId: string; index: PlaceIndex };

/** Where a finisher stands: the time, and the rankings it is in. */
export type Standing = { rankMs: number; overall: PlaceIndex; sex: PlaceIndex | null; divisions: readonly DivisionRanking[] };

/** The rankings of one race. */
class RaceRankings {
  readonly overall = new PlaceIndex();
  readonly bySex = { F: new PlaceIndex(), M: new PlaceIndex(), X: new PlaceIndex() };
  readonly byDivision: ReadonlyMap<string, DivisionRanking>;

  constructor(course: Course) {
    this.byDivision = new Map(course.divisions.map(({ id }) => [id, { divisionId: id, index: new PlaceIndex() }]));
  }
}

/** Places overall, by sex and by division, worked out when asked for: a stored place per row would rewrite hundreds of rows per finisher. */
export class Standings {
  readonly #rankings = new Map<string, RaceRankings>();

  /** Puts a result where it belongs; null for whoever has no place (SR-13) and so is in no ranking. */
  enter(participant: Participant, result: Result, course: Course): Standing | null {
    const rankMs = rankMsOf(result, course.race.rules);
    if (rankMs === null) return null;
    const rankings = this.#rankingsOf(course);
    const standing: Standing = {
      rankMs,
      overall: rankings.overall,
      sex: participant.sex === null ? null : rankings.bySex[participant.sex],
      divisions: divisionsOf(participant, course.divisions).map(({ id }) => rankings.byDivision.get(id)!),
    };
    standing.overall.add(rankMs);
    standing.sex?.add(rankMs);
    for (const { index } of standing.divisions) index.add(rankMs);
    return standing;
  }

  #rankingsOf(course: Course): RaceRankings {
    let rankings = this.#rankings.get(course.race.id);
    if (!rankings) {
      rankings = new RaceRankings(course);
      this.#rankings.set(course.race.id, rankings);
    }
    return rankings;
  }
}

export function leave({ rankMs, overall, sex, divisions }: Standing): void {
  overall.remove(rankMs);
  sex?.remove(rankMs);
  for (const { index } of divisions) index.remove(rankMs);
}

export function placesOf({ rankMs, overall, sex, divisions }: Standing): Places {
  return {
    overall: overall.placeOf(rankMs),
    sex: sex?.placeOf(rankMs) ?? null,
    divisions: divisions.map(({ divisionId, index }) => ({ divisionId, place: index.placeOf(rankMs) })),
  };
}
