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

const [minute, second] = [60_000, 1_000];
const courseRecord = { name: 'Course record', divisionId: null, basis: 'gun' } as const;
/** The same with records, which the first on the way may take. */
export const eventWithRecords: LiveEvent = {
  ...announcedEvent,
  races: [
    {
      ...tenKm,
      records: [
        { recordId: 'm', ...courseRecord, sex: 'M', timeMs: 31 * minute + 40 * second, holder: 'H. Holder', year: 2019 },
        {
          recordId: 'f',
          ...courseRecord,
          sex: 'F',
          timeMs: 31 * minute + 32 * second,
          holder: 'Wilhelmina van der Bergen-Þórsdóttir',
          year: 2004,
        },
        {
          ...{ recordId: 'f50', ...courseRecord, sex: 'F', divisionId: announcedEvent.divisions[2]!.divisionId, name: 'W50 record' },
          ...{ timeMs: 32 * minute, holder: null, year: 1998 },
        },
      ],
    },
    { ...half, records: [{ recordId: 'h', ...courseRecord, sex: null, timeMs: 61 * minute + 5 * second, holder: 'O. Ngugi', year: null }] },
  ],
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

/** When the first two are in. */
export const firstAreInMs = startedAtMs + 1_885_000;
export const rowsAsFirstComeIn: LiveRow[] = [...field(0, 2, announcedFinisher), ...field(2, 40, announcedOnCourse)].map((row) => ({
  ...row,
  splits: row.splits.filter(({ passedAtMs }) => passedAtMs <= firstAreInMs),
}));
