import { expect, test } from 'vitest';
import { Scorer } from '../scorer.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';

/** A scorer that is told what has happened so far, as often as it is asked. */
function following(race: RaceStory) {
  const scorer = new Scorer(race.setup);
  return (...bibs: string[]) => {
    scorer.add(race.entries);
    return bibs.map((bib) => scorer.result(storyId('participant', bib))?.status ?? 'nobody');
  };
}

const twoRunners = () =>
  aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('1', { chips: ['C1', 'D1'] })
    .participant('2');

test('of two lines of the setup for one chip the higher bib holds, whichever comes first', () => {
  for (const bibs of [
    ['1', '2'],
    ['2', '1'],
  ]) {
    const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
    for (const bib of bibs) race.setup.chips.push({ chip: 'C1', bib });
    race.passes('C1', 'finish', '09:40:00');
    expect(['1', '2'].map((bib) => race.result(bib).status)).toEqual(['registered', 'finished']);
  }
});

test('assignments hold in the order of their times, whenever they were entered, from the very moment on', () => {
  const race = twoRunners();
  race.assign('C1', '2', '09:30:00');
  race.assign('C1', '1', '09:10:00');
  race.passes('C1', '5 km', '09:29:59.999');
  race.passes('C1', 'finish', '09:30:00.000');
  expect(['1', '2'].map((bib) => race.result(bib).status)).toEqual(['running', 'finished']);
});

test('a chip that comes back to whoever had it before counts each of its reads once', () => {
  const race = twoRunners();
  race.assign('C1', '2', '09:10:00');
  race.assign('C1', '1', '09:30:00');
  race.passes('C1', '5 km', '09:05:00');
  race.passes('C1', 'finish', '09:40:00');
  expect(race.explain('1').reads.map(({ location }) => location)).toEqual(['5 km', 'finish']);
});

test('whoever loses one chip in mid-race keeps the other, and what it was heard of', () => {
  const race = twoRunners();
  const now = following(race);
  race.passes('D1', 'finish', '09:40:00', { ident: 'D1' });
  race.passes('C1', '5 km', '09:20:00');
  expect(now('1', '2')).toEqual(['finished', 'registered']);
  race.assign('C1', '2');
  expect(now('1', '2')).toEqual(['finished', 'running']);
});

test('when one of two who claim a bib gets another, the reads go to the one who is left', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  const now = following(race);
  const [low, high] = ['1', '2'].toSorted((a, b) => (storyId('participant', a) < storyId('participant', b) ? -1 : 1)) as [string, string];
  race.enter(low, { bib: '7' });
  race.enter(high, { bib: '7' });
  race.passes('7', 'finish', '09:40:00');
  expect(now(low, high)).toEqual(['finished', 'registered']);
  race.enter(low, { bib: '8' });
  expect(now(low, high)).toEqual(['registered', 'finished']);
  race.enter(low, { bib: '7' });
  expect(now(low, high)).toEqual(['finished', 'registered']);
  race.enter(low, { bib: '7', removed: true });
  expect(now(low, high)).toEqual(['nobody', 'finished']);
});
