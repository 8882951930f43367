import type { LiveEvent, LiveRow } from '@chute/protocol';
import { field, finisher, onCourse, shownEvent, shownId, startedAtMs } from './shown-race.ts';

/** The shown race as an announcer sees it: with mats before the line, and with things to say. */
export const announcedNowMs = startedAtMs + 2_400_000;

const [tenKm, half] = shownEvent.races as [LiveEvent['races'][number], LiveEvent['races'][number]];
const mats = {
  [tenKm.raceId]: { coursePointId: shownId(22), name: '9 km', distanceM: 9_000 },
  [half.raceId]: { coursePointId: shownId(23), name: '20 km', distanceM: 20_000 },
};

export const announcedEvent: LiveEvent = {
  ...shownEvent,
  coursePoints: shownEvent.races.flatMap(({ raceId, distanceM }, at) => [
    { ...mats[raceId]!, raceId, kind: 'split' as const, order: 5 },
    { coursePointId: shownId(31 + at), raceId, name: 'Finish', kind: 'finish' as const, order: 9, distanceM },
  ]),
};

const sayings: LiveRow['announce'][] = [
  { phoneticName: 'ah-NOOK duh VIT', birthday: 'today', note: 'Runs with the guide dog Moos, who finished it with her last year too.' },
  { club: 'Meadow Harriers', personalBestMs: 2_700_000 },
  { milestone: '100th half marathon', region: 'Zeeland', country: 'NED' },
  { firstTimer: true, birthday: 'this-week' },
  {},
];

/** The `n`-th to come, with a split at the last mat when its time has come. */
function announced(row: LiveRow, n: number): LiveRow {
  const { coursePointId, distanceM } = mats[row.raceId]!;
  const { finishedAtMs } = finisher(n);
  const gunAtMs = finishedAtMs! - finisher(n).officialGunMs!;
  const lengthM = shownEvent.races.find(({ raceId }) => raceId === row.raceId)!.distanceM!;
  const chipMs = finisher(n).officialChipMs!;
  // Not all at an even pace: what comes after the mat differs by a few seconds.
  const chipTimeMs = Math.round(chipMs * (distanceM / lengthM)) + ((n * 7) % 11) * 1_500 - 7_500;
  const passedAtMs = gunAtMs + (finisher(n).officialGunMs! - chipMs) + chipTimeMs;
  const splits = passedAtMs <= announcedNowMs ? [{ coursePointId, passedAtMs, chipTimeMs }] : [];
  return {
    ...row,
    splits,
    city: ['Goes', 'Middelburg', null][n % 3]!,
    raceAge: 20 + ((n * 13) % 50),
    announce: sayings[n % sayings.length]!,
  };
}

export const announcedFinisher = (n: number, change: Partial<LiveRow> = {}): LiveRow => ({ ...announced(finisher(n), n), ...change });
export const announcedOnCourse = (n: number, change: Partial<LiveRow> = {}): LiveRow => ({ ...announced(onCourse(n), n), ...change });

export const announcedRows: LiveRow[] = [...field(0, 138, announcedFinisher), ...field(138, 400, announcedOnCourse)];
