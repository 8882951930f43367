import { expect, test } from 'vitest';
import type { JournalPosition } from '../entry.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import { versionChanges } from '../versions.ts';

const idOf = (bib: string) => storyId('participant', bib);

/** Home in this order, a minute apart from 09:40 on. */
function home(runners: readonly (readonly [bib: string, sex: 'F' | 'M'])[]): RaceStory {
  const race = aRace({ rules: { rankBy: 'gun' } }).wave('A', { gun: '09:00:00' });
  for (const [index, [bib, sex]] of runners.entries()) {
    race.participant(bib, { sex });
    race.passes(bib, 'finish', `09:${40 + index}:00`);
  }
  return race;
}

const frontierOf = (race: RaceStory) => race.scorer().basis().frontier;

/** The bibs on whose account somebody stands elsewhere now. */
function blamed(race: RaceStory, bib: string, from: readonly JournalPosition[]): string[] {
  const { causes } = versionChanges(race.setup, race.entries, { from });
  const { otherIds } = causes.find(({ participantId }) => participantId === idOf(bib))!;
  return race
    .list()
    .results.flatMap((one) => (otherIds.includes(one.participantId) ? one.bib : []))
    .toSorted();
}

test('a late entry that comes past is the cause, and so is whoever is taken out', () => {
  const race = home([
    ['1', 'M'],
    ['2', 'F'],
    ['3', 'F'],
  ]);
  const from = frontierOf(race);
  race.passes('9', 'finish', '09:40:30');
  race.enter('9', { sex: 'M' });
  race.passes('3', '5 km', '09:20:00');
  expect(blamed(race, '2', from)).toEqual(['9']);
  const then = frontierOf(race);
  const gone = race.enter('9', { removed: true });
  race.passes('3', '5 km', '09:19:00');
  const { causes } = versionChanges(race.setup, race.entries, { from: then });
  expect(causes.find(({ participantId }) => participantId === idOf('2'))).toMatchObject({ entries: [gone], otherIds: [idOf('9')] });
});

test('of several who were mended only the one who changed sex moved a place by sex', () => {
  const race = home([
    ['1', 'M'],
    ['2', 'F'],
    ['3', 'F'],
  ]);
  const from = frontierOf(race);
  race.passes('3', '5 km', '09:20:00');
  race.enter('1', { sex: 'F' });
  expect(blamed(race, '2', from)).toEqual(['1']);
});

test('of several who were mended only the one who left the division moved a place in it', () => {
  const race = home([
    ['1', 'M'],
    ['2', 'M'],
    ['3', 'M'],
  ]).division('Masters', { custom: true });
  const masters = { sex: 'M' as const, customDivisions: [storyId('division', 'Masters')] };
  for (const bib of ['1', '2']) race.enter(bib, masters);
  const from = frontierOf(race);
  race.passes('3', '5 km', '09:20:00');
  race.enter('1', { sex: 'M' });
  expect(blamed(race, '2', from)).toEqual(['1']);
});

test('a place gained among the men is no cause of one lost among the women', () => {
  const race = home([
    ['1', 'F'],
    ['2', 'M'],
    ['3', 'M'],
    ['4', 'M'],
    ['5', 'F'],
  ]);
  const from = frontierOf(race);
  race.manual('4', 'finish', '09:40:30', { override: true });
  race.manual('5', 'finish', '09:39:00', { override: true });
  expect(blamed(race, '1', from)).toEqual(['5']);
});

test('one who came past and one who fell behind leave the overall place as it was: only the ranking that changed has a cause', () => {
  const race = home([
    ['1', 'M'],
    ['2', 'F'],
    ['3', 'F'],
  ]);
  const from = frontierOf(race);
  race.penalty('1', 600_000);
  race.manual('3', 'finish', '09:40:30', { override: true });
  expect(blamed(race, '2', from)).toEqual(['3']);
});

test('who was level and is ahead now has come past, and who was ahead and is level now has fallen back', () => {
  const race = home([
    ['1', 'M'],
    ['2', 'M'],
    ['3', 'M'],
  ]).participant('4', { sex: 'M' });
  race.passes('4', 'finish', '09:41:00');
  const from = frontierOf(race);
  race.passes('3', '5 km', '09:20:00');
  race.manual('4', 'finish', '09:40:30', { override: true });
  expect(blamed(race, '2', from)).toEqual(['4']);
  const then = frontierOf(race);
  race.passes('3', '5 km', '09:19:00');
  race.manual('4', 'finish', '09:41:00', { override: true });
  expect(blamed(race, '2', then)).toEqual(['4']);
});

test('an award that changed hands has its cause in its own race', () => {
  const race = aRace({ rules: { rankBy: 'chip' } })
    .wave('A', { gun: '09:00:00' })
    .award('Fastest by gun');
  race.race('other', { points: { line: { kind: 'finish' } } }).wave('O', { race: 'other', gun: '09:00:00' });
  race.participant('1').participant('2').participant('9', { wave: 'O' });
  race.passes('1', 'finish', '09:45:00');
  race.passes('2', 'start', '09:05:00');
  race.passes('2', 'finish', '09:46:00');
  const from = frontierOf(race);
  race.passes('9', 'line', '09:30:00');
  race.passes('1', 'start', '09:00:01');
  race.manual('1', 'finish', '09:47:00', { override: true });
  expect(blamed(race, '2', from)).toEqual(['1']);
});
