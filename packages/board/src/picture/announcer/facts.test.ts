import { expect, test } from 'vitest';
import { aRow, raceId } from '../../testing/live-messages.ts';
import { factsOf } from './facts.ts';

const announce = {
  birthday: 'today',
  milestone: '100th marathon',
  firstTimer: true,
  note: 'Runs with her mother',
  club: 'Lake Harriers',
  region: 'Zeeland',
  country: 'NED',
} as const;
const words = (row: Parameters<typeof factsOf>[0], expectedMs?: number) =>
  factsOf(row, expectedMs === undefined ? null : { gun: null, chip: { timeMs: expectedMs, atLeastMs: 0 } }).map((fact) => fact.words);

test('what there is to say comes in one order, whoever it is', () => {
  const row = aRow('1', 40, { team: 'Twelve', city: 'Goes', announce: { ...announce, personalBestMs: 41 * 60_000 } });
  expect(words(row)).toEqual([
    'Birthday today',
    '100th marathon',
    'First-timer',
    'Personal best by 1:00 (was 41:00)',
    'Runs with her mother',
    'Twelve · Lake Harriers',
    'Goes, Zeeland, NED',
  ]);
});

test('of a runner about whom nobody said anything there is nothing to say', () => {
  expect(factsOf(aRow('1', 40))).toEqual([]);
});

test('a personal best is in reach while the projection is below it, and is said at the line only if it fell', () => {
  const best = { announce: { personalBestMs: 40 * 60_000 } };
  expect(words(aRow('1', null, best), 39 * 60_000)).toEqual(['Personal best of 40:00 in reach']);
  expect(words(aRow('1', null, best), 41 * 60_000)).toEqual([]);
  expect(words(aRow('1', null, best))).toEqual([]);
  expect(words(aRow('1', 40, best))).toEqual(['Equals the personal best of 40:00']);
  expect(words(aRow('1', 41, best))).toEqual([]);
});

test('a record of the race is said before all else', () => {
  const record = { recordId: 'cr', name: 'Course record', sex: null, divisionId: null, basis: 'gun', timeMs: 2_412_000 } as const;
  const standing = [{ raceId, record: { ...record, holder: null, year: null }, isOtherTime: false, timeMs: 2_400_000, by: null }];
  const facts = factsOf(aRow('1', 40, { announce }), null, standing);
  expect(facts.slice(0, 2)).toEqual([
    { kind: 'record', words: 'Course record by 0:12: was 40:12' },
    { kind: 'birthday', words: 'Birthday today' },
  ]);
});

test('a club that is the team is said once', () => {
  expect(words(aRow('1', null, { team: 'Lake Harriers', announce: { club: 'Lake Harriers' } }))).toEqual(['Lake Harriers']);
});
