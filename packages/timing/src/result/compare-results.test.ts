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
