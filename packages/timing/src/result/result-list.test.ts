import { expect, test } from 'vitest';
import type { PlacedResult, Split } from '../results.ts';
import { sha256Hex } from '../sha256.ts';
import { aRace } from '../testing/a-race.ts';
import { hashOfResults } from './result-list.ts';

const coursePoints = aRace()
  .setup.coursePoints.slice(0, 2)
  .map((point, index) => ({ ...point, id: 'ba'[index]! }));
const { results } = aRace().wave('A', { gun: '09:00:00' }).participant('1').list();
const split = (coursePointId: string, gunTimeMs: number, chipTimeMs: number): Split => ({
  coursePointId,
  passedAtMs: 0,
  gunTimeMs,
  chipTimeMs,
  source: { journalId: 'box', seq: 1 },
});
const listOf = (...them: Partial<PlacedResult>[]) => them.map((one) => ({ ...results[0]!, ...one }));

test('what is hashed is one line a result, so that another engine can come to the same hash', () => {
  const list = listOf(
    {
      participantId: 'p1',
      status: 'finished',
      gunTimeMs: 2_400_123,
      chipTimeMs: 2_390_000,
      splits: [split('a', 600, 590), split('b', 1_200, 1_190), split('none of the setup', 7, 6)],
      laps: [split('finish', 2_000, 1_990), split('finish', 2_500, 2_490)],
      places: {
        overall: 3,
        sex: 2,
        divisions: [
          { divisionId: 'x', place: 1 },
          { divisionId: 'y', place: 4 },
        ],
      },
    },
    { participantId: 'p2', status: 'finished', gunTimeMs: 2_400_999, chipTimeMs: -5, places: { overall: 4, sex: null, divisions: [] } },
    { participantId: 'p3', status: 'DNS', gunTimeMs: null, chipTimeMs: null, places: null },
  );
  const lines = [
    'p1 finished 2400123 2390000 3 0 600 590 1 1200 1190 - 7 6 2000 1990 2500 2490 3 2 1 4\n',
    'p2 finished 2400999 -5 0 4 -\n',
    'p3 DNS - - 0 - -\n',
  ];
  expect(hashOfResults({ coursePoints }, list)).toBe(sha256Hex(lines.join('')));
  expect(hashOfResults({ coursePoints: coursePoints.toReversed() }, list)).toBe(sha256Hex(lines.join('')));
});

test('a list of nobody is hashed too', () => {
  expect(hashOfResults({ coursePoints: [] }, [])).toBe(sha256Hex(''));
});
