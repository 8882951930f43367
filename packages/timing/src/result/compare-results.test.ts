import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';
import { compareResults } from './compare-results.ts';
import { rankKeyOf } from './rank-key.ts';

test('whoever sorts results alone gets the order of the list', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2').participant('3').participant('4');
  race.passes('3', 'finish', '09:40:00');
  race.passes('4', '5 km', '09:20:00');
  race.passes('1', 'finish', '09:40:00.001');
  const list = race.list().results;
  expect(
    list
      .toReversed()
      .sort(compareResults(race.setup))
      .map(({ bib }) => bib),
  ).toEqual(['3', '1', '4', '2']);
});

test('only a finisher has a time to rank on', () => {
  const race = aRace({ rules: { rankBy: 'gun' } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'start', '09:00:10');
  race.passes('1', 'finish', '09:40:00.500');
  const { rules } = race.setup.races[0]!;
  expect(rankKeyOf(race.result('1'), rules, 0)).toBe(2_400_500);
  expect(rankKeyOf(race.result('1'), { ...rules, rankBy: 'chip', placesFrom: 'displayed' }, 0)).toBe(2_391_000);
  race.disqualify('1');
  expect(rankKeyOf(race.result('1'), rules, 0)).toBeNull();
});

test('of two who reached the same point the one who was there first is ahead, whatever was read before it', () => {
  const race = aRace({ points: { '5 km': { kind: 'split' }, '8 km': { kind: 'split' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2');
  race.passes('1', '8 km', '09:35:00');
  race.passes('2', '8 km', '09:30:00');
  race.passes('2', '5 km', '09:40:00');
  expect(race.order()).toEqual(['2', '1']);
});

test.each([
  ['gun', ['1', '2', '3']],
  ['mixed', ['1', '2', '3']],
  ['chip', ['3', '1', '2']],
] as const)('those over the limit of a race by %s stand by the time that it ranks on', (rankBy, order) => {
  const race = aRace({ rules: { rankBy, gunPlaces: 1, cutOffMs: 1_800_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('3')
    .participant('2')
    .participant('1');
  race.passes('3', 'start', '09:03:00');
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  race.passes('3', 'finish', '09:42:00');
  expect(race.list().results.map(({ bib, status }) => `${bib} ${status}`)).toEqual(order.map((bib) => `${bib} OTL`));
});

test('who was heard on the course is ahead of who never was, when both did not finish', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2').participant('3');
  race.passes('3', 'start', '09:00:05');
  race.passes('2', '5 km', '09:20:00');
  for (const bib of ['1', '2', '3']) race.didNotFinish(bib);
  expect(race.order()).toEqual(['2', '3', '1']);
});

test('of two points of one order the first by id says when a runner was there', () => {
  const race = aRace({ points: { left: { kind: 'split' }, right: { kind: 'split' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2');
  for (const point of race.setup.coursePoints) if (point.kind === 'split') point.order = 1;
  const [first, second] = race.setup.coursePoints.filter(({ kind }) => kind === 'split').sort((a, b) => (a.id < b.id ? -1 : 1));
  race.passes('1', first!.location, '09:20:00');
  race.passes('2', first!.location, '09:19:00');
  race.passes('2', second!.location, '09:30:00');
  expect(race.order()).toEqual(['2', '1']);
});

test('a list is told race by race, by the ids of the races, whoever was faster', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  race.race('other', { points: { line: { kind: 'finish' } } }).wave('O', { race: 'other', gun: '09:00:00' });
  const races = race.setup.races.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const [bib, at] of [
    ['1', 0],
    ['2', 1],
    ['3', 0],
    ['4', 1],
  ] as const) {
    race.participant(bib, { wave: races[at]!.name === 'other' ? 'O' : 'A' });
  }
  for (const bib of ['1', '2', '3', '4']) {
    race.passes(bib, 'finish', `09:4${bib}:00`);
    race.passes(bib, 'line', `09:4${bib}:00`);
  }
  race.disqualify('1');
  expect(race.order()).toEqual(['3', '1', '2', '4']);
  race.setup.races.reverse();
  race.setup.participants.reverse();
  expect(race.order()).toEqual(['3', '1', '2', '4']);
});
