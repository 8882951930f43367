import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';

const gunAt = (race: ReturnType<typeof aRace>) =>
  race
    .scorer()
    .waves()
    .map(({ gunAtMs }) => gunAtMs);

test('each wave is measured from its own gun (SR-02)', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .participant('1', { wave: 'A' })
    .participant('2', { wave: 'B' });
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:40:00');
  expect([race.result('1').gunTime, race.result('2').gunTime]).toEqual(['40:00', '30:00']);
});

test('correcting a gun looks at every start read of the wave again (SR-30)', () => {
  const race = aRace().wave('A').participant('1').participant('2');
  const wrong = race.gun('A', '09:00:00');
  race.passes('1', 'start', '09:00:10');
  race.passes('1', 'finish', '09:40:00');
  expect(race.result('1')).toMatchObject({ gunTime: '40:00', chipTime: '39:50', startSource: 'read' });
  race.gun('A', '09:00:30', { replaces: wrong });
  expect(race.result('1')).toMatchObject({ gunTime: '39:30', chipTime: '39:30', startSource: 'gun' });
  expect(race.questions()).toEqual([]);
});

test('a gun that a decoder heard starts the nearest scheduled wave at its place that still waits', () => {
  const race = aRace()
    .wave('A', { scheduled: '09:00:00', gunLocations: ['start'] })
    .wave('B', { scheduled: '09:10:00', gunLocations: ['start'] })
    .wave('elsewhere', { scheduled: '09:05:00', gunLocations: ['harbour'] });
  race.gunHeard('start', '09:04:00');
  race.gunHeard('start', '09:11:00');
  expect(gunAt(race)).toEqual([race.time('09:04:00').atMs, null, race.time('09:11:00').atMs]);
});

test('a copy of a gun after a redial starts nothing', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' });
  race.gunHeard('start', '09:00:01', { sourceSeq: 4 });
  race.gunHeard('start', '09:00:01', { sourceSeq: 4, journal: 'spare box' });
  expect(gunAt(race)).toEqual([race.time('09:00:01').atMs, null]);
  expect(race.questions()).toEqual([]);
});

test('the same shot heard by a second decoder does not start the next wave: it waits for a person', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' });
  race.gunHeard('start', '09:00:01.000');
  race.gunHeard('start', '09:00:01.240', { journal: 'spare box' });
  expect(gunAt(race)).toEqual([race.time('09:00:01').atMs, null]);
  expect(race.questions()).toEqual([expect.stringContaining('starts no wave')]);
});

test('a gun far from every schedule waits for a person', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).participant('1');
  race.gunHeard('start', '07:15:00');
  race.passes('1', 'finish', '09:40:00');
  expect(gunAt(race)).toEqual([null]);
  expect(race.questions()).toEqual([expect.stringContaining('the gun at start starts no wave')]);
});

test('correcting the gun of one wave never moves another', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' });
  const heard = race.gunHeard('start', '09:00:01');
  race.gunHeard('start', '09:04:30');
  const before = gunAt(race);
  expect(before).toEqual([race.time('09:00:01').atMs, race.time('09:04:30').atMs]);
  race.gun('A', '08:59:58', { replaces: heard });
  expect(gunAt(race)).toEqual([race.time('08:59:58').atMs, before[1]]);
});

test('a gun taken for the wrong wave is moved by an entry that replaces it', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' });
  const heard = race.gunHeard('start', '09:04:00');
  race.gun('B', '09:04:00', { replaces: heard });
  expect(gunAt(race)).toEqual([null, race.time('09:04:00').atMs]);
});

test('a voided gun leaves its wave to the next', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' });
  const test1 = race.gunHeard('start', '08:50:00');
  race.void(test1);
  race.gunHeard('start', '09:00:02');
  expect(gunAt(race)).toEqual([race.time('09:00:02').atMs]);
});

test('the last of two guns that persons entered holds, and the other is shown', () => {
  const race = aRace().wave('A');
  race.gun('A', '09:00:00', { journal: 'desk' });
  race.gun('A', '09:00:04', { journal: 'other desk' });
  expect(gunAt(race)).toEqual([race.time('09:00:04').atMs]);
  expect(race.questions()).toEqual(['wave A has a later gun, so this one is not used']);
});

