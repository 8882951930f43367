import type { PlacedResult, ResultList } from '@chute/timing';
import { expect, test } from 'vitest';
import { resultListBody } from './result-list-body.ts';
import { resultListSchema } from './results.ts';

const id = (tail: string) => `0199aa00-0000-7000-8000-${tail.padStart(12, '0')}`;

test('a list goes out with its basis, ISO instants and the times that a person reads', () => {
  const body = resultListBody(id('e1'), listOf(finisher));
  expect(resultListSchema.parse(body)).toEqual(body);
  expect(body.items[0]).toMatchObject({
    official_gun_time: '41:08',
    official_chip_time: '41:00',
    finished_at: '2026-09-21T14:54:27.120Z',
    place_overall: 2,
    division_places: [{ division_id: 'F30', place: 1 }],
    splits: [{ passed_at: '2026-09-21T14:30:00.000Z', gun_time_ms: 1_000_000 }],
  });
});

test('who has not finished has no times and no place, and why somebody was disqualified stays inside', () => {
  const none = { gunTimeMs: null, chipTimeMs: null, officialGunMs: null, officialChipMs: null, finishedAtMs: null, places: null };
  const [item] = resultListBody(id('e1'), listOf({ ...finisher, ...none, status: 'DSQ', reason: 'cut the course' })).items;
  expect(item).toMatchObject({
    status: 'DSQ',
    official_gun_time: null,
    finished_at: null,
    place_overall: null,
    place_sex: null,
    division_places: [],
  });
  expect(JSON.stringify(item)).not.toContain('cut the course');
});

test('a race that rounds to tenths shows them', () => {
  const [item] = resultListBody(id('e1'), listOf({ ...finisher, officialGunMs: 2_467_200, officialChipMs: 2_460_001 })).items;
  expect(item).toMatchObject({ official_gun_time: '41:07.20', official_chip_time: '41:00.001' });
});

test('awards and teams go out with the list', () => {
  const list: ResultList = {
    ...listOf(finisher),
    awards: [{ awardId: 'overall', winners: [{ participantId: id('101'), place: 1, timeMs: 2_467_120 }] }],
    teams: [
      {
        contestId: 'clubs',
        teamId: 'harriers',
        place: 1,
        score: 2.5,
        members: [{ participantId: id('101'), counts: true, points: 2.5, timeMs: 2_467_120 }],
      },
      {
        contestId: 'clubs',
        teamId: 'alone',
        place: null,
        score: null,
        members: [{ participantId: id('102'), counts: false, points: null, timeMs: 2_500_000 }],
      },
    ],
  };
  const body = resultListBody(id('e1'), list);
  expect(resultListSchema.parse(body)).toEqual(body);
  expect(body).toMatchObject({
    awards: [{ award_id: 'overall', winners: [{ participant_id: id('101'), place: 1, time_ms: 2_467_120 }] }],
    teams: [
      {
        team_contest_id: 'clubs',
        team_id: 'harriers',
        place: 1,
        score: 2.5,
        members: [{ participant_id: id('101'), counts: true, points: 2.5, time_ms: 2_467_120 }],
      },
      {
        team_contest_id: 'clubs',
        team_id: 'alone',
        place: null,
        score: null,
        members: [{ participant_id: id('102'), counts: false, points: null, time_ms: 2_500_000 }],
      },
    ],
  });
});

const finisher: PlacedResult = {
  participantId: id('101'),
  bib: '101',
  raceId: id('a1'),
  waveId: id('b1'),
  status: 'finished',
  gunTimeMs: 2_467_120,
  chipTimeMs: 2_460_000,
  officialGunMs: 2_468_000,
  officialChipMs: 2_460_000,
  startSource: 'read',
  startedAtMs: 1_790_000_007_120,
  finishedAtMs: Date.UTC(2026, 8, 21, 14, 54, 27, 120),
  penaltyMs: 0,
  reason: null,
  laps: [],
  splits: [
    {
      coursePointId: id('c1'),
      passedAtMs: Date.UTC(2026, 8, 21, 14, 30),
      gunTimeMs: 1_000_000,
      chipTimeMs: 993_000,
      source: { journalId: id('f1'), seq: 3 },
    },
  ],
  decidedBy: { journalId: id('f1'), seq: 7 },
  places: { overall: 2, sex: 1, divisions: [{ divisionId: 'F30', place: 1 }] },
};

function listOf(...results: PlacedResult[]): ResultList {
  return {
    basis: { setupHash: 'ab', engineVersion: '1', frontier: [{ journalId: id('f1'), seq: 7, hash: 'cd' }] },
    results,
    awards: [],
    teams: [],
    hash: 'ef',
  };
}
