import type { LiveEvent, LiveRow } from '@chute/protocol';
import type { Picture } from '../../picture/feed.ts';
import { officialMs, ordinal, placesOf } from '../../picture/place-words.ts';
import { raceTime, timeOfDay } from '../../picture/time-words.ts';

const statusWords = {
  registered: 'Not started',
  running: 'On the course',
  finished: 'Finished',
  OTL: 'Over the time limit',
  DNF: 'Did not finish',
  DSQ: 'Disqualified',
  DNS: 'Did not start',
} as const;

/** Places of a finisher; of anybody else how it stands. */
export function standingWords(row: LiveRow, { event, standings }: Picture): string {
  const places = placesOf(row, standings, event).map(({ name, place }) => `${ordinal(place)} ${name}`);
  if (places.length > 0) return places.join(' · ');
  const reason = row.reason ? `: ${row.reason}` : '';
  if (row.status !== 'running') return statusWords[row.status] + reason;
  const split = row.splits.reduce<LiveRow['splits'][number] | null>(
    (last, one) => (one.passedAtMs > (last?.passedAtMs ?? 0) ? one : last),
    null,
  );
  const point = split && event.coursePoints.find(({ coursePointId }) => coursePointId === split.coursePointId);
  return point ? `${point.name} at ${timeOfDay(split.passedAtMs, event.zone)}` : statusWords.running;
}

export function raceNameOf(row: LiveRow, event: LiveEvent): string {
  return event.races.length > 1 ? (event.races.find(({ raceId }) => raceId === row.raceId)?.name ?? '') : '';
}

export const timeOf = (row: LiveRow) => raceTime(officialMs(row));

/** What tells two of one name apart: race, group, age. A finisher's group is among the places already. */
export function aboutWords(row: LiveRow, event: LiveEvent): string {
  const division = event.divisions.find(({ divisionId }) => row.divisionIds.includes(divisionId))?.name;
  const age = row.raceAge === null ? null : `${row.raceAge}\u00a0years`;
  return [raceNameOf(row, event), row.status === 'finished' ? null : division, age].filter(Boolean).join(' · ');
}
