import { defaultRules, type Participant, type Setup } from '@chute/timing';
import { storyId } from '@chute/timing/testing';
import type { Profile } from './profile.ts';
import type { World } from './world.ts';

export const locations = ['START', 'HALF', 'FINISH'] as const;
export type Location = (typeof locations)[number];

/** What really happened: who crossed what mat, when, in world time. Several reads of one crossing; a mat may miss a runner. */
export type Runner = { participant: Participant; chip: string; crossings: Record<Location, number[]> };
export type Race = { setup: Setup; eventId: string; raceId: string; gunMs: number; runners: Runner[]; endsAtMs: number };

const hourMs = 3_600_000;
export const summerMs = 2 * hourMs;
/** In Berlin: clocks go from 02:00 to 03:00, and in autumn from 03:00 back to 02:00. */
const springMs = Date.UTC(2026, 2, 29, 1);
const autumnMs = Date.UTC(2026, 9, 25, 1);

/** Where world time 0 lies on the calendar. */
export function originOf({ night }: Profile): number {
  if (night === 'midnight') return Date.UTC(2026, 4, 16, 21, 58, 30); // 23:58:30 in Berlin
  if (night === 'clock-forward') return springMs - 60_000;
  if (night === 'clock-back') return autumnMs - 60_000;
  return Date.UTC(2026, 4, 17, 7, 0, 0);
}

const daysOf = {
  none: { firstDay: '2026-05-17', lastDay: '2026-05-17' },
  midnight: { firstDay: '2026-05-16', lastDay: '2026-05-17' },
  'clock-forward': { firstDay: '2026-03-29', lastDay: '2026-03-29' },
  'clock-back': { firstDay: '2026-10-25', lastDay: '2026-10-25' },
};

/** A small race that is over in two minutes: the faults are what is big here. */
export function makeRace(world: World, profile: Profile): Race {
  const ids = { event: storyId('event', 'sim'), race: storyId('race', 'sim'), wave: storyId('wave', 'sim') };
  const gunMs = 15_000;
  const runners = Array.from({ length: profile.runners }, (_, index): Runner => {
    const bib = String(101 + index);
    const open = {
      sex: index % 2 === 0 ? ('F' as const) : ('M' as const),
      raceAge: 20 + index,
      customDivisions: [],
      teamId: null,
      hidden: false,
    };
    const participant = { id: storyId('participant', bib), raceId: ids.race, waveId: ids.wave, bib, ...open };
    const startMs = gunMs + world.between(0, 1_500) * 10;
    const finishMs = startMs + world.between(3_500, 9_000) * 10;
    const misses = world.random();
    return {
      participant,
      chip: `C${bib}`,
      crossings: {
        START: misses < 0.1 ? [] : readsFrom(world, startMs),
        HALF: misses > 0.9 ? [] : readsFrom(world, startMs + Math.round((finishMs - startMs) / 20) * 10),
        FINISH: world.chance(0.08) ? [] : readsFrom(world, finishMs),
      },
    };
  });
  return { setup: setupOf(ids, runners, profile), eventId: ids.event, raceId: ids.race, gunMs, runners, endsAtMs: gunMs + 110_000 };
}

/** One to three reads within two seconds. */
function readsFrom(world: World, atMs: number): number[] {
  return Array.from({ length: world.between(1, 3) }, (_, index) => (index === 0 ? atMs : atMs + world.between(1, 200) * 10)).sort(
    (a, b) => a - b,
  );
}

function setupOf(ids: { event: string; race: string; wave: string }, runners: readonly Runner[], profile: Profile): Setup {
  const transitions = [
    { fromMs: 0, offsetMs: hourMs },
    { fromMs: springMs, offsetMs: summerMs },
    { fromMs: autumnMs, offsetMs: hourMs },
  ];
  return {
    v: 1,
    event: { id: ids.event, name: 'Simulated race', zone: 'Europe/Berlin', transitions, ...daysOf[profile.night] },
    races: [
      {
        id: ids.race,
        name: 'the race',
        distanceM: 1_000,
        format: { kind: 'course' },
        rulePack: null,
        rules: { ...defaultRules, rankBy: profile.rankBy },
      },
    ],
    waves: [{ id: ids.wave, raceId: ids.race, name: 'A', scheduledAtMs: originOf(profile) + 15_000, gunLocations: ['START'] }],
    coursePoints: locations.map((location, order) => ({
      ...{
        id: storyId('point', location),
        raceId: ids.race,
        name: location,
        location,
        order,
        distanceM: null,
        occurrence: 1,
        backupLocations: [],
      },
      kind: (['start', 'split', 'finish'] as const)[order]!,
      ...{ windowFromMs: null, windowToMs: null },
    })),
    divisions: [{ id: 'all', raceId: ids.race, name: 'all', sex: null, ageMin: null, ageMax: null, custom: false }],
    awards: [],
    teams: [],
    teamContests: [],
    participants: runners.map(({ participant }) => participant),
    chips: runners.map(({ chip, participant }) => ({ chip, bib: participant.bib })),
  };
}
