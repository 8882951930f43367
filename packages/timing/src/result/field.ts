import type { Course } from '../race/course.ts';
import { divisionsOf } from '../race/divisions.ts';
import type { Result } from '../results.ts';
import type { Award, Participant, Setup } from '../setup.ts';
import { chipMsOf, gunMsOf } from './rank-key.ts';

export type Finisher = { participant: Participant; result: Result };

/** A finisher by one of the two clocks, exact or as displayed, as the race places; with laps, more of them are ahead of any time. */
export type Timed = { participant: Participant; timeMs: number; laps: number };

/** Whom an award or a contest is for, and by which clock. */
export type PoolOf = Pick<Award, 'sex' | 'divisionId' | 'basis'>;

/** The finishers of one race, for what is won beside its ranking: awards and team contests. Each pool is put in order once. */
export class Field {
  readonly course: Course;
  readonly #finishers: readonly Finisher[];
  #ofDivision: Map<string, Finisher[]> | undefined;
  readonly #orders = new Map<string, readonly Timed[]>();

  constructor(course: Course, finishers: readonly Finisher[]) {
    this.course = course;
    this.#finishers = finishers;
  }

  /**
   * Everyone, one sex (X is one, SR-34), one division, or one sex of it; first home first, those who are level in no order of their own.
   * A division that the race does not have holds nobody.
   */
  pool({ basis, sex, divisionId }: PoolOf): readonly Timed[] {
    const name = `${basis} ${sex} ${divisionId}`;
    let pool = this.#orders.get(name);
    if (!pool) {
      pool =
        sex === null
          ? this.#inOrder({ basis, divisionId })
          : this.pool({ basis, divisionId, sex: null }).filter(({ participant }) => participant.sex === sex);
      this.#orders.set(name, pool);
    }
    return pool;
  }

  #inOrder({ basis, divisionId }: Omit<PoolOf, 'sex'>): readonly Timed[] {
    const finishers = divisionId === null ? this.#finishers : (this.#divisions().get(divisionId) ?? []);
    const timeOf = basis === 'gun' ? gunMsOf : chipMsOf;
    const { rules } = this.course.race;
    const timed = finishers.map(({ participant, result }) => ({ participant, timeMs: timeOf(result, rules)!, laps: result.laps.length }));
    return timed.sort(compareTimed);
  }

  /** All of them at once: a look at each finisher for each award would take longer than the list itself. */
  #divisions(): Map<string, Finisher[]> {
    if (!this.#ofDivision) {
      this.#ofDivision = new Map(this.course.divisions.map(({ id }) => [id, []]));
      for (const finisher of this.#finishers) {
        for (const { id } of divisionsOf(finisher.participant, this.course.divisions)) this.#ofDivision.get(id)!.push(finisher);
      }
    }
    return this.#ofDivision;
  }
}

/** Ahead of each other, or level. */
export function compareTimed(a: Timed, b: Timed): number {
  return b.laps - a.laps || a.timeMs - b.timeMs;
}

/** The fields of those races that give awards or hold contests; nobody else's finishers are looked at. */
export function fieldsOf(
  { awards, teamContests }: Pick<Setup, 'awards' | 'teamContests'>,
  { courses, finishers }: { courses: ReadonlyMap<string, Course>; finishers: () => Iterable<Finisher> },
): Map<string, Field> {
  const raceIds = new Set([...awards, ...teamContests].map(({ raceId }) => raceId));
  if (raceIds.size === 0) return new Map();
  const byRace = Map.groupBy(finishers(), ({ result }) => result.raceId);
  return new Map(
    [...raceIds].flatMap((raceId) => {
      const course = courses.get(raceId);
      return course ? [[raceId, new Field(course, byRace.get(raceId) ?? [])] as const] : [];
    }),
  );
}
