import { expect, test } from 'vitest';
import { BadDivisionGridError, divisionGrid } from './division-grid.ts';
import { divisionsOf } from './divisions.ts';

const race = { raceId: 'race' };
const names = (grid: Omit<Parameters<typeof divisionGrid>[0], 'raceId'>) => divisionGrid({ ...race, ...grid }).map(({ name }) => name);

test('a grid has every sex and band, the last one open at the top', () => {
  expect(names({ from: 20, openFrom: 35, step: 5 })).toEqual([
    ...['F 20-24', 'F 25-29', 'F 30-34', 'F 35+'],
    ...['M 20-24', 'M 25-29', 'M 30-34', 'M 35+'],
  ]);
  expect(divisionGrid({ ...race, sexes: ['X'], from: 60, openFrom: 70, step: 10 })).toEqual([
    { id: 'X 60-69', raceId: 'race', name: 'X 60-69', sex: 'X', ageMin: 60, ageMax: 69, custom: false },
    { id: 'X 70+', raceId: 'race', name: 'X 70+', sex: 'X', ageMin: 70, ageMax: null, custom: false },
  ]);
});

test('everyone younger has a band when that is wanted, and nobody when there is nobody younger', () => {
  expect(names({ sexes: ['F'], from: 20, openFrom: 30, step: 10, younger: true })).toEqual(['F 0-19', 'F 20-29', 'F 30+']);
  expect(names({ sexes: ['F'], from: 0, openFrom: 10, step: 10, younger: true })).toEqual(['F 0-9', 'F 10+']);
});

test('a grid for everyone says no sex, and a band of one year says one age', () => {
  expect(divisionGrid({ ...race, sexes: [null], from: 8, openFrom: 9, step: 1 })).toMatchObject([
    { name: '8', sex: null, ageMin: 8, ageMax: 8 },
    { name: '9+', sex: null },
  ]);
});

test('the band below the open one is narrower where steps do not come out even', () => {
  expect(names({ sexes: ['M'], from: 40, openFrom: 52, step: 10 })).toEqual(['M 40-49', 'M 50-51', 'M 52+']);
});

test('two races with one grid keep their ids apart by a prefix', () => {
  expect(
    divisionGrid({ ...race, sexes: ['M'], from: 40, openFrom: 50, step: 10, idPrefix: '10k-' }).map(({ id, name }) => [id, name]),
  ).toEqual([
    ['10k-M 40-49', 'M 40-49'],
    ['10k-M 50+', 'M 50+'],
  ]);
});

test('every age has exactly one place in a grid', () => {
  const grid = divisionGrid({ ...race, sexes: ['F', 'M', 'X'], from: 20, openFrom: 70, step: 5, younger: true });
  for (const sex of ['F', 'M', 'X'] as const) {
    for (let raceAge = 0; raceAge <= 130; raceAge++) {
      const runner = { id: 'one', bib: '1', waveId: 'A', customDivisions: [], teamId: null, hidden: false, ...race, sex, raceAge };
      expect(divisionsOf(runner, grid)).toHaveLength(1);
    }
  }
});

test.each([
  { from: -1, openFrom: 70, step: 5 },
  { from: 70, openFrom: 70, step: 5 },
  { from: 20, openFrom: 70, step: 0 },
  { from: 20.5, openFrom: 70, step: 5 },
  { from: 20, openFrom: 70.5, step: 5 },
  { from: 20, openFrom: 70, step: 2.5 },
])('numbers that make no bands are refused: %j', (numbers) => {
  expect(() => divisionGrid({ ...race, ...numbers })).toThrow(BadDivisionGridError);
  expect(() => divisionGrid({ ...race, ...numbers })).toThrow(`from ${numbers.from} by ${numbers.step} to ${numbers.openFrom}+`);
  expect(new BadDivisionGridError()).toMatchObject({ name: 'BadDivisionGridError', code: 'bad-division-grid' });
});
