import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import { rehearse } from './rehearse.ts';
import type { WatchOut } from './watch-out.ts';

function ageBands(race: RaceStory): Extract<WatchOut, { code: 'age-bands' }>[] {
  return rehearse(race.setup).filter((watchOut) => watchOut.code === 'age-bands');
}

const women = (race: RaceStory, ...bands: [number | null, number | null][]) =>
  bands.reduce((told, [ageMin, ageMax]) => told.division(`F${ageMin}-${ageMax}`, { sex: 'F', ageMin, ageMax }), race);

test('age divisions that follow one another fit, with open ends or without', () => {
  expect(ageBands(women(aRace(), [null, 29], [40, null], [30, 39]))).toEqual([]);
  expect(
    ageBands(women(aRace(), [20, 29], [30, 39]).participant('1', { sex: 'F', raceAge: 20 }).participant('2', { sex: 'F', raceAge: 39 })),
  ).toEqual([]);
});

test('ages in two divisions are told, and so are ages between two and in none', () => {
  expect(ageBands(women(aRace(), [20, 30], [30, 39], [45, 49], [51, null]))).toEqual([
    {
      code: 'age-bands',
      raceId: storyId('race', 'race'),
      participantIds: [],
      sources: [],
      facts: {
        sex: 'F',
        overlaps: [{ from: 30, to: 30 }],
        holes: [
          { from: 40, to: 44 },
          { from: 50, to: 50 },
        ],
      },
      sentence:
        'In the race the age divisions of women do not fit together: ages 30 are in two divisions, and ages 40 to 44, 50 are in none. Change the ages, or leave them if that is meant.',
    },
  ]);
});

test('a division within another overlaps by its own ages, one without end by all that follow', () => {
  expect(ageBands(women(aRace(), [20, 59], [30, 39], [40, 49]))[0]!.facts).toEqual({
    sex: 'F',
    overlaps: [
      { from: 30, to: 39 },
      { from: 40, to: 49 },
    ],
    holes: [],
  });
  const [told] = ageBands(women(aRace(), [20, null], [40, null]));
  expect(told!.facts.overlaps).toEqual([{ from: 40, to: null }]);
  expect(told!.sentence).toBe(
    'In the race the age divisions of women do not fit together: ages 40 and over are in two divisions. Change the ages, or leave them if that is meant.',
  );
});

test('open and custom divisions are no age bands', () => {
  const race = women(aRace(), [20, 29], [30, null])
    .division('women', { sex: 'F' })
    .division('Clydesdale', { sex: 'F', ageMin: 25, ageMax: 60, custom: true });
  expect(ageBands(race)).toEqual([]);
  expect(ageBands(aRace().division('everyone'))).toEqual([]);
});

test('below and above all divisions only the ages of those entered are missing', () => {
  const race = women(aRace(), [20, 29], [30, 39]).participant('1', { sex: 'F', raceAge: 17 }).participant('2', { sex: 'F', raceAge: 41 });
  race.participant('3', { sex: 'M', raceAge: 12 }).participant('4', { sex: 'F' });
  expect(ageBands(race)[0]!.facts.holes).toEqual([
    { from: 17, to: 19 },
    { from: 40, to: 41 },
  ]);
  expect(ageBands(race)[0]!.sentence).toContain('of women do not fit together: ages 17 to 19, 40 to 41 are in none.');
});

test('each sex has its own, and what is for everyone fills the holes of all', () => {
  const race = women(aRace(), [20, 29], [40, 49])
    .division('M', { sex: 'M', ageMin: 20, ageMax: 49 })
    .division('X', { sex: 'X', ageMin: 20, ageMax: 29 });
  expect(ageBands(race).map(({ facts }) => facts.sex)).toEqual(['F']);
  race.division('thirties', { ageMin: 30, ageMax: 39 });
  expect(ageBands(race)).toEqual([]);
  race.division('and once more', { ageMin: 35, ageMax: 39 });
  const [told, ...more] = ageBands(race);
  expect(more).toEqual([]);
  expect(told!.facts).toEqual({ sex: null, overlaps: [{ from: 35, to: 39 }], holes: [] });
  expect(told!.sentence).toContain('In the race the age divisions do not fit');
  const others = aRace()
    .division('M1', { sex: 'M', ageMax: 20 })
    .division('M2', { sex: 'M', ageMin: 20 })
    .division('X1', { sex: 'X', ageMax: 20 })
    .division('X2', { sex: 'X', ageMin: 20 });
  expect(ageBands(others).map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('of men do'),
    expect.stringContaining('of sex X do'),
  ]);
});

test('each race has its own, told in one order however the setup lists them', () => {
  const race = women(aRace(), [20, 29], [25, 39]).race('fun run', { points: { finish: { kind: 'finish' } } });
  race.division('F', { raceId: storyId('race', 'fun run'), sex: 'F', ageMin: 30, ageMax: 50 });
  expect(ageBands(race)).toHaveLength(1);
  race.division('F again', { raceId: storyId('race', 'fun run'), sex: 'F', ageMin: 50, ageMax: 60 });
  const told = ageBands(race).map(({ raceId }) => raceId!);
  expect(told).toEqual(told.toSorted());
  expect(told).toHaveLength(2);
  race.setup.races.reverse();
  expect(ageBands(race).map(({ raceId }) => raceId)).toEqual(told);
});

test('on race day the ages are those of who is entered by then', () => {
  const race = women(aRace(), [20, 29], [30, 39]).wave('A').participant('1', { sex: 'F', raceAge: 17 });
  const told = () => race.watchOuts('08:00:00').filter(({ code }) => code === 'age-bands');
  expect(told()).toHaveLength(1);
  race.enter('1', { sex: 'F', raceAge: 20 });
  expect(told()).toEqual([]);
});

test('ages of another race, and of a sex that has divisions of its own, leave no hole in those for everyone', () => {
  const race = aRace()
    .race('fun run', { points: { finish: { kind: 'finish' } } })
    .wave('A')
    .wave('fun', { race: 'fun run' })
    .division('twenties', { ageMin: 20, ageMax: 29 })
    .division('M', { sex: 'M', ageMin: 60 });
  race.participant('1', { sex: 'F', raceAge: 12, wave: 'fun' }).participant('2', { sex: 'M', raceAge: 62 });
  expect(ageBands(race).map(({ facts }) => facts)).toEqual([{ sex: 'M', overlaps: [], holes: [{ from: 30, to: 59 }] }]);
  race.participant('3', { sex: 'F', raceAge: 31 }).participant('4', { raceAge: 18 });
  expect(ageBands(race)[1]!.facts).toEqual({
    sex: null,
    overlaps: [],
    holes: [
      { from: 18, to: 19 },
      { from: 30, to: 31 },
    ],
  });
});

test('divisions from one age on overlap in one order, however the setup lists them', () => {
  const overlaps = [
    { from: 20, to: 29 },
    { from: 20, to: 39 },
  ];
  expect(ageBands(women(aRace(), [20, 49], [20, 39], [20, 29]))[0]!.facts.overlaps).toEqual(overlaps);
  expect(ageBands(women(aRace(), [20, 39], [20, 29], [20, 49]))[0]!.facts.overlaps).toEqual(overlaps);
});