const early = (earlyStart: 'gun' | 'actual') => {
  const race = aRace({ rules: { earlyStart } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .participant('1', { wave: 'B' });
  race.passes('1', 'start', '08:59:00');
  race.passes('1', 'start', '09:00:20');
  race.passes('1', 'finish', '09:40:20');
  return race.result('1');
};

test('a start with an earlier wave is void by policy gun, and accepted by policy actual (SR-24)', () => {
  expect(early('gun')).toMatchObject({ gunTime: '30:20', chipTime: '30:20', startSource: 'gun' });
  expect(early('actual')).toMatchObject({ gunTime: '40:20', chipTime: '40:00', startSource: 'read' });
});

test('by policy actual nobody starts before the first gun of the race', () => {
  const race = aRace({ rules: { earlyStart: 'actual' } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .participant('1', { wave: 'B' });
  race.passes('1', 'start', '08:59:59');
  race.passes('1', 'finish', '09:40:00');
  expect(race.result('1')).toMatchObject({ gunTime: '30:00', startSource: 'gun' });
});

test('before there is a gun a runner who crosses a mat is heard, once for each crossing; from the gun on there are times instead', () => {
  const race = aRace().wave('A').participant('1').participant('2');
  race.passes('1', 'start', '08:50:00');
  race.passes('1', 'start', '08:50:04');
  race.passes('1', 'start', '08:50:12');
  expect(race.result('1')).toMatchObject({ status: 'registered', heardAtMs: race.time('08:50:00').atMs });
  race.passes('1', 'start', '08:55:00');
  expect(race.result('1')).toMatchObject({ heardAtMs: race.time('08:55:00').atMs });
  expect(race.result('2')).not.toHaveProperty('heardAtMs');
  race.gun('A', '09:00:00');
  expect(race.result('1')).not.toHaveProperty('heardAtMs');
});

test('of two waves as near to a shot the one that was to start first is started, and of two at one time the one with the lower id', () => {
  const race = aRace().wave('B', { scheduled: '09:10:00' }).wave('A', { scheduled: '09:00:00' });
  race.gunHeard('start', '09:05:00');
  expect(gunAt(race)).toEqual([race.time('09:05:00').atMs, null]);
  const twins = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:00:00' });
  twins.gunHeard('start', '09:00:00');
  expect(gunAt(twins)).toEqual([twins.time('09:00:00').atMs, null]);
});

test('of several waves that wait the nearest is started, whichever the setup names first', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' }).wave('C', { scheduled: '09:20:00' });
  race.gunHeard('start', '09:12:00');
  expect(gunAt(race)).toEqual([null, race.time('09:12:00').atMs, null]);
  race.gunHeard('start', '09:21:00');
  expect(gunAt(race)).toEqual([null, race.time('09:12:00').atMs, race.time('09:21:00').atMs]);
});

test('a shot five seconds after another is the next one, and one at the very end of the time around a schedule still counts', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' });
  race.gunHeard('start', '09:00:00.000');
  race.gunHeard('start', '09:00:05.000');
  expect(gunAt(race)).toEqual([race.time('09:00:00').atMs, race.time('09:00:05').atMs]);
  const late = aRace({ rules: { gunNearMs: 60_000 } }).wave('A', { scheduled: '09:00:00' });
  late.gunHeard('start', '09:01:00.000');
  expect(gunAt(late)).toEqual([late.time('09:01:00').atMs]);
});

test('a gun without a time that can be read, and one for a wave that is not in the setup, wait for a person', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' });
  race.gun('nowhere', '09:00:00');
  race.write('desk', {
    ...{ kind: 'gun', arrivedAtMs: race.time('09:00:10').atMs, timeText: 'nine', location: null },
    ...{ waveId: race.setup.waves[0]!.id, sourceSeq: null, replaces: null },
  });
  expect(gunAt(race)).toEqual([null]);
  expect(race.questions()).toEqual(['this gun names a wave that the setup does not have', 'this gun has no time that can be read']);
});

/** Waves at 09:00, 09:10 and 09:20, the runner in the last one, by policy actual. */
const lateWave = (...passes: [location: string, at: string][]) => {
  const race = aRace({ rules: { earlyStart: 'actual', startWindowMs: 300_000 } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .wave('C', { gun: '09:20:00' })
    .participant('1', { wave: 'C' });
  for (const [location, at] of passes) race.passes('1', location, at);
  race.passes('1', 'finish', '10:00:00');
  return { ...race.result('1'), sentence: race.explain('1').sentence };
};

test('whoever starts early has started with the last wave before that, from its gun on', () => {
  expect(lateWave(['start', '09:10:30'])).toMatchObject({ gunTime: '50:00', sentence: expect.stringContaining('of an earlier wave') });
  expect(lateWave(['start', '09:10:00.000'])).toMatchObject({ gunTime: '50:00' });
  expect(lateWave(['start', '09:09:59.999'])).toMatchObject({ gunTime: '1:00:00' });
});

test('whoever crosses the start with the own wave too has not started early, its gun and the end of the start window in', () => {
  expect(lateWave(['start', '09:10:30'], ['start', '09:20:00.000'])).toMatchObject({ gunTime: '40:00' });
  expect(lateWave(['start', '09:10:30'], ['start', '09:25:00.000'])).toMatchObject({ gunTime: '40:00' });
  expect(lateWave(['start', '09:10:30'], ['start', '09:25:00.001'])).toMatchObject({ gunTime: '50:00' });
  expect(lateWave(['start', '09:10:30'], ['start', '09:21:00'], ['start', '09:25:01'])).toMatchObject({ gunTime: '40:00' });
});

test('only the start line says that somebody started early, and only before the own gun', () => {
  expect(lateWave(['5 km', '09:12:00'])).toMatchObject({ gunTime: '40:00' });
  const late = lateWave(['start', '09:26:00']);
  expect(late).toMatchObject({ gunTime: '40:00' });
  expect(late.sentence).not.toContain('earlier wave');
});

test('whoever is out before the gun is no news at a mat', () => {
  const race = aRace().wave('A').participant('1');
  race.passes('1', 'start', '08:55:00');
  race.didNotStart('1');
  expect(race.result('1')).not.toHaveProperty('heardAtMs');
});

test('an early start at either of two start lines is one', () => {
  const points = { left: { kind: 'start' }, right: { kind: 'start' }, finish: { kind: 'finish' } } as const;
  const race = aRace({ rules: { earlyStart: 'actual' }, points })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .participant('1', { wave: 'B' });
  race.passes('1', 'right', '09:00:20');
  race.passes('1', 'finish', '09:40:00');
  expect(race.result('1').gunTime).toBe('40:00');
});
