import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

const measured: RaceStorySettings = {
  rules: { fastestKmMs: 120_000 },
  points: { start: { kind: 'start' }, '5 km': { kind: 'split', distanceM: 5_000 }, finish: { kind: 'finish' } },
};

function impossible(race: RaceStory): Extract<WatchOut, { code: 'impossible-time' }>[] {
  return race.watchOuts('09:30:00').filter((watchOut) => watchOut.code === 'impossible-time');
}

function runner(times: { start?: string; split?: string; finish?: string }, settings = measured): RaceStory {
  const race = aRace(settings).wave('A', { gun: '09:00:00' }).participant('7');
  if (times.start) race.passes('7', 'start', times.start);
  if (times.split) race.passes('7', '5 km', times.split);
  if (times.finish) race.passes('7', 'finish', times.finish);
  return race;
}

test('five kilometres in less than two minutes each are told of, with both reads', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' }).participant('7');
  const start = race.passes('7', 'start', '09:01:00');
  const split = race.passes('7', '5 km', '09:20:00');
  expect(impossible(race)).toEqual([]);
  const finish = race.passes('7', 'finish', '09:29:59.999');
  expect(impossible(race)).toEqual([
    {
      code: 'impossible-time',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '7')],
      sources: [split, finish],
      facts: {
        fromPointId: storyId('point', '5 km'),
        toPointId: storyId('point', 'finish'),
        distanceM: 5_000,
        fastestMs: 600_000,
        runners: [{ participantId: storyId('participant', '7'), tookMs: 599_999 }],
      },
      sentence:
        'Bib 7 covered the 5000 m from 5 km to finish in 10:00, below 10:00, the least that the race takes for possible. Look at its reads there: a chip on somebody else, a way cut short, or a time entered wrong.',
    },
  ]);
  race.void(start);
  expect(impossible(race)).toHaveLength(1);
});

test('exactly as fast as the race takes for possible is possible', () => {
  expect(impossible(runner({ start: '09:00:00', split: '09:10:00', finish: '09:20:00' }))).toEqual([]);
  const slower = runner({ start: '09:00:00', split: '09:10:00', finish: '09:20:00' }, { ...measured, rules: { fastestKmMs: 120_001 } });
  expect(impossible(slower)).toHaveLength(2);
});

test('from the own start, and from the gun without one', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' }).participant('7');
  const start = race.passes('7', 'start', '09:05:00');
  const split = race.passes('7', '5 km', '09:14:00');
  expect(impossible(race)).toMatchObject([
    { sources: [start, split], facts: { fromPointId: storyId('point', 'start'), runners: [{ tookMs: 540_000 }] } },
  ]);
  race.void(start);
  expect(impossible(race)).toEqual([]);
  expect(impossible(runner({ split: '09:09:00' }))).toMatchObject([{ facts: { runners: [{ tookMs: 540_000 }] } }]);
});

test('over a missed split the whole way counts, up to the distance of the race', () => {
  expect(impossible(runner({ start: '09:00:00', finish: '09:19:00' }))).toMatchObject([
    { facts: { fromPointId: storyId('point', 'start'), toPointId: storyId('point', 'finish'), distanceM: 10_000 } },
  ]);
  const race = runner(
    { start: '09:00:00', split: '09:00:01', finish: '09:19:00' },
    { points: { ...measured.points, '5 km': { kind: 'split' } } },
  );
  expect(impossible(race)).toMatchObject([{ facts: { fromPointId: storyId('point', 'start'), runners: [{ tookMs: 1_140_000 }] } }]);
});

test('without any distance nothing is impossible, and laps are not measured', () => {
  const race = runner({ start: '09:00:00', finish: '09:01:00' });
  race.setup.races[0]!.distanceM = null;
  expect(impossible(race)).toEqual([]);
  expect(impossible(runner({ start: '09:00:00', split: '09:01:00' }, { ...measured, format: { kind: 'laps', laps: 1 } }))).toEqual([]);
});

test('a penalty makes nobody slow, and a race without a start mat is measured from the gun', () => {
  const race = runner({ start: '09:00:00', finish: '09:19:00' });
  race.penalty('7', 600_000);
  expect(impossible(race)).toHaveLength(1);
  const gunOnly = runner({ finish: '09:19:00' }, { points: { finish: { kind: 'finish' } } });
  const [told] = impossible(gunOnly);
  expect(told).toMatchObject({ facts: { fromPointId: null }, sources: [{ seq: 2 }] });
  expect(told!.sentence).toContain('Bib 7 covered the 10000 m from the gun to finish in 19:00, below 20:00');
});

test('a voided read, a disqualification, and the chip assigned to who wore it settle it', () => {
  for (const settle of [(race: RaceStory) => race.disqualify('7'), (race: RaceStory) => race.assign('7', null)]) {
    const race = runner({ start: '09:00:00', split: '09:05:00' });
    expect(impossible(race)).toHaveLength(1);
    settle(race);
    expect(impossible(race)).toEqual([]);
  }
  const race = runner({ start: '09:00:00' });
  race.void(race.passes('7', '5 km', '09:05:00'));
  expect(impossible(race)).toEqual([]);
});

