import { expect, test } from 'vitest';
import { score } from '../scorer.ts';
import { aBigRace } from './a-big-race.ts';

test('in a race for measuring everybody comes home, is seen at each point, and stands in the one division of their sex and ten years', () => {
  const { setup, entries } = aBigRace(150);
  const told = score(setup, entries).results.map(({ status, startSource, splits, places }) => ({
    ...{ status, startSource, splits: splits.length, divisions: places?.divisions.length },
  }));
  expect(told).toEqual(Array.from({ length: 150 }, () => ({ status: 'finished', startSource: 'read', splits: 2, divisions: 1 })));
});

test('a race for measuring is the same each time, so that the figures of two days compare', () => {
  const { setup, entries } = aBigRace(4);
  const told = score(setup, entries).results.map(({ bib, gunTimeMs, chipTimeMs, splits, places }) => {
    return [bib, gunTimeMs, chipTimeMs, splits.map((split) => split.gunTimeMs), places?.divisions[0]?.divisionId];
  });
  expect(told).toEqual([
    ['3', 2_234_363, 1_977_628, [850_023, 1_443_311], 'division-0'],
    ['1', 2_933_658, 2_659_611, [1_071_930, 1_869_813], 'division-0'],
    ['4', 3_115_477, 3_099_546, [945_794, 1_875_658], 'division-1'],
    ['2', 4_283_063, 4_004_969, [1_479_584, 2_681_075], 'division-1'],
  ]);
});

test('each passing of a race for measuring is heard as often as asked, by one box in the order of the clock', () => {
  const { entries } = aBigRace(1, { points: ['START', '9K', 'FINISH'], readsEach: 2 });
  const reads = entries.flatMap(({ entry }) => (entry?.kind === 'read' ? [entry] : []));
  expect(
    reads.map(({ seq, lamport, sourceSeq, location, timeText, arrivedAtMs }) => [seq, lamport, sourceSeq, location, timeText, arrivedAtMs]),
  ).toEqual([
    [3, 3, 2, 'START', '08:04:34.047', 1_779_005_074_087],
    [4, 4, 3, 'START', '08:04:34.347', 1_779_005_074_387],
    [5, 5, 4, '9K', '08:44:27.696', 1_779_007_467_736],
    [6, 6, 5, '9K', '08:44:27.996', 1_779_007_468_036],
    [7, 7, 6, 'FINISH', '08:48:53.658', 1_779_007_733_698],
    [8, 8, 7, 'FINISH', '08:48:53.958', 1_779_007_733_998],
  ]);
  const big = aBigRace(50).entries;
  const heardAt = big.map(({ entry }) => entry!.arrivedAtMs);
  expect(heardAt).toEqual(heardAt.toSorted((a, b) => a - b));
  expect(new Set(big.map(({ hash }) => hash)).size).toBe(big.length);
});

test('a race for measuring is of one gun in UTC, and asks for no prizes and no teams', () => {
  const { setup } = aBigRace(2);
  expect(setup).toMatchObject({ event: { zone: 'UTC', transitions: [{ fromMs: 0, offsetMs: 0 }] }, waves: [{ gunLocations: ['START'] }] });
  expect(setup).toMatchObject({ awards: [], teams: [], teamContests: [] });
  const plain = { customDivisions: [], teamId: null, hidden: false };
  expect(setup.participants).toMatchObject([plain, plain]);
});
