import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';

/** Everyone starts with the gun, unless a start time says otherwise. */
function finishes(race: RaceStory, bib: string, finish: string, start?: string): void {
  if (start) race.passes(bib, 'start', start);
  race.passes(bib, 'finish', finish);
}

test('overall winners by gun leave the age group, which goes to the fifth by chip (SR-16, W12)', () => {
  const race = aRace({ rules: { rankBy: 'gun' } })
    .wave('A', { gun: '09:00:00' })
    .division('M40-49', { sex: 'M', ageMin: 40, ageMax: 49 })
    .award('overall', { depth: 2 })
    .award('M40-49', { division: 'M40-49', basis: 'chip' });
  for (const [bib, age] of Object.entries({ 101: 41, 102: 45, 103: 30, 104: 50, 105: 49 }))
    race.participant(bib, { sex: 'M', raceAge: age });
  for (const bib of ['101', '102', '103', '104', '105']) finishes(race, bib, `09:40:0${bib.at(-1)}`);
  expect(race.winners()).toEqual({ overall: { 101: 1, 102: 2 }, 'M40-49': { 105: 1 } });
  expect(race.result('105').divisionPlaces).toEqual({ 'M40-49': 3 });
});

test('a race that allows a double dip gives the age group to the overall winner too', () => {
  const race = aRace({ rules: { doubleDip: true } })
    .wave('A', { gun: '09:00:00' })
    .division('M40', { ageMin: 40 })
    .award('overall')
    .award('M40', { division: 'M40' })
    .participant('1', { raceAge: 40 })
    .participant('2', { raceAge: 40 });
  finishes(race, '1', '09:40:00');
  finishes(race, '2', '09:41:00');
  expect(race.winners()).toEqual({ overall: { 1: 1 }, M40: { 1: 1 } });
});

test('awards are filled in their order, whatever the order in which they were written down', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .award('second prize', { order: 2 })
    .award('first prize', { order: 1 })
    .participant('1')
    .participant('2');
  finishes(race, '1', '09:40:00');
  finishes(race, '2', '09:41:00');
  expect(Object.entries(race.winners())).toEqual([
    ['first prize', { 1: 1 }],
    ['second prize', { 2: 1 }],
  ]);
  for (const award of race.setup.awards) award.order = 5;
  const ids = race.setup.awards.map(({ id }) => id);
  expect(race.list().awards.map(({ awardId }) => awardId)).toEqual(ids.toSorted());
  race.setup.awards.reverse();
  expect(race.list().awards.map(({ awardId }) => awardId)).toEqual(ids.toSorted());
});

test('each award goes by its own clock', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .award('by gun', { basis: 'gun' })
    .award('by chip', { basis: 'chip' })
    .participant('first over the line')
    .participant('fastest')
    .participant('third');
  finishes(race, 'first over the line', '09:40:00', '09:00:01');
  finishes(race, 'fastest', '09:40:30', '09:02:00');
  finishes(race, 'third', '09:40:40', '09:02:00');
  expect(race.winners()).toEqual({ 'by gun': { 'first over the line': 1 }, 'by chip': { fastest: 1 } });
  expect(
    race
      .scorer()
      .awards()
      .map(({ winners }) => winners.map(({ timeMs }) => timeMs)),
  ).toEqual([[2_400_000], [2_310_000]]);
});

test('ties inside the depth all win, and one that begins behind it wins nothing (choice)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).award('podium', { depth: 3 });
  for (const [bib, at] of Object.entries({ '1': '09:40:00', '20': '09:41:00', '3': '09:41:00', '4': '09:41:00', '5': '09:42:00' })) {
    race.participant(bib);
    finishes(race, bib, at);
  }
  expect(race.list().awards[0]!.winners.map(({ place }) => place)).toEqual([1, 2, 2, 2]);
  expect(race.winners()).toEqual({ podium: { 1: 1, 3: 2, 4: 2, 20: 2 } });
  const bibs = race
    .list()
    .awards[0]!.winners.map(({ participantId }) => race.setup.participants.find(({ id }) => id === participantId)!.bib);
  expect(bibs).toEqual(['1', '3', '4', '20']);
});

test('whoever shows the same time shares an award where the race ranks on displayed times', () => {
  const told = (placesFrom: 'exact' | 'displayed') => {
    const race = aRace({ rules: { placesFrom } }).wave('A', { gun: '09:00:00' }).award('winner').participant('1').participant('2');
    finishes(race, '1', '09:39:59.200');
    finishes(race, '2', '09:39:59.300');
    return race.list().awards[0]!.winners.map(({ timeMs }) => timeMs);
  };
  expect(told('exact')).toEqual([2_399_200]);
  expect(told('displayed')).toEqual([2_400_000, 2_400_000]);
});