test('ten or more on the same way are told at once, each way by itself, in the order of the course', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' });
  for (let number = 10; number > 0; number--) {
    race.participant(String(number));
    race.passes(String(number), '5 km', '09:09:00');
  }
  race.passes('3', 'finish', '09:10:00');
  const [together, alone, ...more] = impossible(race);
  expect(more).toEqual([]);
  expect(together!.sentence).toBe(
    '10 runners (bibs 1, 2, 3, 4, 5 and 5 more) covered the 5000 m from start to 5 km below 10:00, the least that the race takes for possible. So many at once: look at the clocks of the two decoders and at the distances in the setup.',
  );
  expect(together!.facts.runners).toHaveLength(10);
  expect(together!.facts.runners[1]).toEqual({ participantId: storyId('participant', '2'), tookMs: 540_000 });
  expect(alone!.participantIds).toEqual([storyId('participant', '3')]);
});

test('ways are told in the order of the course, by where they begin and then by where they end', () => {
  const race = aRace({
    points: {
      start: { kind: 'start' },
      a: { kind: 'split', distanceM: 2_000 },
      b: { kind: 'split', distanceM: 4_000 },
      finish: { kind: 'finish' },
    },
  }).wave('A', { gun: '09:00:00' });
  const runs = (bib: string, passes: Record<string, string>) => {
    race.participant(bib);
    for (const [location, at] of Object.entries(passes)) race.passes(bib, location, at);
  };
  runs('1', { start: '09:00:00', a: '09:10:00', b: '09:11:00' });
  runs('2', { start: '09:00:00', finish: '09:05:00' });
  runs('3', { start: '09:00:00', b: '09:05:00' });
  runs('4', { start: '09:00:00', a: '09:01:00' });
  const ways = impossible(race).map(({ participantIds, facts }) => [participantIds[0], facts.fromPointId, facts.toPointId]);
  const [start, a, b, finish] = ['start', 'a', 'b', 'finish'].map((name) => storyId('point', name));
  expect(ways).toEqual([
    [storyId('participant', '4'), start, a],
    [storyId('participant', '3'), start, b],
    [storyId('participant', '2'), start, finish],
    [storyId('participant', '1'), a, b],
  ]);
});

test('the least time is told in whole milliseconds', () => {
  const race = runner({ start: '09:00:00', split: '09:09:00' }, { ...measured, rules: { fastestKmMs: 120_000.5 } });
  expect(impossible(race)[0]!.facts.fastestMs).toBe(600_003);
});

test('of a start the read that counts is shown, and of one that a person entered none', () => {
  const race = runner({ start: '09:00:05' });
  race.passes('7', 'car park', '09:00:20');
  const start = race.passes('7', 'start', '09:00:20');
  const split = race.passes('7', '5 km', '09:05:00');
  expect(impossible(race).map(({ sources }) => sources)).toEqual([[start, split]]);
  race.manual('7', 'start', '09:01:00');
  expect(impossible(race).map(({ sources }) => sources)).toEqual([[start, split]]);
  race.void(start);
  race.manual('7', 'start', '09:01:00', { override: true });
  expect(impossible(race).map(({ sources }) => sources)).toEqual([[split]]);
});

test('the gun is no read to show, and of two start lines the read at either is', () => {
  const split = { '5 km': { kind: 'split', distanceM: 5_000 } } as const;
  const fromGun = aRace({ points: split }).wave('A', { gun: '09:00:00' }).participant('7');
  const read = fromGun.passes('7', '5 km', '09:05:00');
  expect(impossible(fromGun).map(({ sources }) => sources)).toEqual([[read]]);
  const twoLines = aRace({ points: { left: { kind: 'start' }, right: { kind: 'start' }, ...split } })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  const reads = [twoLines.passes('7', 'right', '09:00:05'), twoLines.passes('7', '5 km', '09:05:00')];
  expect(impossible(twoLines).map(({ sources }) => sources)).toEqual([reads]);
});

test('of two who wear one bib each is told by itself, in one order however the setup lists them', () => {
  const race = aRace(measured)
    .wave('A', { gun: '09:00:00' })
    .participant('7')
    .participant('7', { id: storyId('participant', '8') });
  for (const who of ['7', '8']) race.manual(who, '5 km', '09:05:00');
  const told = () => impossible(race).map(({ participantIds }) => participantIds[0]!);
  const before = told();
  expect(before).toEqual(['7', '8'].map((who) => storyId('participant', who)).sort());
  race.setup.participants.reverse();
  expect(told()).toEqual(before);
});

test('two finish lines are one finish: nobody is too fast from the one to the other', () => {
  const race = aRace({
    points: {
      start: { kind: 'start' },
      left: { kind: 'finish', distanceM: 10_000 },
      right: { kind: 'finish', distanceM: 10_050 },
    },
  })
    .wave('A', { gun: '09:00:00' })
    .participant('7')
    .participant('8');
  race.passes('7', 'right', '09:40:00');
  race.passes('8', 'right', '09:15:00');
  expect(impossible(race)).toMatchObject([
    { participantIds: [storyId('participant', '8')], facts: { toPointId: storyId('point', 'left'), distanceM: 10_000 } },
  ]);
});
