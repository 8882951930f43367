import { legsOf } from '../result/legs.ts';
import type { PlacedResult, Result, ResultList } from '../results.ts';
import type { Setup } from '../setup.ts';
import { formatRaceTime } from '../time/race-time-text.ts';

// A result list as people read it: names for ids, texts for times.

/** A result as people say it, with the exact one behind it. */
export type ToldResult = Result & {
  gunTime: string | null;
  chipTime: string | null;
  place: number | null;
  sexPlace: number | null;
  divisionPlaces: Record<string, number>;
  splitTimes: Record<string, string>;
};

export function toldResult(setup: Setup, list: ResultList, bib: string): ToldResult {
  const { places, ...result } = resultOf(list, bib);
  return {
    ...result,
    gunTime: result.officialGunMs === null ? null : formatRaceTime(result.officialGunMs),
    chipTime: result.officialChipMs === null ? null : formatRaceTime(result.officialChipMs),
    place: places?.overall ?? null,
    sexPlace: places?.sex ?? null,
    divisionPlaces: Object.fromEntries(
      (places?.divisions ?? []).map(({ divisionId, place }) => [nameIn(setup.divisions, divisionId), place]),
    ),
    splitTimes: Object.fromEntries(
      result.splits.map(({ coursePointId, gunTimeMs }) => [nameIn(setup.coursePoints, coursePointId), formatRaceTime(gunTimeMs)]),
    ),
  };
}

export function toldWinners(setup: Setup, list: ResultList): Record<string, Record<string, number>> {
  const awards = list.awards.map(({ awardId, winners }) => {
    const places = winners.map(({ participantId, place }) => [bibIn(list, participantId), place]);
    return [nameIn(setup.awards, awardId), Object.fromEntries(places)];
  });
  return Object.fromEntries(awards);
}

export function toldTeams(setup: Setup, { teams }: ResultList): string[] {
  return teams.map(({ teamId, place, score }) => {
    const name = nameIn(setup.teams, teamId);
    return place === null ? name : `${place}. ${name} ${score}`;
  });
}

export function toldTeamSheets(setup: Setup, list: ResultList): Record<string, string[]> {
  const sheets = list.teams.map(({ teamId, members }) => {
    const lines = members.map(({ participantId, counts, points, timeMs }) => {
      const line = `${bibIn(list, participantId)}: ${points ?? formatRaceTime(timeMs)}`;
      return counts ? line : `(${line})`;
    });
    return [nameIn(setup.teams, teamId), lines];
  });
  return Object.fromEntries(sheets);
}

export function toldLegs({ races, coursePoints }: Setup, list: ResultList, bib: string): string[] {
  const nameOf = (pointId: string | null) => coursePoints.find(({ id }) => id === pointId)?.name ?? 'gun';
  return legsOf(resultOf(list, bib), { race: races[0]!, coursePoints }).map(
    ({ fromPointId, toPointId, legMs }) =>
      `${nameOf(fromPointId)} to ${nameOf(toPointId)}: ${legMs === null ? '?' : formatRaceTime(legMs)}`,
  );
}

function resultOf({ results }: ResultList, bib: string): PlacedResult {
  const result = results.find((one) => one.bib === bib);
  if (!result) throw new TypeError(`nobody in the list wears bib ${bib}`);
  return result;
}

function bibIn({ results }: ResultList, participantId: string): string {
  return results.find((one) => one.participantId === participantId)!.bib;
}

function nameIn(list: readonly { id: string; name: string }[], id: string): string {
  return list.find((one) => one.id === id)!.name;
}
