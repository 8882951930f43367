import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import { rehearse } from './rehearse.ts';
import type { WatchOut } from './watch-out.ts';

type FinishWindow = Extract<WatchOut, { code: 'finish-window' }>;

function refused(race: RaceStory): FinishWindow[] {
  return rehearse(race.setup).filter((watchOut) => watchOut.code === 'finish-window');
}

/** 10 km, at 2 min a kilometre 20 minutes for the fastest and 2:30 h for a walker. */
const points = { start: { kind: 'start' }, '5 km': { kind: 'split' }, finish: { kind: 'finish' } } satisfies RaceStorySettings['points'];
const commonMat = {
  start: { kind: 'start', location: 'mat' },
  finish: { kind: 'finish', location: 'mat' },
} satisfies RaceStorySettings['points'];

test('a race as it usually is set up times everyone', () => {
  expect(refused(aRace())).toEqual([]);
  expect(refused(aRace({ points: commonMat }))).toEqual([]);
  expect(refused(aRace({ rules: { minimumFinishMs: 1_200_000, cutOffMs: 7_200_000 } }))).toEqual([]);
});

test('a minimum finish time above the fastest possible one refuses the winner', () => {
  expect(refused(aRace({ rules: { minimumFinishMs: 1_200_001 } }))).toEqual([
    {
      code: 'finish-window',
      raceId: storyId('race', 'race'),
      participantIds: [],
      sources: [],
      facts: { pointId: storyId('point', 'finish'), runner: 'fastest', sinceGunMs: 1_200_000, setting: 'minimumFinishMs' },
      sentence:
        'the race would not time everyone at finish: the fastest runner that the race takes for possible gets there 20:00 after the gun, and the minimum finish time of 20:01 refuses that. Change it before the race.',
    },
  ]);
});

test('a minimum finish time above every time is told once, on a common mat too', () => {
  for (const race of [
    aRace({ rules: { minimumFinishMs: 10_800_000 } }),
    aRace({ points: commonMat, rules: { minimumFinishMs: 10_800_000 } }),
  ]) {
    expect(refused(race)).toMatchObject([{ facts: { runner: 'fastest', setting: 'minimumFinishMs' } }]);
  }
});

test('a window that opens too late or closes too early is told of, with whom it refuses', () => {
  const told = refused(aRace({ points: { ...points, '5 km': { kind: 'split', windowFromMs: 600_001, windowToMs: 4_500_000 } } }));
  expect(told.map(({ facts }) => facts)).toEqual([
    { pointId: storyId('point', '5 km'), runner: 'fastest', sinceGunMs: 600_000, setting: 'windowFromMs' },
    { pointId: storyId('point', '5 km'), runner: 'slowest', sinceGunMs: 4_500_000, setting: 'windowToMs' },
  ]);
  expect(told[0]!.sentence).toContain('gets there 10:00 after the gun, and its window, which opens at 10:01, refuses that.');
  expect(told[1]!.sentence).toContain(
    'the slowest runner to plan for gets there 1:15:00 after the gun, and its window, which closes at 1:15:00, refuses that.',
  );
  expect(refused(aRace({ points: { ...points, '5 km': { kind: 'split', windowFromMs: 600_000, windowToMs: 4_500_001 } } }))).toEqual([]);
});

test('with a cut-off the slowest runner to plan for is as slow as that', () => {
  const settings = (windowToMs: number): RaceStorySettings => ({
    rules: { cutOffMs: 3_600_000, startWindowMs: 0 },
    points: { ...points, '5 km': { kind: 'split', windowToMs } },
  });
  expect(refused(aRace(settings(1_800_000)))).toMatchObject([{ facts: { runner: 'slowest', sinceGunMs: 1_800_000 } }]);
  expect(refused(aRace(settings(1_800_001)))).toEqual([]);
});

