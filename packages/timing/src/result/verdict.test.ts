import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';

/** What a timer is told of each read, in the order in which they were heard. */
const told = (race: RaceStory, bib = '1') =>
  race.explain(bib).reads.map(({ rule, used, use }) => `${rule}: ${used ? '' : 'not used, '}${use}`);

const oneRunner = (settings: RaceStorySettings = {}) =>
  aRace(settings).wave('A', { gun: '09:00:00' }).wave('B', { gun: '09:10:00' }).participant('1');

test('times that a person entered are told to those reads that they beat', () => {
  const race = oneRunner();
  race.manual('1', 'start', '09:00:05', { override: true });
  race.manual('1', '5 km', '09:20:00', { override: true });
  race.manual('1', 'finish', '09:40:00', { override: true });
  race.passes('1', 'start', '09:00:10');
  race.passes('1', '5 km', '09:20:30');
  race.passes('1', 'finish', '09:39:59.999');
  race.passes('1', 'finish', '09:40:30');
  expect(told(race)).toEqual([
    'SR-23: not used, the start was entered by a person',
    'SR-25: not used, outside the window of the split, or not the passing that it wants',
    'SR-05: not used, before the minimum finish time, or outside the window of the finish',
    'SR-05: not used, after the finish, which a person entered',
  ]);
});

test('a read at the very gun is not before it, and one at the end of the start window not after it', () => {
  const race = oneRunner({
    rules: { startWindowMs: 600_000 },
    points: { start: { kind: 'start', windowToMs: 600_000 }, finish: { kind: 'finish' } },
  });
  race.passes('1', 'start', '08:59:59.999');
  race.passes('1', 'start', '09:00:00.000');
  race.passes('1', 'start', '09:00:20');
  race.passes('1', 'start', '09:10:00.000');
  race.passes('1', 'start', '09:10:00.001');
  expect(told(race)).toEqual([
    'SR-04: not used, before the gun',
    'SR-04: not used, a later read at the start counts',
    'SR-04: start',
    'SR-04: not used, after the first lap, or outside the window of the start',
    'SR-04: not used, after the start window',
  ]);
});

test('whoever is outside the window of the start is not told of a later read that counts', () => {
  const race = oneRunner({ points: { start: { kind: 'start', windowFromMs: 60_000 }, finish: { kind: 'finish' } } });
  race.passes('1', 'start', '09:00:20');
  expect(told(race)).toEqual(['SR-04: not used, after the first lap, or outside the window of the start']);
});

test('of two start mats that heard a runner at once the other one is told that a read at the start counts', () => {
  const race = oneRunner({ points: { left: { kind: 'start' }, right: { kind: 'start' }, finish: { kind: 'finish' } } });
  race.passes('1', 'left', '09:00:05');
  race.passes('1', 'right', '09:00:05');
  expect(told(race).toSorted()).toEqual(['SR-04: not used, a later read at the start counts', 'SR-04: start']);
});

test('between the gun and the own start nothing is a split', () => {
  const race = oneRunner();
  race.passes('1', '5 km', '09:00:01');
  race.passes('1', 'start', '09:00:30');
  race.passes('1', 'finish', '09:40:00');
  expect(told(race)).toEqual(['SR-25: not used, before the own start', 'SR-04: start', 'SR-05: finish']);
});

test('without a start of its own a split outside its window is not said to lie before the start', () => {
  const race = oneRunner({
    points: { start: { kind: 'start' }, woods: { kind: 'split', windowFromMs: 60_000 }, finish: { kind: 'finish' } },
  });
  race.passes('1', 'woods', '09:00:30');
  expect(told(race)).toEqual(['SR-25: not used, outside the window of the split, or not the passing that it wants']);
});

