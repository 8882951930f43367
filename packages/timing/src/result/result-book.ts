import type { EventLog } from '../log/event-log.ts';
import type { Course } from '../race/course.ts';
import { lastOneStanding } from '../race/last-one-standing.ts';
import { resultOf } from '../race/result-of.ts';
import { runnerTimes } from '../race/runner-times.ts';
import type { Places, Result } from '../results.ts';
import { rankKeyOf } from './rank-key.ts';
import { leave, placesOf, Rankings, type Standing } from './rankings.ts';
import { isSameResult } from './same-result.ts';

type Scored = { result: Result; standing: Standing | null };

/** One participant, before and after; undefined where there was, or is, none. `foremostKey`: the better of the two rank keys, whom it passed is behind it. */
export type Move = { before: Result | undefined; now: Result | undefined; isSame: boolean; foremostKey: number };

/** Everyone's result as the log stands, and where each ranks. What is in it was worked out participant by participant. */
export class ResultBook {
  readonly #log: EventLog;
  readonly #scored = new Map<string, Scored>();
  readonly #rankings = new Rankings();
  /** Of each backyard, where it has one. */
  readonly #winners = new Map<string, string | undefined>();
  readonly #raceWide: readonly Course[];

  constructor(log: EventLog) {
    this.#log = log;
    this.#raceWide = [...log.courses.values()].filter(({ race }) => race.format.kind === 'backyard' || race.rules.rankBy === 'mixed');
  }

  result(participantId: string): Result | undefined {
    return this.#scored.get(participantId)?.result;
  }

  *results(): Iterable<Result> {
    for (const { result } of this.#scored.values()) yield result;
  }

  places(participantId: string): Places | null {
    const standing = this.#scored.get(participantId)?.standing;
    return standing ? placesOf(standing) : null;
  }

  /** What orders a finisher among the others of the race, lower is better; null for whoever has no place. */
  rankKey(participantId: string): number | null {
    return this.#scored.get(participantId)?.standing?.rankKey ?? null;
  }

  /** Works these participants out anew, and whoever is moved by a rule that looks at the whole race. */
  score(participantIds: Iterable<string>): Map<string, Move> {
    const before = new Map<string, Scored | undefined>();
    const scoreAnew = (id: string) => {
      if (!before.has(id)) before.set(id, this.#scored.get(id));
      this.#score(id);
    };
    for (const id of participantIds) scoreAnew(id);
    for (const course of this.#raceWide) for (const id of this.#movedByRace(course)) scoreAnew(id);
    return new Map(Array.from(before, ([id, was]) => [id, move(was, this.#scored.get(id))]));
  }

  /** One participant: a pure function of what is on record. Someone removed, or of a race that the setup does not have, has no result. */
  #score(participantId: string): void {
    const before = this.#scored.get(participantId);
    if (before?.standing) leave(before.standing);
    const claim = this.#log.roster.claimOf(participantId);
    const course = claim && this.#log.courses.get(claim.participant.raceId);
    if (!claim || !course) {
      this.#scored.delete(participantId);
      return;
    }
    const record = this.#log.recordOf(claim, course, { hasWon: this.#winners.get(course.race.id) === participantId });
    const result = resultOf(record, runnerTimes(record), (row) => this.#log.heard.table.sourceOf(row));
    this.#scored.set(participantId, { result, standing: this.#rankings.enter(claim.participant, result, course) });
  }

  #movedByRace(course: Course): string[] {
    return course.race.format.kind === 'backyard' ? this.#crown(course) : this.#moveFront(course);
  }

  /** SR-33: who has won, and who had, if that is somebody else now. */
  #crown({ race }: Course): string[] {
    const before = this.#winners.get(race.id);
    const isClosed = this.#log.isClosed(race.id);
    const now = isClosed ? lastOneStanding(this.#ofRace(race.id), (id) => this.#log.rulingOn(id) === null) : undefined;
    if (now === before) return [];
    this.#winners.set(race.id, now);
    return [before, now].filter((id) => id !== undefined);
  }

  /** SR-35: whom the last finisher, or a correction, brought to the other side of the line between gun places and chip places. */
  #moveFront({ race }: Course): string[] {
    const front = this.#rankings.moveFront(race.id);
    if (front === undefined) return [];
    const moved = [...this.#scored.values()].filter(
      ({ result, standing }) => standing && result.raceId === race.id && rankKeyOf(result, race.rules, front) !== standing.rankKey,
    );
    return moved.map(({ result }) => result.participantId);
  }

  *#ofRace(raceId: string): Iterable<Result> {
    for (const result of this.results()) if (result.raceId === raceId) yield result;
  }
}

function move(before: Scored | undefined, now: Scored | undefined): Move {
  const isSame =
    before && now ? isSameResult(before.result, now.result) && before.standing?.rankKey === now.standing?.rankKey : !before && !now;
  const keys = [before, now].map((scored) => scored?.standing?.rankKey ?? Number.POSITIVE_INFINITY);
  return { before: before?.result, now: now?.result, isSame, foremostKey: Math.min(...keys) };
}