test('start and finish have windows too', () => {
  const late = aRace({
    points: { ...points, start: { kind: 'start', windowFromMs: 1 }, finish: { kind: 'finish', windowFromMs: 1_200_001 } },
  });
  expect(refused(late).map(({ facts }) => facts)).toMatchObject([
    { pointId: storyId('point', 'finish'), runner: 'fastest', setting: 'windowFromMs' },
    { pointId: storyId('point', 'start'), runner: 'fastest', setting: 'windowFromMs' },
  ]);
  const early = aRace({
    points: { ...points, start: { kind: 'start', windowToMs: 1_800_000 }, finish: { kind: 'finish', windowToMs: 9_000_000 } },
  });
  expect(refused(early).map(({ facts }) => facts)).toMatchObject([
    { pointId: storyId('point', 'finish'), runner: 'slowest', setting: 'windowToMs' },
    { pointId: storyId('point', 'start'), runner: 'last', sinceGunMs: 1_800_000, setting: 'windowToMs' },
  ]);
});

test('on a common mat a start window longer than the minimum finish time makes a late starter a finisher', () => {
  const rules = { minimumFinishMs: 720_000, startWindowMs: 720_000 };
  expect(refused(aRace({ points: commonMat, rules: { ...rules, startWindowMs: 719_999 } }))).toEqual([]);
  const told = refused(aRace({ points: commonMat, rules }));
  expect(told.map(({ facts }) => facts)).toEqual([
    { pointId: storyId('point', 'finish'), runner: 'last', sinceGunMs: 1_920_000, setting: 'startWindowMs' },
  ]);
  expect(told[0]!.sentence).toBe(
    'the race would not time everyone at finish: whoever starts last, at the end of the start window, gets there 32:00 after the gun, and the start window of 12:00, which on a common mat must not be longer than the minimum finish time of 12:00, refuses that. Change it before the race.',
  );
});

test('a point that waits for a passing nobody makes is told of', () => {
  const twice = { kind: 'split', location: 'loop', distanceM: 2_000 } as const;
  const loops = (occurrence: number) =>
    aRace({
      points: {
        start: { kind: 'start' },
        'loop 1': twice,
        'loop 2': { ...twice, distanceM: 6_000, occurrence },
        finish: { kind: 'finish' },
      },
    });
  expect(refused(loops(2))).toEqual([]);
  const [told, ...more] = refused(loops(1));
  expect(more).toEqual([]);
  expect(told!.facts).toEqual({ pointId: storyId('point', 'loop 2'), runner: 'fastest', sinceGunMs: 720_000, setting: 'occurrence' });
  expect(told!.sentence).toContain('and the passing that it wants, number 1 at loop, refuses that.');
  expect(refused(loops(3))).toMatchObject([{ facts: { setting: 'occurrence' } }]);
});

test('points without a distance lie evenly between those that have one', () => {
  const race = aRace({
    points: {
      start: { kind: 'start', distanceM: 1_000 },
      a: { kind: 'split', windowFromMs: 5_000_000 },
      b: { kind: 'split', windowFromMs: 5_000_000 },
      c: { kind: 'split', distanceM: 7_000, windowFromMs: 5_000_000 },
      d: { kind: 'split', windowFromMs: 5_000_000 },
      finish: { kind: 'finish', distanceM: 11_000 },
    },
  });
  const fastest = refused(race).flatMap(({ facts }) => ('runner' in facts && facts.runner === 'fastest' ? facts.sinceGunMs : []));
  expect(fastest).toEqual([960_000, 720_000, 480_000, 240_000]);
});

test('without a distance, a start or a finish there is nothing to rehearse, nor are laps', () => {
  const rules = { minimumFinishMs: 9_000_000 };
  const nowhere = aRace({ rules });
  nowhere.setup.races[0]!.distanceM = null;
  expect(refused(nowhere)).toEqual([]);
  expect(refused(aRace({ rules, points: { finish: { kind: 'finish' } } }))).toEqual([]);
  expect(refused(aRace({ rules, points: { start: { kind: 'start', windowFromMs: 1 } } }))).toEqual([]);
  expect(refused(aRace({ rules, format: { kind: 'laps', laps: 2 } }))).toEqual([]);
});

