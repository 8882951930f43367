import { expect, test } from 'vitest';
import { score } from '../scorer.ts';
import type { Setup } from '../setup.ts';
import { aRace } from '../testing/a-race.ts';

/** Two races, with two of everything that could change places: waves at one time, points of one number, divisions. */
function aDay() {
  const race = aRace({
    points: {
      start: { kind: 'start', order: 0 },
      bridge: { kind: 'split', order: 1 },
      quay: { kind: 'split', order: 1 },
      finish: { kind: 'finish', order: 2 },
    },
  })
    .race('mile', { points: { start: { kind: 'start' }, finish: { kind: 'finish' } } })
    .wave('A', { scheduled: '09:00:00' })
    .wave('B', { scheduled: '09:00:00' })
    .wave('C', { scheduled: '08:30:00' })
    .wave('mile', { race: 'mile', gun: '11:00:00' })
    .division('runners')
    .division('everyone')
    .division('all')
    .participant('1', { wave: 'A' })
    .participant('2', { wave: 'C' })
    .participant('3', { wave: 'mile' });
  race.gun('A', '09:00:00');
  race.gun('C', '08:30:00');
  for (const bib of ['1', '2']) for (const point of ['quay', 'bridge']) race.passes(bib, point, '09:20:00');
  race.passes('1', 'finish', '09:40:00');
  race.passes('3', 'finish', '11:05:00');
  return race;
}

const turned = (setup: Setup): Setup => ({
  ...setup,
  ...{ races: setup.races.toReversed(), waves: setup.waves.toReversed(), coursePoints: setup.coursePoints.toReversed() },
  ...{ divisions: setup.divisions.toReversed(), participants: setup.participants.toReversed(), chips: setup.chips.toReversed() },
});

test('the order in which a setup lists its races, waves, points and divisions decides nothing', () => {
  const { setup, entries } = aDay();
  const list = score(setup, entries);
  expect(list.results.find(({ bib }) => bib === '1')?.splits).toHaveLength(2);
  expect(score(turned(setup), entries)).toEqual(list);
});

test('races, waves and points come by their number or their hour, and then by their id', () => {
  const race = aDay();
  const { setup } = race;
  const named = (list: readonly { id: string; name: string }[], ...names: string[]) =>
    list.filter(({ name }) => names.includes(name)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const waves = race
    .scorer()
    .waves()
    .map(({ waveId }) => waveId);
  const [first, second] = named(setup.waves, 'A', 'B');
  const [hour] = named(setup.waves, 'C');
  expect(waves.filter((id) => id !== named(setup.waves, 'mile')[0]!.id)).toEqual([hour!.id, first!.id, second!.id]);
  const splits = race
    .list()
    .results.find(({ bib }) => bib === '1')!
    .splits.map(({ coursePointId }) => coursePointId);
  expect(splits).toEqual(named(setup.coursePoints, 'bridge', 'quay').map(({ id }) => id));
});

test('a race has the waves, points and divisions of its own, and nobody else’s', () => {
  const race = aDay();
  const { results } = race.list();
  expect(results.find(({ bib }) => bib === '3')).toMatchObject({ splits: [], places: { divisions: [] } });
  expect(race.scorer().waves()).toHaveLength(4);
});
