import type { EventLog } from '../log/event-log.ts';
import type { WatchOut } from './watch-out.ts';
import { isAlongACourse, type Watched, type WatchedRace, type WatchedRunner } from './watched.ts';
import { bibsText, byBib, clockText, eachOrTogether } from './wording.ts';

/** Runners fade, above all in the second half: late is who needs a quarter longer than the pace so far says, */
const marginShare = 0.25;
/** and never for less than ten minutes: a shoe, a toilet. */
const marginMsMin = 600_000;
/** Whoever has no pace yet is measured by the slowest so far, once the field is through: this share of it is still missing at most (one at any rate), */
const stragglersMax = 0.05;
/** and these at least are there, since fewer are no field to measure by. */
const throughMin = 5;

type Expected = { runner: WatchedRunner; last: number; lastSeenAtMs: number; next: number; expectedAtMs: number };

/** Who set out and should have come to the next point by now, by the own pace so far. */
export function overdue({ races, nowMs, log }: Watched): WatchOut[] {
  return races.filter(isAlongACourse).flatMap((race) => {
    const field = new FieldPace(race);
    const running = race.runners.filter(({ result }) => result.status === 'running');
    const late = running.flatMap((runner) => expectedNext(runner, field) ?? []).filter((expected) => isLate(expected, nowMs));
    const byPoint = Map.groupBy(late.sort(byBib), ({ next }) => next);
    return race.stages.flatMap((_, stage) => eachOrTogether(byPoint.get(stage) ?? [], (some) => tell(some, race, log)));
  });
}

function isLate({ lastSeenAtMs, expectedAtMs }: Expected, nowMs: number): boolean {
  return nowMs > expectedAtMs + Math.max(marginMsMin, marginShare * (expectedAtMs - lastSeenAtMs));
}

function expectedNext(runner: WatchedRunner, field: FieldPace): Expected | null {
  const { result, passedAtMs } = runner;
  const last = Math.max(
    passedAtMs.findLastIndex((atMs) => atMs !== null),
    0,
  );
  const lastSeenAtMs = passedAtMs[last] ?? result.startedAtMs!;
  const next = field.nextAfter(last);
  if (next === null) return null;
  const neededMs =
    last === 0 ? field.longestFromStartMs(next) : field.neededMs({ last, next, elapsedMs: lastSeenAtMs - result.startedAtMs! });
  return neededMs === null ? null : { runner, last, lastSeenAtMs, next, expectedAtMs: Math.round(lastSeenAtMs + neededMs) };
}

/** What the course and the others say about the way from one point to the next. */
class FieldPace {
  readonly #race: WatchedRace;
  readonly #startM: number;
  /** Stages at which anybody was timed. */
  readonly #heard: readonly number[];
  readonly #medians = new Map<string, number | null>();
  readonly #longest = new Map<number, number | null>();

  constructor(race: WatchedRace) {
    this.#race = race;
    this.#startM = race.stages[0]!.distanceM!;
    this.#heard = [...race.stages.keys()].filter((stage) => race.runners.some(({ passedAtMs }) => passedAtMs[stage] !== null));
  }

  /** The next point at which anybody was timed: a mat that hears nobody makes nobody late. Without one the next; null behind the last. */
  nextAfter(last: number): number | null {
    const next = this.#heard.find((stage) => stage > last) ?? last + 1;
    return next < this.#race.stages.length ? next : null;
  }

