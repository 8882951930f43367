import { localDay, zoneTransitions } from '@chute/service';
import { type CoursePoint, type Division, defaultRules, type Race, type Setup, type Wave } from '@chute/timing';
import type { RaceWish } from './race-plan.ts';

const day = 86_400_000;
/** Nobody runs 1 m in less: finishes and splits before it are somebody walking over the mat. */
const fastestMsPerM = 120;

export const startLocation = 'START';
export const finishLocation = 'FINISH';

/** `10K`, `21.1K`: the name of the mat at a distance. */
export function splitLocation(distanceM: number): string {
  return `${Math.round(distanceM / 100) / 10}K`;
}

/** Every location of the course, in the order in which it is run. */
export function courseLocations(wish: Pick<RaceWish, 'splitsAtM'>): string[] {
  return [startLocation, ...wish.splitsAtM.map(splitLocation), finishLocation];
}

/** The setup but for its people. */
export function emptySetup(wish: RaceWish, mintId: () => string): Setup {
  const eventId = wish.eventId ?? mintId();
  const race: Race = {
    id: mintId(),
    name: `${splitLocation(wish.distanceM).replace('K', ' km')}`,
    distanceM: wish.distanceM,
    format: { kind: 'course' },
    rulePack: null,
    rules: { ...defaultRules, rankBy: wish.rankBy, minimumFinishMs: Math.round(wish.distanceM * fastestMsPerM) },
  };
  const lastGunAtMs = wish.gunAtMs + (wish.waves - 1) * wish.waveGapMs;
  return {
    v: 1,
    event: {
      id: eventId,
      name: wish.eventName,
      zone: wish.zone,
      transitions: zoneTransitions(wish.zone, wish.gunAtMs - day, lastGunAtMs + 2 * day),
      firstDay: localDay(wish.zone, wish.gunAtMs),
      lastDay: localDay(wish.zone, lastGunAtMs + day),
    },
    races: [race],
    waves: Array.from({ length: wish.waves }, (_, index): Wave => {
      const name = `Wave ${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26) + 1}`;
      return { id: mintId(), raceId: race.id, name, scheduledAtMs: wish.gunAtMs + index * wish.waveGapMs, gunLocations: [startLocation] };
    }),
    coursePoints: coursePoints(wish, race.id, mintId),
    divisions: divisions(race.id, mintId),
    awards: [],
    teams: [],
    teamContests: [],
    participants: [],
    chips: [],
  };
}

function coursePoints(wish: RaceWish, raceId: string, mintId: () => string): CoursePoint[] {
  const point = (fields: Pick<CoursePoint, 'name' | 'kind' | 'location' | 'order' | 'distanceM' | 'windowFromMs'>): CoursePoint => ({
    id: mintId(),
    raceId,
    windowToMs: null,
    occurrence: 1,
    backupLocations: [],
    ...fields,
  });
  return [
    point({ name: 'Start', kind: 'start', location: startLocation, order: 0, distanceM: 0, windowFromMs: null }),
    ...wish.splitsAtM.map((distanceM, index) =>
      point({
        name: splitLocation(distanceM).replace('K', ' km'),
        kind: 'split',
        location: splitLocation(distanceM),
        order: index + 1,
        distanceM,
        windowFromMs: Math.round(distanceM * fastestMsPerM),
      }),
    ),
    point({
      name: 'Finish',
      kind: 'finish',
      location: finishLocation,
      order: wish.splitsAtM.length + 1,
      distanceM: wish.distanceM,
      windowFromMs: null,
    }),
  ];
}

const ageBands: [number | null, number | null][] = [
  [null, 19],
  [20, 29],
  [30, 39],
  [40, 49],
  [50, 59],
  [60, null],
];

function divisions(raceId: string, mintId: () => string): Division[] {
  const division = (name: string, sex: Division['sex'], ageMin: number | null, ageMax: number | null): Division => ({
    id: mintId(),
    raceId,
    name,
    sex,
    ageMin,
    ageMax,
    custom: false,
  });
  const bandName = (from: number | null, to: number | null) =>
    from === null ? `under ${to! + 1}` : to === null ? `${from}+` : `${from}-${to}`;
  return [
    ...ageBands.map(([from, to]) => division(`Women ${bandName(from, to)}`, 'F', from, to)),
    ...ageBands.map(([from, to]) => division(`Men ${bandName(from, to)}`, 'M', from, to)),
    division('X', 'X', null, null),
  ];
}