test('a wave that waits for a gun where no point is would wait for ever', () => {
  const backup = { ...points, start: { kind: 'start', backupLocations: ['spare'] } } satisfies RaceStorySettings['points'];
  const race = aRace({ points: backup })
    .wave('A', { gunLocations: ['start'] })
    .wave('B', { gunLocations: ['strat', 'spare'] })
    .wave('C');
  expect(refused(race)).toEqual([]);
  race.wave('D', { gunLocations: ['strat', 'statr'] });
  expect(refused(race)).toEqual([
    {
      code: 'finish-window',
      raceId: storyId('race', 'race'),
      participantIds: [],
      sources: [],
      facts: { waveId: storyId('wave', 'D'), setting: 'gunLocations' },
      sentence:
        'Wave D of the race waits for a gun at strat or statr, and no course point is there. Correct the location, or leave it if a decoder stands there for the gun alone.',
    },
  ]);
});

test('a setting of the whole race is told once, at the finish, though it spoils a split as well', () => {
  const rules = { minimumFinishMs: 720_000, startWindowMs: 720_000 };
  const race = aRace({ points: { ...commonMat, finish: { ...commonMat.finish, order: 2 }, '5 km': { kind: 'split', order: 1 } }, rules });
  expect(refused(race).map(({ facts }) => facts)).toEqual([
    { pointId: storyId('point', 'finish'), runner: 'last', sinceGunMs: 1_920_000, setting: 'startWindowMs' },
  ]);
});

test('the cut-off is for the way from the start to the finish', () => {
  const race = aRace({
    rules: { cutOffMs: 3_600_000 },
    points: {
      start: { kind: 'start', distanceM: 1_000 },
      half: { kind: 'split', distanceM: 6_000, windowToMs: 1_800_000 },
      finish: { kind: 'finish', distanceM: 11_000 },
    },
  });
  expect(refused(race)).toMatchObject([{ facts: { pointId: storyId('point', 'half'), runner: 'slowest', sinceGunMs: 1_800_000 } }]);
});

test('a window that opens too late is told for each race of its own', () => {
  const late = { start: { kind: 'start' }, finish: { kind: 'finish', windowFromMs: 9_000_001 } } satisfies RaceStorySettings['points'];
  const race = aRace({ points: late }).race('fun run', { points: late, distanceM: 10_000 });
  expect(
    refused(race)
      .map(({ raceId }) => raceId)
      .toSorted(),
  ).toEqual([storyId('race', 'fun run'), storyId('race', 'race')].toSorted());
});

test('on a common mat a finish window that opens too late is told at the finish alone', () => {
  const race = aRace({ points: { ...commonMat, finish: { ...commonMat.finish, windowFromMs: 1_200_001 } } });
  expect(refused(race).map(({ facts }) => facts)).toEqual([
    { pointId: storyId('point', 'finish'), runner: 'fastest', sinceGunMs: 1_200_000, setting: 'windowFromMs' },
  ]);
});

test('of two windows that are wrong each is told at its own point', () => {
  const race = aRace({
    points: { ...points, '5 km': { kind: 'split', windowFromMs: 600_001 }, '7 km': { kind: 'split', windowToMs: 600_000 } },
  });
  const told = refused(race).filter(({ facts }) => 'runner' in facts && facts.runner === 'fastest');
  expect(told.map(({ facts }) => [facts.setting, 'pointId' in facts && facts.pointId])).toEqual([
    ['windowToMs', storyId('point', '7 km')],
    ['windowFromMs', storyId('point', '5 km')],
  ]);
});

test('on a common mat a finish window keeps late starters from being finishers, as the minimum finish time does', () => {
  const rules = { minimumFinishMs: 720_000, startWindowMs: 720_000 };
  expect(refused(aRace({ points: { ...commonMat, finish: { ...commonMat.finish, windowFromMs: 1_200_000 } }, rules }))).toEqual([]);
});
