import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

function withoutGun(race: RaceStory): Extract<WatchOut, { code: 'wave-without-gun' }>[] {
  return race.watchOuts('09:30:00').filter((watchOut) => watchOut.code === 'wave-without-gun');
}

function twoWaves(): RaceStory {
  return aRace()
    .wave('A', { gun: '09:00:00' })
    .wave('B', { scheduled: '09:10:00' })
    .participant('1')
    .participant('12', { wave: 'B' })
    .participant('3', { wave: 'B' })
    .participant('4', { wave: 'B' });
}

test('a wave on the course without a gun is told of, with how many and from when to when', () => {
  const race = twoWaves();
  race.passes('1', 'start', '09:00:05');
  race.passes('4', 'car park', '09:15:00');
  expect(withoutGun(race)).toEqual([]);
  race.passes('3', 'start', '09:10:20');
  const first = race.passes('12', 'start', '09:10:04');
  race.passes('12', 'start', '09:10:05');
  const last = race.passes('3', '5 km', '09:29:00');
  expect(withoutGun(race)).toEqual([
    {
      code: 'wave-without-gun',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '3'), storyId('participant', '12')],
      sources: [first, last],
      facts: {
        waveId: storyId('wave', 'B'),
        runners: 2,
        firstReadAtMs: race.time('09:10:04').atMs,
        lastReadAtMs: race.time('09:29:00').atMs,
      },
      sentence:
        'Wave B of the race has no gun, and 2 runners of it were read from 09:10:04 to 09:29:00. Without a gun nobody of it has a result: enter the gun, or give the wave one that was heard.',
    },
  ]);
  race.gun('B', '09:10:00');
  expect(withoutGun(race)).toEqual([]);
});

test('people on their way to the line have not started: a minute before the schedule at the earliest', () => {
  const race = twoWaves();
  race.passes('3', 'start', '09:08:59.999');
  expect(withoutGun(race)).toEqual([]);
  const read = race.passes('3', 'start', '09:09:00');
  const [told] = withoutGun(race);
  expect(told!.facts.runners).toBe(1);
  expect(told!.sources).toEqual([read, read]);
  expect(told!.sentence).toContain('and 1 runner of it was read from');
});

test('a gun that is voided leaves the wave without one', () => {
  const race = twoWaves();
  race.passes('3', 'start', '09:10:20');
  race.void(race.gun('B', '09:10:00'));
  expect(withoutGun(race)).toHaveLength(1);
});

test('of each wave its own runners are told of, by bib', () => {
  const race = twoWaves().wave('C', { scheduled: '09:10:00' }).participant('5', { wave: 'C' });
  for (const bib of ['12', '4', '5']) race.passes(bib, 'start', '09:10:20');
  expect(withoutGun(race).map(({ participantIds }) => participantIds)).toEqual([
    [storyId('participant', '4'), storyId('participant', '12')],
    [storyId('participant', '5')],
  ]);
});