test('a split read at the very moment of the start is not before it', () => {
  const race = oneRunner({
    points: { start: { kind: 'start' }, woods: { kind: 'split', windowFromMs: 60_000 }, finish: { kind: 'finish' } },
  });
  race.passes('1', 'start', '09:00:30');
  race.passes('1', 'woods', '09:00:30');
  expect(told(race)[1]).toBe('SR-25: not used, outside the window of the split, or not the passing that it wants');
});

test('with the other finish line heard at once one of them is the finish and the other comes after it', () => {
  const race = oneRunner({ points: { left: { kind: 'finish' }, right: { kind: 'finish' } } });
  race.passes('1', 'left', '09:40:00');
  race.passes('1', 'right', '09:40:00');
  expect(told(race).toSorted()).toEqual(['SR-05: finish', 'SR-05: not used, after the finish']);
});

test('before there is a finish a read at the line is told so', () => {
  const race = oneRunner({ rules: { minimumFinishMs: 1_800_000 } });
  race.passes('1', 'finish', '09:10:00');
  expect(told(race)).toEqual([
    'SR-05: not used, no finish yet at this time: before the minimum finish time, or outside the window of the finish',
  ]);
});

test('on a mat that is start and finish a read before the start is one of the start', () => {
  const points = { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } as const;
  const race = oneRunner({ points, rules: { minimumFinishMs: 1_200_000, startWindowMs: 600_000 } });
  race.passes('1', 'mat', '09:00:05');
  race.passes('1', 'mat', '09:00:30');
  race.passes('1', 'mat', '09:40:00');
  expect(told(race)).toEqual(['SR-04: not used, a later read at the start counts', 'SR-04: start', 'SR-05: finish']);
});

test('a read just before the finish, at a mat before it, is no read of the same passing', () => {
  const points = { start: { kind: 'start' }, bridge: { kind: 'split', occurrence: 2 }, finish: { kind: 'finish' } } as const;
  const race = oneRunner({ points });
  race.passes('1', 'bridge', '09:39:57');
  race.passes('1', 'finish', '09:40:00');
  expect(told(race)).toEqual(['SR-25: not used, outside the window of the split, or not the passing that it wants', 'SR-05: finish']);
});

test('where early starters keep their time the start is told to be with an earlier wave, and a read before any gun is not (SR-24)', () => {
  const race = oneRunner({ rules: { earlyStart: 'actual' } }).participant('2', { wave: 'B' });
  race.passes('2', 'start', '08:59:00');
  race.passes('2', 'start', '09:01:00');
  race.passes('2', 'finish', '09:41:00');
  expect(told(race, '2')).toEqual(['SR-24: not used, before the gun', 'SR-24: start, with an earlier wave', 'SR-05: finish']);
});

const mat = { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } as const;
const sooner = 'SR-18: not used, sooner than the shortest lap, or outside the window of the finish';

function crosses(race: RaceStory, ...times: string[]): RaceStory {
  for (const at of times) race.passes('1', 'mat', at);
  return race;
}

test('each lap is told by its number, the last one as the finish, and what comes after it as too late (SR-19)', () => {
  const race = oneRunner({ format: { kind: 'laps', laps: 2 }, points: mat, rules: { minimumLapMs: 90_000 } });
  crosses(race, '09:00:20', '09:10:00', '09:10:20');
  expect(told(race)).toEqual(['SR-04: start', 'SR-19: lap 1', sooner]);
  crosses(race, '09:20:00', '09:20:09.999', '09:30:00');
  expect(told(race).slice(3)).toEqual([
    'SR-19: finish, lap 2',
    'SR-06: not used, another read of the same passing',
    'SR-19: not used, after the last lap',
  ]);
});

test('a start mat passed again on the second lap is told that the first lap is over', () => {
  const race = oneRunner({
    format: { kind: 'laps', laps: 2 },
    points: { start: { kind: 'start' }, woods: { kind: 'split', windowFromMs: 900_000 }, finish: { kind: 'finish' } },
  });
  race.passes('1', 'start', '09:00:20');
  race.passes('1', 'woods', '09:05:00');
  race.passes('1', 'finish', '09:10:00');
  race.passes('1', 'start', '09:10:30');
  expect(told(race)).toEqual([
    'SR-04: start',
    'SR-25: not used, outside the window of the split, or not the passing that it wants',
    'SR-19: lap 1',
    'SR-04: not used, after the first lap, or outside the window of the start',
  ]);
});

