import { aRace, storyId } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import { candidatesOf, listChangesBody, listChangesSchema, whatIfBodySchema } from './what-if.ts';

function twoHome() {
  const race = aRace().wave('A', { gun: '09:00:00' }).division('Open').award('Winner').participant('1').participant('2');
  race.team('Reds', ['1']).team('Blues', ['2']).teamContest('Clubs', { by: 'time', scorers: 1, displacers: 0 });
  race.passes('1', '5 km', '09:20:00');
  race.passes('1', 'finish', '09:40:00.500');
  race.passes('2', 'finish', '09:41:00');
  return race;
}

test('a diff says in snake_case what a screen shows, times as people read them, and only what differs', () => {
  const race = twoHome();
  const participant_id = storyId('participant', '1');
  const { corrections } = whatIfBodySchema.parse({
    corrections: [{ kind: 'status', participant_id, change: 'penalty', penalty_ms: 90_000 }],
  });
  const body = listChangesSchema.parse(listChangesBody(race.scorer().whatIf(candidatesOf(corrections, { nowMs: 0 }))));
  const division_id = storyId('division', 'Open');
  const clocks = { gun_time_ms: { from: 2_400_500, to: 2_490_500 }, official_gun_time: { from: '40:01', to: '41:31' } };
  expect(JSON.parse(JSON.stringify(body))).toEqual({
    results: [
      {
        participant_id: storyId('participant', '2'),
        race_id: storyId('race', 'race'),
        bib: '2',
        presence: 'stayed',
        changes: { place_overall: { from: 2, to: 1 } },
        division_places: [{ division_id, from: 2, to: 1 }],
        splits: [],
        laps: [],
      },
      {
        participant_id,
        race_id: storyId('race', 'race'),
        bib: '1',
        presence: 'stayed',
        changes: {
          ...clocks,
          chip_time_ms: clocks.gun_time_ms,
          official_chip_time: clocks.official_gun_time,
          penalty_ms: { from: 0, to: 90_000 },
          place_overall: { from: 1, to: 2 },
        },
        division_places: [{ division_id, from: 1, to: 2 }],
        splits: [],
        laps: [],
      },
    ],
    awards: [
      { award_id: storyId('award', 'Winner'), participant_id: storyId('participant', '2'), from: null, to: 1 },
      { award_id: storyId('award', 'Winner'), participant_id, from: 1, to: null },
    ],
    teams: [
      { contest_id: storyId('contest', 'Clubs'), team_id: storyId('team', 'Blues'), place: { from: 2, to: 1 } },
      {
        contest_id: storyId('contest', 'Clubs'),
        team_id: storyId('team', 'Reds'),
        place: { from: 1, to: 2 },
        score: { from: 2_400_500, to: 2_490_500 },
      },
    ],
  });
});

test('a gun that moves tells every split that moves with it, and a start without a read stays told', () => {
  const race = twoHome();
  const { corrections } = whatIfBodySchema.parse({
    corrections: [{ kind: 'gun', wave_id: storyId('wave', 'A'), at: '2026-05-17T08:59:50Z' }],
  });
  const { results } = listChangesSchema.parse(listChangesBody(race.scorer().whatIf(candidatesOf(corrections, { nowMs: 0 }))));
  const at = (ms: number) => ({ gun_time_ms: ms, chip_time_ms: ms });
  expect(results[0]?.splits).toEqual([{ course_point_id: storyId('point', '5 km'), from: at(1_200_000), to: at(1_210_000) }]);
});

test('a lap less is told as the lap that went', () => {
  const race = aRace({ format: { kind: 'timed', limitMs: 3_600_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'finish', '09:20:00');
  const { journalId, seq } = race.passes('1', 'finish', '09:41:00');
  const { corrections } = whatIfBodySchema.parse({ corrections: [{ kind: 'void', target: { journal_id: journalId, seq } }] });
  const { results } = listChangesSchema.parse(listChangesBody(race.scorer().whatIf(candidatesOf(corrections, { nowMs: 0 }))));
  expect(results[0]?.laps).toEqual([{ lap: 2, from: { gun_time_ms: 2_460_000, chip_time_ms: 2_460_000 }, to: null }]);
});
