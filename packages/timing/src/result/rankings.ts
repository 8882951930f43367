import type { Course } from '../race/course.ts';
import { divisionsOf } from '../race/divisions.ts';
import type { Places, Result } from '../results.ts';
import type { Participant } from '../setup.ts';
import { PlaceIndex } from './place-index.ts';
import { gunMsOf, rankKeyOf } from './rank-key.ts';

type DivisionRanking = { divisionId: string; index: PlaceIndex };

/** Where a finisher stands: what orders it, and the rankings it is in. */
export type Standing = {
  rankKey: number;
  gunMs: number;
  race: RaceRankings;
  sex: PlaceIndex | null;
  divisions: readonly DivisionRanking[];
};

/** The rankings of one race. */
class RaceRankings {
  readonly overall = new PlaceIndex();
  readonly bySex = { F: new PlaceIndex(), M: new PlaceIndex(), X: new PlaceIndex() };
  readonly byDivision: ReadonlyMap<string, DivisionRanking>;
  /** Everyone's gun time, where the first places go by it (SR-35). */
  readonly guns: PlaceIndex | null;
  /** The last gun time that is placed by itself. */
  frontUntilMs = Number.POSITIVE_INFINITY;
  readonly #gunPlaces: number;

  constructor({ divisions, race }: Course) {
    this.byDivision = new Map(divisions.map(({ id }) => [id, { divisionId: id, index: new PlaceIndex() }]));
    this.guns = race.rules.rankBy === 'mixed' ? new PlaceIndex() : null;
    this.#gunPlaces = race.rules.gunPlaces;
  }

  /** Asked of races of mixed ranking only. */
  moveFront(): boolean {
    const before = this.frontUntilMs;
    this.frontUntilMs = this.guns!.timeOf(this.#gunPlaces);
    return this.frontUntilMs !== before;
  }
}

/** Places overall, by sex and by division, worked out when asked for: a stored place per row would rewrite hundreds of rows per finisher. */
export class Rankings {
  readonly #races = new Map<string, RaceRankings>();

  /** Puts a result where it belongs; null for whoever has no place (SR-13) and so is in no ranking. */
  enter(participant: Participant, result: Result, course: Course): Standing | null {
    const race = this.#rankingsOf(course);
    const { rules } = course.race;
    const rankKey = rankKeyOf(result, rules, race.frontUntilMs);
    if (rankKey === null) return null;
    const standing: Standing = {
      rankKey,
      gunMs: gunMsOf(result, rules)!,
      race,
      sex: participant.sex && race.bySex[participant.sex],
      divisions: divisionsOf(participant, course.divisions).map(({ id }) => race.byDivision.get(id)!),
    };
    race.guns?.add(standing.gunMs);
    race.overall.add(rankKey);
    standing.sex?.add(rankKey);
    for (const { index } of standing.divisions) index.add(rankKey);
    return standing;
  }

  /** Settles up to which gun time finishers are placed by it (SR-35). Undefined when that is as before: then everyone stands where they should. */
  moveFront(raceId: string): number | undefined {
    const race = this.#races.get(raceId);
    return race?.moveFront() ? race.frontUntilMs : undefined;
  }

  #rankingsOf(course: Course): RaceRankings {
    let rankings = this.#races.get(course.race.id);
    if (!rankings) {
      rankings = new RaceRankings(course);
      this.#races.set(course.race.id, rankings);
    }
    return rankings;
  }
}

export function leave({ rankKey, gunMs, race, sex, divisions }: Standing): void {
  race.guns?.remove(gunMs);
  race.overall.remove(rankKey);
  sex?.remove(rankKey);
  for (const { index } of divisions) index.remove(rankKey);
}

export function placesOf({ rankKey, race, sex, divisions }: Standing): Places {
  return {
    overall: race.overall.placeOf(rankKey),
    sex: sex?.placeOf(rankKey) ?? null,
    divisions: divisions.map(({ divisionId, index }) => ({ divisionId, place: index.placeOf(rankKey) })),
  };
}
