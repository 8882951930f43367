import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';

const twoFinishes = () =>
  aRace({ points: { start: { kind: 'start' }, 'start 2': { kind: 'start' }, left: { kind: 'finish' }, right: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2');

test('of two finish lines the one that is crossed first gives the time, whichever the course names first', () => {
  const race = twoFinishes();
  race.passes('1', 'left', '09:40:00');
  race.passes('1', 'right', '09:41:00');
  race.passes('2', 'left', '09:41:00');
  race.passes('2', 'right', '09:40:00');
  expect(['1', '2'].map((bib) => race.result(bib).gunTime)).toEqual(['40:00', '40:00']);
});

test('one of two finish lines is enough, and so is one of two starts', () => {
  const race = twoFinishes();
  race.passes('1', 'start', '09:00:10');
  race.passes('1', 'left', '09:40:10');
  race.passes('2', 'start 2', '09:00:10');
  race.passes('2', 'right', '09:40:10');
  expect(['1', '2'].map((bib) => race.result(bib).chipTime)).toEqual(['40:00', '40:00']);
});

test('a manual time at one of two finish lines finishes', () => {
  const race = twoFinishes();
  race.manual('1', 'right', '09:40:00');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '40:00' });
});

test('a manual time at a split fills its hole, and is nothing else', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.manual('1', '5 km', '09:20:00');
  expect(race.result('1')).toMatchObject({ status: 'running', splits: [{ gunTimeMs: 1_200_000 }] });
});

test('a manual time before the gun is none, and one at the gun is the start', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.manual('1', 'start', '08:59:59.999');
  race.manual('2', 'start', '09:00:00.000');
  for (const bib of ['1', '2']) race.passes(bib, 'finish', '09:40:00');
  expect(['1', '2'].map((bib) => race.result(bib).startSource)).toEqual(['gun', 'manual']);
});

test('a split in the very moment of the finish counts', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', '5 km', '09:40:00.000');
  race.passes('1', 'finish', '09:40:00.000');
  expect(race.result('1').splits).toHaveLength(1);
});

test('a start point with a window of its own hears nobody after it', () => {
  const race = aRace({ points: { start: { kind: 'start', windowToMs: 60_000 }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2');
  race.passes('1', 'start', '09:00:59');
  race.passes('2', 'start', '09:01:01');
  for (const bib of ['1', '2']) race.passes(bib, 'finish', '09:40:00');
  expect(['1', '2'].map((bib) => race.result(bib).startSource)).toEqual(['read', 'gun']);
});

test('on a common mat whose finish has a window the first passing in the window is the finish', () => {
  const mat = { location: 'mat' };
  const race = aRace({ points: { start: { kind: 'start', ...mat }, finish: { kind: 'finish', ...mat, windowFromMs: 600_000 } } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'mat', '09:00:10');
  race.passes('1', 'mat', '09:40:00');
  expect(race.result('1')).toMatchObject({ gunTime: '40:00', chipTime: '39:50' });
});

test('whoever is out for their age is in no division that ends with an age, and neither is whoever has no age', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .division('up to 19', { ageMax: 19 })
    .participant('1', { raceAge: null })
    .participant('2', { raceAge: 19 })
    .participant('3', { raceAge: 20 });
  for (const bib of ['1', '2', '3']) race.passes(bib, 'finish', '09:40:00');
  const { results } = race.list();
  const inDivision = (bib: string) => results.find((one) => one.bib === bib)!.places!.divisions.length;
  expect(['1', '2', '3'].map(inDivision)).toEqual([0, 1, 0]);
});
