import type { Course } from '../race/course.ts';
import { divisionsOf } from '../race/divisions.ts';
import type { Places, Result } from '../results.ts';
import type { Participant } from '../setup.ts';
import { PlaceIndex } from './place-index.ts';
import { rankMsOf } from './rank-time.ts';

type DivisionRanking = { divisionId: string; index: PlaceIndex };

/** Where a finisher stands: the time, and the rankings it is in. */
type Standing = { rankMs: number; overall: PlaceIndex; sex: PlaceIndex | null; divisions: readonly DivisionRanking[] };

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
  readonly #standings = new Map<string, Standing>();

  /** Puts a participant where the new result belongs; whoever has no place (SR-13) is in no ranking. */
  put(participant: Participant, result: Result, course: Course): void {
    this.remove(participant.id);
    const rankMs = rankMsOf(result, course.race.rules);
    if (rankMs === null) return;
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
    this.#standings.set(participant.id, standing);
  }

  remove(participantId: string): void {
    const standing = this.#standings.get(participantId);
    if (!standing) return;
    const { rankMs, overall, sex, divisions } = standing;
    overall.remove(rankMs);
    sex?.remove(rankMs);
    for (const { index } of divisions) index.remove(rankMs);
    this.#standings.delete(participantId);
  }

  placesOf(participantId: string): Places | null {
    const standing = this.#standings.get(participantId);
    if (!standing) return null;
    const { rankMs, overall, sex, divisions } = standing;
    return {
      overall: overall.placeOf(rankMs),
      sex: sex?.placeOf(rankMs) ?? null,
      divisions: divisions.map(({ divisionId, index }) => ({ divisionId, place: index.placeOf(rankMs) })),
    };
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
