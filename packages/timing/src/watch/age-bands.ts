import type { Division, Participant, Race, Setup, Sex } from '../setup.ts';
import type { Ages, WatchOut } from './watch-out.ts';

const sexes: readonly (Sex | null)[] = ['F', 'M', 'X', null];
const sexNames = { F: 'women', M: 'men', X: 'sex X' };

type Band = { from: number; to: number };

/** Ages that two divisions of a race and sex share, or that lie between two and in none. Custom divisions, and those open to every age, are no bands. */
export function ageBands({ races, divisions, participants }: Pick<Setup, 'races' | 'divisions' | 'participants'>): WatchOut[] {
  return races.flatMap((race) => {
    const inRace = divisions.filter(
      (division) => division.raceId === race.id && !division.custom && (division.ageMin !== null || division.ageMax !== null),
    );
    const banded = new Set(inRace.map(({ sex }) => sex));
    return sexes.flatMap((sex) => {
      const own = bandsOf(inRace.filter((division) => division.sex === sex));
      if (own.length === 0) return [];
      const all = bandsOf(inRace.filter((division) => division.sex === sex || division.sex === null));
      // Whose sex has no bands of its own goes by those for everyone.
      const entered = participants.filter((one) => one.raceId === race.id && (banded.has(one.sex) ? one.sex : null) === sex);
      return tell(race, { sex, overlaps: overlapsOf(own), holes: holesOf(all, agesOf(entered)) });
    });
  });
}

function bandsOf(divisions: readonly Division[]): Band[] {
  const bands = divisions.map(({ ageMin, ageMax }) => ({ from: ageMin ?? 0, to: ageMax ?? Number.POSITIVE_INFINITY }));
  return bands.sort((a, b) => a.from - b.from || a.to - b.to);
}

function agesOf(participants: readonly Participant[]): number[] {
  return participants.flatMap(({ raceAge }) => raceAge ?? []);
}

function overlapsOf(bands: readonly Band[]): Ages[] {
  const overlaps: Ages[] = [];
  let covered = Number.NEGATIVE_INFINITY;
  for (const { from, to } of bands) {
    if (from <= covered) overlaps.push(ages(from, Math.min(covered, to)));
    covered = Math.max(covered, to);
  }
  return overlaps;
}

/** Between the bands always; below the lowest and above the highest only where somebody of that age is entered: a race may have an age to enter from. */
function holesOf(bands: readonly Band[], entered: readonly number[]): Ages[] {
  const holes: Ages[] = [];
  const lowest = entered.reduce((a, b) => Math.min(a, b), bands[0]!.from);
  let covered = lowest - 1;
  for (const { from, to } of bands) {
    if (from > covered + 1) holes.push(ages(covered + 1, from - 1));
    covered = Math.max(covered, to);
  }
  const highest = entered.reduce((a, b) => Math.max(a, b), covered);
  if (highest > covered) holes.push(ages(covered + 1, highest));
  return holes;
}

function ages(from: number, to: number): Ages {
  return { from, to: Number.isFinite(to) ? to : null };
}

function tell(race: Race, facts: { sex: Sex | null; overlaps: Ages[]; holes: Ages[] }): WatchOut[] {
  const { sex, overlaps, holes } = facts;
  const parts = [
    ...(overlaps.length > 0 ? [`${agesText(overlaps)} are in two divisions`] : []),
    ...(holes.length > 0 ? [`${agesText(holes)} are in none`] : []),
  ];
  if (parts.length === 0) return [];
  const whose = sex === null ? '' : ` of ${sexNames[sex]}`;
  const sentence = `In ${race.name} the age divisions${whose} do not fit together: ${parts.join(', and ')}. Change the ages, or leave them if that is meant.`;
  return [{ code: 'age-bands', raceId: race.id, participantIds: [], sources: [], facts, sentence }];
}

function agesText(some: readonly Ages[]): string {
  return `ages ${some.map(({ from, to }) => (to === null ? `${from} and over` : from === to ? from : `${from} to ${to}`)).join(', ')}`;
}