test('a last lap that two lines heard at once is the finish at one of them, and sooner than a lap at the other', () => {
  const points = { start: { kind: 'start' }, left: { kind: 'finish' }, right: { kind: 'finish' } } as const;
  const race = oneRunner({ format: { kind: 'laps', laps: 1 }, points });
  race.passes('1', 'left', '09:10:00');
  race.passes('1', 'right', '09:10:00');
  expect(told(race).toSorted()).toEqual([sooner, 'SR-19: finish, lap 1']);
});

test('a lap that a person entered is told to the reads beside it, nearer than the shortest lap (SR-23)', () => {
  const race = oneRunner({ format: { kind: 'laps', laps: 5 }, points: mat, rules: { minimumLapMs: 90_000 } });
  race.manual('1', 'finish', '09:12:00', { override: true });
  crosses(race, '09:10:00', '09:10:30.000', '09:10:45', '09:13:00', '09:20:00');
  expect(told(race)).toEqual([
    'SR-19: lap 1',
    sooner,
    'SR-23: not used, a person entered the time of this lap',
    'SR-23: not used, a person entered the time of this lap',
    'SR-19: lap 3',
  ]);
});

test('in a race against the clock a crossing at its very end is not after it (SR-18)', () => {
  const race = oneRunner({ format: { kind: 'timed', limitMs: 3_600_000 }, points: mat, rules: { minimumLapMs: 90_000 } });
  crosses(race, '09:20:00', '09:59:30', '10:00:00.000', '10:00:00.001', '10:30:00');
  expect(told(race)).toEqual([
    'SR-18: lap 1',
    'SR-18: finish, lap 2',
    sooner,
    'SR-18: not used, after the end of the race',
    'SR-18: not used, after the end of the race',
  ]);
});

test('a backyard tells which loop was late, and a crossing at the end of the hour is not late (SR-33)', () => {
  const finish = { ...mat.finish, windowToMs: 7_200_000 };
  const race = oneRunner({ format: { kind: 'backyard', loopMs: 3_600_000 }, points: { start: mat.start, finish } });
  crosses(race, '09:00:10', '09:50:00', '09:50:30', '11:00:00.000', '11:00:00.001', '12:30:00');
  const late = 'SR-33: not used, loop 2 was not closed in its hour';
  expect(told(race).slice(1)).toEqual(['SR-33: lap 1', sooner, sooner, late, late]);
});

test('only the last one standing of a backyard has a finish to be told of', () => {
  const race = oneRunner({ format: { kind: 'backyard', loopMs: 3_600_000 }, points: mat }).participant('2');
  crosses(race, '09:50:00', '10:50:00');
  race.passes('2', 'mat', '09:40:00');
  expect(told(race)).toEqual(['SR-33: lap 1', 'SR-33: lap 2']);
  race.close();
  expect(told(race)).toEqual(['SR-33: lap 1', 'SR-33: finish, lap 2']);
  expect(told(race, '2')).toEqual(['SR-33: lap 1']);
});

test('in a race of laps nobody needs to be the last one standing to have finished', () => {
  const race = oneRunner({ format: { kind: 'timed', limitMs: 3_600_000 }, points: mat });
  crosses(race, '09:10:00', '09:20:00');
  expect(told(race)).toEqual(['SR-18: lap 1', 'SR-18: finish, lap 2']);
});

test('a read whose time cannot be understood is told so', () => {
  const race = oneRunner();
  race.passes('1', 'finish', '09:40:00', { timeText: 'half past nine' });
  expect(told(race)).toEqual(['SR-09: not used, its time cannot be understood']);
});
