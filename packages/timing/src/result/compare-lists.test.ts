import { expect, test } from 'vitest';
import type { PlacedResult, Split, Standings } from '../results.ts';
import { aRace } from '../testing/a-race.ts';
import { compareLists } from './compare-lists.ts';

const { results } = aRace().wave('A', { gun: '09:00:00' }).participant('1').list();
const someone = results[0]!;

const split = (coursePointId: string, gunTimeMs: number, chipTimeMs: number): Split => ({
  coursePointId,
  passedAtMs: 0,
  gunTimeMs,
  chipTimeMs,
  source: { journalId: 'box', seq: 1 },
});
const listOf = (...them: Partial<PlacedResult>[]): Standings => ({
  results: them.map((one) => ({ ...someone, ...one })),
  awards: [],
  teams: [],
});
const changeOf = (before: Partial<PlacedResult>, after: Partial<PlacedResult>) => compareLists(listOf(before), listOf(after)).results[0];

test('equal lists differ in nothing, and neither do those that differ in an instant alone', () => {
  expect(compareLists(listOf({}), listOf({}))).toEqual({ results: [], awards: [], teams: [] });
  expect(changeOf({ finishedAtMs: 1 }, { finishedAtMs: 2 })).toBeUndefined();
});

test.each([
  ['bib', '1', '2'],
  ['raceId', 'a', 'b'],
  ['waveId', 'a', 'b'],
  ['status', 'running', 'finished'],
  ['gunTimeMs', null, 5],
  ['chipTimeMs', 5, null],
  ['officialGunMs', 5, 6],
  ['officialChipMs', 5, 6],
  ['startSource', 'gun', 'read'],
  ['penaltyMs', 0, 6],
  ['reason', null, 'TR 17'],
])('%s is told from what to what, and nothing besides', (field, from, to) => {
  const change = changeOf({ [field]: from }, { [field]: to });
  expect(change).toMatchObject({ presence: 'stayed', places: { divisions: [] }, splits: [], laps: [] });
  expect(change?.fields).toEqual({ [field]: { from, to } });
});

test('a split is told when it comes, goes, or moves by either clock; one that stands is not', () => {
  const before = { splits: [split('5 km', 10, 9), split('10 km', 20, 19), split('15 km', 30, 29), split('20 km', 40, 39)] };
  const after = { splits: [split('5 km', 10, 9), split('10 km', 21, 19), split('15 km', 30, 28), split('25 km', 50, 49)] };
  expect(changeOf(before, after)?.splits).toEqual([
    { coursePointId: '10 km', from: { gunTimeMs: 20, chipTimeMs: 19 }, to: { gunTimeMs: 21, chipTimeMs: 19 } },
    { coursePointId: '15 km', from: { gunTimeMs: 30, chipTimeMs: 29 }, to: { gunTimeMs: 30, chipTimeMs: 28 } },
    { coursePointId: '25 km', from: null, to: { gunTimeMs: 50, chipTimeMs: 49 } },
    { coursePointId: '20 km', from: { gunTimeMs: 40, chipTimeMs: 39 }, to: null },
  ]);
});

test('laps are told by their number', () => {
  const laps = [split('finish', 10, 9), split('finish', 20, 19)];
  expect(changeOf({ laps }, { laps: [split('finish', 10, 9), split('finish', 21, 20)] })?.laps).toEqual([
    { lap: 2, from: { gunTimeMs: 20, chipTimeMs: 19 }, to: { gunTimeMs: 21, chipTimeMs: 20 } },
  ]);
  expect(changeOf({ laps }, { laps: laps.slice(0, 1) })?.laps).toMatchObject([{ lap: 2, to: null }]);
});

test('a split and a lap that moved are both told, though nothing else did', () => {
  const before = { splits: [split('5 km', 10, 9)], laps: [split('finish', 10, 9)] };
  const change = changeOf(before, { splits: [split('5 km', 11, 9)], laps: [split('finish', 11, 9)] });
  expect(change).toMatchObject({ fields: {}, splits: [{ coursePointId: '5 km' }], laps: [{ lap: 1 }] });
});

test('places are told ranking by ranking', () => {
  const divisions = (places: Record<string, number>) => Object.entries(places).map(([divisionId, place]) => ({ divisionId, place }));
  const before = { places: { overall: 3, sex: 2, divisions: divisions({ open: 3, masters: 1 }) } };
  expect(changeOf(before, { places: { overall: 3, sex: 1, divisions: divisions({ open: 3, masters: 1 }) } })?.places).toEqual({
    sex: { from: 2, to: 1 },
    divisions: [],
  });
  expect(changeOf(before, { places: { overall: 2, sex: 2, divisions: divisions({ open: 3, seniors: 1 }) } })?.places).toEqual({
    overall: { from: 3, to: 2 },
    divisions: [
      { divisionId: 'seniors', from: null, to: 1 },
      { divisionId: 'masters', from: 1, to: null },
    ],
  });
  expect(changeOf(before, { places: { ...before.places, divisions: divisions({ open: 2, masters: 1 }) } })?.places).toEqual({
    divisions: [{ divisionId: 'open', from: 3, to: 2 }],
  });
});

test('changes stand in the order of the later list, and whoever went behind', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((bib) => ({ bib, participantId: bib }));
  const changes = compareLists(listOf(c!, a!, b!), listOf({ ...b, status: 'DNF' }, { ...a, status: 'DSQ' }));
  expect(changes.results.map(({ bib, presence }) => `${bib} ${presence}`)).toEqual(['b stayed', 'a stayed', 'c went']);
});

test('a winner is told when the place in the award is another, and a team when its place or its score is', () => {
  const winner = (participantId: string, place: number) => ({ participantId, place, timeMs: 1 });
  const team = (teamId: string, place: number | null, score: number | null) => ({ contestId: 'clubs', teamId, place, score, members: [] });
  const before: Standings = {
    results: [],
    awards: [
      { awardId: 'open', winners: [winner('a', 1), winner('b', 2), winner('c', 3)] },
      { awardId: 'masters', winners: [winner('a', 1)] },
    ],
    teams: [team('reds', 1, 10), team('blues', 2, 20), team('greens', 3, 30), team('whites', null, null)],
  };
  const after: Standings = {
    results: [],
    awards: [
      { awardId: 'open', winners: [winner('b', 1), winner('c', 3)] },
      { awardId: 'masters', winners: [winner('a', 1)] },
    ],
    teams: [team('reds', 1, 11), team('greens', 2, 30), team('blues', null, null)],
  };
  expect(compareLists(before, after)).toEqual({
    results: [],
    awards: [
      { awardId: 'open', participantId: 'b', from: 2, to: 1 },
      { awardId: 'open', participantId: 'a', from: 1, to: null },
    ],
    teams: [
      { contestId: 'clubs', teamId: 'reds', score: { from: 10, to: 11 } },
      { contestId: 'clubs', teamId: 'greens', place: { from: 3, to: 2 } },
      { contestId: 'clubs', teamId: 'blues', place: { from: 2, to: null }, score: { from: 20, to: null } },
    ],
  });
});