  /** At the pace of the way so far: by the distances of the points, or where one is unknown as long as it took the middle of the field. */
  neededMs({ last, next, elapsedMs }: { last: number; next: number; elapsedMs: number }): number | null {
    const [lastM, nextM] = [this.#race.stages[last]!.distanceM, this.#race.stages[next]!.distanceM];
    if (lastM !== null && nextM !== null && lastM > this.#startM) return (elapsedMs * (nextM - lastM)) / (lastM - this.#startM);
    const ratio = this.#medianRatio(last, next);
    return ratio === null ? null : elapsedMs * ratio;
  }

  /** For whoever has no pace yet: the cut-off, by its share of the way, or the slowest of a field that is through. */
  longestFromStartMs(next: number): number | null {
    const { stages, course } = this.#race;
    const { cutOffMs } = course.race.rules;
    const { kind, distanceM } = stages[next]!;
    const finishM = stages.at(-1)!.distanceM;
    const share = kind === 'finish' ? 1 : distanceM !== null && finishM ? (distanceM - this.#startM) / (finishM - this.#startM) : null;
    if (cutOffMs !== null && share !== null) return cutOffMs * share;
    if (!this.#longest.has(next)) this.#longest.set(next, this.#slowestMs(next));
    return this.#longest.get(next)!;
  }

  #slowestMs(next: number): number | null {
    const started = this.#race.runners.filter(({ result }) => result.startedAtMs !== null);
    const waiting = started.filter(
      ({ result, passedAtMs }) => result.status === 'running' && passedAtMs.findLastIndex((atMs) => atMs !== null) < next,
    );
    const took = started.flatMap(({ passedAtMs, result }) => (passedAtMs[next] == null ? [] : passedAtMs[next] - result.startedAtMs!));
    const isThrough = took.length >= throughMin && waiting.length <= Math.max(1, stragglersMax * started.length);
    return isThrough ? took.reduce((a, b) => Math.max(a, b)) : null;
  }

  #medianRatio(last: number, next: number): number | null {
    const key = `${last} ${next}`;
    if (!this.#medians.has(key)) {
      const ratios = this.#race.runners.flatMap(({ passedAtMs, result }) => {
        const [lastAtMs, nextAtMs] = [passedAtMs[last], passedAtMs[next]];
        if (lastAtMs == null || nextAtMs == null || lastAtMs <= result.startedAtMs!) return [];
        return (nextAtMs - lastAtMs) / (lastAtMs - result.startedAtMs!);
      });
      this.#medians.set(key, ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? null);
    }
    return this.#medians.get(key)!;
  }
}

function tell(late: readonly Expected[], { course, stages }: WatchedRace, log: EventLog): WatchOut {
  const [first] = late;
  const next = stages[first!.next]!;
  return {
    code: 'overdue',
    raceId: course.race.id,
    participantIds: late.map(({ runner }) => runner.participant.id),
    sources: [],
    facts: {
      nextPointId: next.points[0]!.id,
      runners: late.map(({ runner, last, lastSeenAtMs, expectedAtMs }) => ({
        participantId: runner.participant.id,
        lastPointId: runner.passedAtMs[last] === null ? null : (stages[last]!.points[0]?.id ?? null),
        lastSeenAtMs,
        expectedAtMs,
      })),
    },
    sentence: late.length === 1 ? aboutOne(first!, stages, log) : aboutMany(late, next.name, log),
  };
}

function aboutOne({ runner, last, lastSeenAtMs, next, expectedAtMs }: Expected, stages: WatchedRace['stages'], log: EventLog): string {
  const seen =
    runner.passedAtMs[last] === null
      ? `set out with the gun at ${clockText(log, lastSeenAtMs)} and was not timed since`
      : `was last seen at ${stages[last]!.name} at ${clockText(log, lastSeenAtMs)}`;
  const by = last === 0 ? 'by the slowest that the race allows or has seen' : 'by the pace so far';
  return `Bib ${runner.participant.bib} is overdue: it ${seen} and was expected at ${stages[next]!.name} by ${clockText(log, expectedAtMs)}, ${by}. Ask the course marshals, then enter a DNF or the time that the mat missed.`;
}

function aboutMany(late: readonly Expected[], next: string, log: EventLog): string {
  const longest = late.reduce((a, b) => (b.expectedAtMs < a.expectedAtMs ? b : a));
  return `${late.length} runners are overdue at ${next} (${bibsText(late.map(({ runner }) => runner))}), the first since ${clockText(log, longest.expectedAtMs)}. So many at once: look at the mat at ${next} first, then ask the course marshals.`;
}
