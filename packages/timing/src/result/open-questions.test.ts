import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';

const oneRunner = () => aRace().wave('A', { gun: '09:00:00' }).wave('B', { gun: '09:10:00' }).participant('1');
const idOf = (bib: string) => storyId('participant', bib);

test('corrections that a person can be at ease about ask nothing', () => {
  const race = oneRunner();
  race.manual('1', 'finish', '09:40:00');
  race.penalty('1', 10_000);
  race.assign('C1', '1');
  race.assign('C1', '1', '09:20:00');
  race.assign('C2', null);
  race.enter('2');
  race.enter('3', { wave: 'B' });
  expect(race.questions()).toEqual([]);
});

test('each question names the entry that raised it', () => {
  const race = oneRunner();
  const sources = [race.disqualify('404'), race.manual('405', 'finish', '09:40:00'), race.assign('C1', '406')];
  expect(race.scorer().openQuestions()).toEqual([
    { question: 'this DSQ names nobody in the event', source: sources[0] },
    { question: 'this manual time names nobody in the event', source: sources[1] },
    { question: 'chip C1 was given to bib 406, which nobody wears', source: sources[2] },
  ]);
});

test('a time that cannot be read is asked about, whether somebody finished at it or a chip changed hands', () => {
  const race = oneRunner();
  const said = { arrivedAtMs: race.time('09:50:00').atMs, timeText: 'half past nine' };
  const target = { participantId: idOf('1'), coursePointId: storyId('point', 'finish'), override: false };
  race.write('desk', { kind: 'manual', ...said, ...target });
  race.write('desk', { kind: 'assign', ...said, chip: 'C1', bib: '1' });
  expect(race.questions()).toEqual(['this manual time cannot be read', 'from when on chip C1 changes hands cannot be read']);
});

test('an entry that was mended, or taken out again, is asked about no more', () => {
  const race = oneRunner();
  race.enter('2', { wave: 'Z' });
  race.enter('2', { wave: 'A' });
  race.enter('3', { raceId: 'no such race' });
  race.enter('3', { raceId: 'no such race', removed: true });
  expect(race.questions()).toEqual([]);
  race.enter('4', { wave: 'A' });
  race.enter('4', { wave: 'Z' });
  expect(race.questions()).toEqual(['bib 4 was entered for a wave that its race does not have']);
});
