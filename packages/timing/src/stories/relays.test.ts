import { expect, test } from 'vitest';
import { aRace, type RaceStorySettings } from '../testing/a-race.ts';

const relayPoints = {
  start: { kind: 'start' },
  'exchange 1': { kind: 'exchange' },
  '8 km': { kind: 'split' },
  'exchange 2': { kind: 'exchange' },
  finish: { kind: 'finish' },
} satisfies RaceStorySettings['points'];

const aRelay = (rankBy: 'gun' | 'chip' | 'mixed', points: RaceStorySettings['points'] = relayPoints) =>
  aRace({ rules: { rankBy, gunPlaces: rankBy === 'mixed' ? 3 : 0 }, points })
    .wave('A', { gun: '09:00:00' })
    .participant('7');

test('a relay that one exchange missed keeps its total and the legs that are known (SR-27, W19)', () => {
  const race = aRelay('gun');
  race.passes('7', 'exchange 2', '09:20:00');
  race.passes('7', 'finish', '09:31:00');
  expect(race.legs('7')).toEqual(['start to exchange 1: ?', 'exchange 1 to exchange 2: ?', 'exchange 2 to finish: 11:00']);
  expect(race.result('7')).toMatchObject({ status: 'finished', gunTime: '31:00', splitTimes: { 'exchange 2': '20:00' } });
});

test.each([
  ['gun', '10:05'],
  ['mixed', '10:05'],
  ['chip', '10:00'],
] as const)('the first leg of a race by %s takes %s: legs add up to the time that ranks', (rankBy, firstLeg) => {
  const race = aRelay(rankBy);
  race.passes('7', 'start', '09:00:05');
  race.passes('7', 'exchange 1', '09:10:05');
  race.passes('7', '8 km', '09:15:00');
  race.passes('7', 'exchange 2', '09:20:35');
  race.passes('7', 'finish', '09:31:00');
  expect(race.legs('7')).toEqual([`start to exchange 1: ${firstLeg}`, 'exchange 1 to exchange 2: 10:30', 'exchange 2 to finish: 10:25']);
});

test('a penalty is added to the total, not to the last leg', () => {
  const race = aRelay('gun');
  race.passes('7', 'exchange 2', '09:20:00');
  race.passes('7', 'finish', '09:31:00');
  race.penalty('7', 120_000);
  expect(race.legs('7').at(-1)).toBe('exchange 2 to finish: 11:00');
  expect(race.result('7').gunTime).toBe('33:00');
});

test('a team that is on its way has the legs up to where it is', () => {
  const race = aRelay('gun');
  race.passes('7', 'exchange 1', '09:10:00');
  race.passes('7', 'exchange 2', '09:21:00');
  expect(race.legs('7')).toEqual(['start to exchange 1: 10:00', 'exchange 1 to exchange 2: 11:00', 'exchange 2 to finish: ?']);
});

test('two exchanges read the wrong way round give no leg between them', () => {
  const race = aRelay('gun');
  race.passes('7', 'exchange 2', '09:10:00');
  race.passes('7', 'exchange 1', '09:20:00');
  race.passes('7', 'finish', '09:31:00');
  expect(race.legs('7')).toEqual(['start to exchange 1: 20:00', 'exchange 1 to exchange 2: ?', 'exchange 2 to finish: 21:00']);
});

test('a triathlon without a start mat has its parts and transitions from the gun on', () => {
  const race = aRelay('chip', {
    'swim out': { kind: 'exchange' },
    'bike out': { kind: 'exchange' },
    'bike in': { kind: 'exchange' },
    'run out': { kind: 'exchange' },
    finish: { kind: 'finish' },
  });
  for (const [point, at] of [
    ['swim out', '09:12:00'],
    ['bike out', '09:14:00'],
    ['bike in', '09:50:00'],
    ['run out', '09:51:30'],
    ['finish', '10:12:00'],
  ] as const)
    race.passes('7', point, at);
  expect(race.legs('7')).toEqual([
    'gun to swim out: 12:00',
    'swim out to bike out: 2:00',
    'bike out to bike in: 36:00',
    'bike in to run out: 1:30',
    'run out to finish: 20:30',
  ]);
});

test('two exchanges of one order are taken by their ids, however the setup lists them', () => {
  const race = aRelay('gun');
  for (const point of race.setup.coursePoints) if (point.kind === 'exchange') point.order = 1;
  const [one, two] = race.setup.coursePoints.filter(({ kind }) => kind === 'exchange').sort((a, b) => (a.id < b.id ? -1 : 1));
  race.passes('7', one!.name, '09:10:00');
  race.passes('7', two!.name, '09:20:00');
  const legs = [`start to ${one!.name}: 10:00`, `${one!.name} to ${two!.name}: 10:00`, `${two!.name} to finish: ?`];
  expect(race.legs('7')).toEqual(legs);
  race.setup.coursePoints.reverse();
  expect(race.legs('7')).toEqual(legs);
});

test('a race without exchanges is one leg, and points of another race change nothing', () => {
  const race = aRace({ rules: { rankBy: 'gun' } })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  race.setup.coursePoints.push({ ...race.setup.coursePoints[0]!, id: 'elsewhere', raceId: 'another race', kind: 'exchange' });
  race.setup.coursePoints.reverse();
  race.passes('7', 'finish', '09:31:00');
  expect(race.legs('7')).toEqual(['start to finish: 31:00']);
});

test('whoever is still under way in a race of one leg has none', () => {
  const race = aRace({ rules: { rankBy: 'gun' } })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  race.passes('7', '5 km', '09:20:00');
  expect(race.legs('7')).toEqual(['start to finish: ?']);
});

test('a race without a finish of its own ends at the last exchange', () => {
  const race = aRelay('gun', { start: { kind: 'start' }, 'exchange 1': { kind: 'exchange' } });
  race.passes('7', 'exchange 1', '09:10:00');
  expect(race.legs('7')).toEqual(['start to exchange 1: 10:00']);
});

test('two exchanges heard at the same moment have a leg of nothing between them', () => {
  const race = aRelay('gun');
  race.passes('7', 'exchange 1', '09:10:00');
  race.passes('7', 'exchange 2', '09:10:00');
  expect(race.legs('7')[1]).toBe('exchange 1 to exchange 2: 0:00');
});
