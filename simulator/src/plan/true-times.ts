import type { Setup } from '@chute/timing';
import type { Crossing } from './crossings.ts';
import type { Runner } from './field.ts';
import type { TrueResult, TrueTimes } from './race-plan.ts';

/** What an outcome is made from: one runner's crossings as they were heard, and the gun as it was recorded. */
export type Heard = {
  crossings: readonly Crossing[];
  gunAtMs: number;
  disqualified: boolean;
  /** What the clock of the decoder at a location showed at a true instant. */
  shownAtMs: (location: string, atMs: number) => number;
};

/**
 * The result of one runner, by plain subtraction. It knows which crossing each read belongs to, which no scorer can know:
 * that is what makes it a judge of the scorer and not a copy of it.
 */
export function trueTimes(setup: Setup, { crossings, gunAtMs, disqualified, shownAtMs }: Heard): TrueTimes {
  const readsOf = (...meanings: Crossing['meaning'][]) =>
    crossings
      .filter((crossing) => meanings.includes(crossing.meaning))
      .flatMap((crossing) => crossing.reads.map((read) => shownAtMs(crossing.location, read.atMs)));

  const startReads = readsOf('start');
  const finishReads = readsOf('finish', 'lingering');
  const startedAtMs = startReads.length > 0 ? Math.max(...startReads) : null;
  const finishedAtMs = finishReads.length > 0 ? Math.min(...finishReads) : null;
  const splits = setup.coursePoints
    .filter((point) => point.kind === 'split')
    .flatMap((point) => {
      const reads = crossings.filter((crossing) => crossing.location === point.location).flatMap((crossing) => crossing.reads);
      if (reads.length === 0) return [];
      return [{ course_point_id: point.id, passed_at_ms: Math.min(...reads.map((read) => shownAtMs(point.location, read.atMs))) }];
    });

  const wasSeen = startReads.length > 0 || finishReads.length > 0 || splits.length > 0;
  const finished = finishedAtMs !== null;
  return {
    status: disqualified ? 'DSQ' : finished ? 'finished' : wasSeen ? 'DNF' : 'DNS',
    gun_time_ms: finished ? finishedAtMs - gunAtMs : null,
    chip_time_ms: finished ? finishedAtMs - (startedAtMs ?? gunAtMs) : null,
    start_source: startedAtMs !== null ? 'read' : wasSeen ? 'gun' : null,
    started_at_ms: startedAtMs,
    finished_at_ms: finishedAtMs,
    splits,
  };
}

/** Puts everybody in order: 1 + how many were faster, among all, the own sex, and each division. */
export function withPlaces(setup: Setup, runners: readonly Pick<Runner, 'participant'>[], times: readonly TrueTimes[]): TrueResult[] {
  const rules = new Map(setup.races.map((race) => [race.id, race.rules]));
  const entrants = runners.map(({ participant }, index) => {
    const own = times[index]!;
    const rankMs = rules.get(participant.raceId)!.rankBy === 'gun' ? own.gun_time_ms : own.chip_time_ms;
    return { participant, own, rankMs: own.status === 'finished' ? rankMs : null };
  });
  type Entrant = (typeof entrants)[number];
  const sortedTimes = new Map<string, number[]>();

  /** `group` names who is compared; the times of each group are sorted once. */
  function placeAmong(group: string, rankMs: number, belongs: (one: Entrant) => boolean): number {
    let sorted = sortedTimes.get(group);
    if (!sorted) {
      sorted = entrants.flatMap((one) => (one.rankMs !== null && belongs(one) ? [one.rankMs] : [])).toSorted((a, b) => a - b);
      sortedTimes.set(group, sorted);
    }
    return 1 + firstNotBelow(sorted, rankMs);
  }

  return entrants.map(({ participant, own, rankMs }) => {
    const sameRace = (one: Entrant) => one.participant.raceId === participant.raceId;
    const sameSex = (one: Entrant) => sameRace(one) && one.participant.sex === participant.sex;
    const ownDivisions = setup.divisions.filter((division) => division.raceId === participant.raceId && belongsTo(participant, division));
    return {
      participant_id: participant.id,
      bib: participant.bib,
      race_id: participant.raceId,
      wave_id: participant.waveId,
      ...own,
      place_overall: rankMs === null ? null : placeAmong(participant.raceId, rankMs, sameRace),
      place_sex:
        rankMs === null || participant.sex === null ? null : placeAmong(`${participant.raceId} ${participant.sex}`, rankMs, sameSex),
      division_places:
        rankMs === null
          ? []
          : ownDivisions.map((division) => ({
              division_id: division.id,
              place: placeAmong(division.id, rankMs, (one) => sameRace(one) && belongsTo(one.participant, division)),
            })),
    };
  });
}

function belongsTo(participant: Runner['participant'], division: Setup['divisions'][number]): boolean {
  if (division.custom && !participant.customDivisions.includes(division.id)) return false;
  if (division.sex !== null && division.sex !== participant.sex) return false;
  if (division.ageMin === null && division.ageMax === null) return true;
  if (participant.raceAge === null) return false;
  return participant.raceAge >= (division.ageMin ?? 0) && participant.raceAge <= (division.ageMax ?? Number.POSITIVE_INFINITY);
}

function firstNotBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
