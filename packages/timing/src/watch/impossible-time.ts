import type { EventLog } from '../log/event-log.ts';
import { formatRaceTime } from '../time/race-time-text.ts';
import type { WatchOut } from './watch-out.ts';
import { isAlongACourse, sourcesAt, type Watched, type WatchedRace, type WatchedRunner } from './watched.ts';
import { bibsText, byBib, eachOrTogether } from './wording.ts';

type TooFast = { runner: WatchedRunner; from: number; to: number; tookMs: number };

/** Ways between two timed points that a result covers faster than anybody in this race can (`fastestKmMs`). */
export function impossibleTime({ races, log }: Watched): WatchOut[] {
  return races.filter(isAlongACourse).flatMap((race) => {
    const cases = race.runners.flatMap((runner) => tooFast(runner, race)).sort(byBib);
    const byWay = Map.groupBy(cases, ({ from, to }) => from * race.stages.length + to);
    return [...byWay].sort(([a], [b]) => a - b).flatMap(([, same]) => eachOrTogether(same, (some) => tell(some, race, log)));
  });
}

function tooFast(runner: WatchedRunner, race: WatchedRace): TooFast[] {
  const cases: TooFast[] = [];
  let from = 0;
  let fromMs = runner.result.startedAtMs;
  for (const [to, toMs] of runner.passedAtMs.entries()) {
    if (toMs === null || fromMs === null || race.stages[to]!.distanceM === null) continue;
    const tookMs = toMs - fromMs;
    if (tookMs < fastestMs(race, from, to)) cases.push({ runner, from, to, tookMs });
    from = to;
    fromMs = toMs;
  }
  return cases;
}

function fastestMs({ course, stages }: WatchedRace, from: number, to: number): number {
  return ((stages[to]!.distanceM! - stages[from]!.distanceM!) * course.race.rules.fastestKmMs) / 1000;
}

function tell(cases: readonly TooFast[], race: WatchedRace, log: EventLog): WatchOut {
  const { runner, from, to, tookMs } = cases[0]!;
  const [begin, end] = [race.stages[from]!, race.stages[to]!];
  const distanceM = end.distanceM! - begin.distanceM!;
  const leastMs = fastestMs(race, from, to);
  const way = `the ${distanceM} m from ${begin.name} to ${end.name}`;
  const least = `below ${formatRaceTime(leastMs)}, the least that the race takes for possible`;
  return {
    code: 'impossible-time',
    raceId: race.course.race.id,
    participantIds: cases.map(({ runner }) => runner.participant.id),
    sources: cases.flatMap(({ runner }) => sourcesAt(runner, [begin, end], log)),
    facts: {
      fromPointId: begin.points[0]?.id ?? null,
      toPointId: end.points[0]!.id,
      distanceM,
      fastestMs: Math.round(leastMs),
      runners: cases.map(({ runner, tookMs }) => ({ participantId: runner.participant.id, tookMs })),
    },
    sentence:
      cases.length === 1
        ? `Bib ${runner.participant.bib} covered ${way} in ${formatRaceTime(tookMs)}, ${least}. Look at its reads there: a chip on somebody else, a way cut short, or a time entered wrong.`
        : `${cases.length} runners (${bibsText(cases.map(({ runner }) => runner))}) covered ${way} ${least}. So many at once: look at the clocks of the two decoders and at the distances in the setup.`,
  };
}
