import { expect, test } from 'vitest';
import { ranksOn } from '../result/rank-key.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';

/** The first two places by gun, the rest by chip, gun at 09:00. Each runner: second after the gun on the start mat, second at the finish. */
function mixed(runners: Record<string, [start: number, finish: number]>): RaceStory {
  const race = aRace({ rules: { rankBy: 'mixed', gunPlaces: 2 } })
    .wave('A', { gun: '09:00:00' })
    .division('all');
  for (const bib of Object.keys(runners)) race.participant(bib, { sex: Number(bib) % 2 === 0 ? 'F' : 'M' });
  for (const [bib, [start, finish]] of Object.entries(runners)) {
    race.passes(bib, 'start', `09:00:${String(start).padStart(2, '0')}`);
    race.passes(bib, 'finish', `09:40:${String(finish).padStart(2, '0')}`);
  }
  return race;
}

const placesOf = (race: RaceStory) => race.list().results.map(({ bib, places }) => `${places?.overall} ${bib}`);

test('the first places go by gun and the rest by chip behind them, however good their chip times are (SR-35)', () => {
  const race = mixed({ '1': [0, 10], '2': [1, 11], '3': [40, 30], '4': [20, 20] });
  expect(placesOf(race)).toEqual(['1 1', '2 2', '3 3', '4 4']);
  expect(race.result('3')).toMatchObject({ sexPlace: 2, divisionPlaces: { all: 3 } });
  expect(race.result('4')).toMatchObject({ sexPlace: 2, divisionPlaces: { all: 4 } });
});

test('level on the last gun place, both are placed by gun', () => {
  const race = mixed({ '1': [0, 10], '2': [0, 12], '3': [5, 12], '4': [50, 13] });
  expect(placesOf(race)).toEqual(['1 1', '2 2', '2 3', '4 4']);
});

test('while there are fewer finishers than gun places all are placed by gun', () => {
  expect(placesOf(mixed({ '1': [0, 11], '2': [30, 12] }))).toEqual(['1 1', '2 2']);
});

test('a disqualification brings the next by gun to the front, and a reinstatement takes it back', () => {
  const race = mixed({ '1': [0, 10], '2': [1, 11], '3': [2, 12], '4': [40, 20] });
  expect(placesOf(race)).toEqual(['1 1', '2 2', '3 4', '4 3']);
  const scorer = race.scorer();
  scorer.list();
  const before = race.entries.length;
  race.disqualify('1');
  const changes = scorer.add(race.entries.slice(before));
  expect(placesOf(race).slice(0, 3)).toEqual(['1 2', '2 3', '3 4']);
  expect(changes.participantIds).toEqual([race.result('1').participantId, race.result('3').participantId]);
  expect(scorer.list().hash).toBe(race.list().hash);
  race.reinstate('1');
  expect(placesOf(race)).toEqual(['1 1', '2 2', '3 4', '4 3']);
});

test('each runner says what orders it: a gun place is ahead of any chip time', () => {
  const race = mixed({ '1': [0, 10], '2': [1, 11], '3': [40, 30] });
  const scorer = race.scorer();
  const keys = ['1', '2', '3'].map((bib) => scorer.rankKey(race.result(bib).participantId)!);
  expect(keys.slice(0, 2)).toEqual([2_410_000, 2_411_000]);
  expect(keys[2]).toBe(2 ** 38 + 2_390_000);
});

test('with laps too, a runner is told to be placed by chip where the chip time placed it', () => {
  const race = aRace({ format: { kind: 'laps', laps: 2 }, rules: { rankBy: 'mixed', gunPlaces: 1 }, points: { line: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2');
  for (const [bib, minute] of [
    ['1', 10],
    ['2', 11],
  ] as const) {
    race.passes(bib, 'line', `09:${minute}:00`);
    race.passes(bib, 'line', `09:${2 * minute}:00`);
  }
  const scorer = race.scorer();
  const { rules } = race.setup.races[0]!;
  expect(['1', '2'].map((bib) => ranksOn(scorer.rankKey(race.result(bib).participantId), rules))).toEqual(['gun', 'chip']);
});

test('a race of mixed ranking that nobody entered has an empty list', () => {
  expect(mixed({}).list().results).toEqual([]);
});

test('only a race of mixed ranking has runners placed by the other time', () => {
  const { rules } = mixed({}).setup.races[0]!;
  const by = (rankBy: 'gun' | 'chip' | 'mixed', rankKey: number | null) => ranksOn(rankKey, { ...rules, rankBy });
  expect([by('gun', 2 ** 38), by('chip', 1), by('gun', null), by('chip', null)]).toEqual(['gun', 'chip', 'gun', 'chip']);
  expect([by('mixed', null), by('mixed', 2 ** 38 - 1), by('mixed', 2 ** 38)]).toEqual(['chip', 'gun', 'chip']);
});

test('what if the first one had a penalty: who stood behind both is seen to move up, though all are placed by gun', () => {
  const race = mixed({ '1': [0, 10], '2': [1, 11] });
  const { results } = race.whatIf((desk) => desk.penalty('1', 60_000));
  expect(results.map(({ bib, places }) => [bib, places.overall])).toEqual([
    ['2', { from: 2, to: 1 }],
    ['1', { from: 1, to: 2 }],
  ]);
});