test('X wins in the open, and in awards of its own, never in those of another sex (SR-34)', () => {
  const race = aRace({ rules: { doubleDip: true } })
    .wave('A', { gun: '09:00:00' })
    .division('X40', { sex: 'X', ageMin: 40 })
    .award('open')
    .award('women', { sex: 'F' })
    .award('men', { sex: 'M' })
    .award('non-binary', { sex: 'X' })
    .award('non-binary 40+', { division: 'X40' })
    .participant('x', { sex: 'X', raceAge: 44 })
    .participant('m', { sex: 'M', raceAge: 44 })
    .participant('f', { sex: 'F', raceAge: 44 })
    .participant('unsaid');
  finishes(race, 'x', '09:40:00');
  finishes(race, 'unsaid', '09:40:30');
  finishes(race, 'm', '09:41:00');
  finishes(race, 'f', '09:42:00');
  expect(race.winners()).toEqual({ open: { x: 1 }, women: { f: 1 }, men: { m: 1 }, 'non-binary': { x: 1 }, 'non-binary 40+': { x: 1 } });
});

test('an award for a sex in a division asks for both', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .division('clydesdale', { custom: true })
    .award('clydesdale women', { division: 'clydesdale', sex: 'F', depth: 9 });
  const heavy = [race.setup.divisions[0]!.id];
  race
    .participant('man', { sex: 'M', customDivisions: heavy })
    .participant('light', { sex: 'F' })
    .participant('woman', { sex: 'F', customDivisions: heavy });
  for (const bib of ['man', 'light', 'woman']) finishes(race, bib, '09:40:00');
  expect(race.winners()).toEqual({ 'clydesdale women': { woman: 1 } });
});

test('only finishers win: over the limit, still running and disqualified win nothing', () => {
  const race = aRace({ rules: { cutOffMs: 3_600_000 } })
    .wave('A', { gun: '09:00:00' })
    .award('all', { depth: 10 })
    .participant('slow')
    .participant('running')
    .participant('out')
    .participant('home');
  finishes(race, 'slow', '10:00:00.001');
  race.passes('running', 'start', '09:00:01');
  finishes(race, 'out', '09:30:00');
  finishes(race, 'home', '09:50:00');
  race.disqualify('out');
  expect(race.winners()).toEqual({ all: { home: 1 } });
});

test('a disqualification moves everyone up in the awards, and reinstating gives them back (W17)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).division('all', {}).award('overall', { depth: 2 }).award('next', { division: 'all' });
  for (const bib of ['1', '2', '3', '4']) finishes(race.participant(bib), bib, `09:4${bib}:00`);
  const before = race.winners();
  expect(before).toEqual({ overall: { 1: 1, 2: 2 }, next: { 3: 1 } });
  race.disqualify('2');
  expect(race.winners()).toEqual({ overall: { 1: 1, 3: 2 }, next: { 4: 1 } });
  race.reinstate('2');
  expect(race.winners()).toEqual(before);
});

test('more laps win, then the earlier one', () => {
  const race = aRace({ format: { kind: 'timed', limitMs: 3_600_000 }, rules: { minimumLapMs: 600_000 } })
    .wave('A', { gun: '09:00:00' })
    .award('podium', { depth: 3 })
    .participant('one lap')
    .participant('two laps, later')
    .participant('two laps');
  race.passes('one lap', 'finish', '09:15:00');
  for (const [bib, second] of [
    ['two laps, later', '09:51:00'],
    ['two laps', '09:50:00'],
  ] as const) {
    race.passes(bib, 'finish', '09:25:00');
    race.passes(bib, 'finish', second);
  }
  expect(race.winners()).toEqual({ podium: { 'two laps': 1, 'two laps, later': 2, 'one lap': 3 } });
});

test('awards are listed race by race', () => {
  const race = aRace().award('last', { raceId: 'zzz', order: -1 }).award('middle').award('first', { raceId: ' ', order: 99 });
  expect(Object.keys(race.winners())).toEqual(['first', 'middle', 'last']);
});

test('an award of a division or a race that is not there goes to nobody', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .award('ghosts', { divisionId: 'gone' })
    .award('elsewhere', { raceId: 'gone' })
    .participant('1');
  finishes(race, '1', '09:40:00');
  expect(race.winners()).toEqual({ ghosts: {}, elsewhere: {} });
});

test('of those who are level in an award the lower bib is named first, however the setup lists them', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).award('podium', { depth: 9 });
  for (const [bib, at] of [
    ['30', '09:41:00'],
    ['4', '09:42:00'],
    ['20', '09:41:00'],
    ['9', '09:41:00'],
    ['5', '09:40:00'],
  ] as const)
    finishes(race.participant(bib), bib, at);
  const bibs = () => {
    const { results, awards } = race.list();
    return awards[0]!.winners.map(
      ({ participantId, place }) => `${place} ${results.find((one) => one.participantId === participantId)!.bib}`,
    );
  };
  expect(bibs()).toEqual(['1 5', '2 9', '2 20', '2 30', '5 4']);
  race.setup.participants.reverse();
  expect(bibs()).toEqual(['1 5', '2 9', '2 20', '2 30', '5 4']);
});
