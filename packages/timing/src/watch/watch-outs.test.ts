import { expect, test } from 'vitest';
import { Scorer } from '../scorer.ts';
import { aBigRace } from '../testing/a-big-race.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';

test('a race without trouble has nothing to watch out for, at any time of it', () => {
  const { setup, entries } = aBigRace(300, { points: ['START', '3K', '6K', '9K', 'FINISH'], readsEach: 2 });
  const scorer = new Scorer(setup);
  for (let from = 0; from < entries.length; from += 100) {
    const heard = entries.slice(from, from + 100);
    scorer.add(heard);
    expect(scorer.watchOuts({ nowMs: heard.at(-1)!.entry!.arrivedAtMs })).toEqual([]);
  }
  const setOnly = new Scorer(setup);
  expect(setOnly.watchOuts({ nowMs: 0 })).toEqual([]);
});

/** Something of everything. */
function aBadDay(): RaceStory {
  const race = aRace({ points: { start: { kind: 'start' }, '5 km': { kind: 'split', distanceM: 5_000 }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .wave('C', { scheduled: '09:20:00' })
    .division('F20-40', { sex: 'F', ageMin: 20, ageMax: 40 })
    .division('F40-60', { sex: 'F', ageMin: 40, ageMax: 60 });
  race.setup.races[0]!.rules.minimumFinishMs = 1_500_000;
  const runs = (bib: string, wave: string, passes: Record<string, string>) => {
    race.participant(bib, { wave });
    for (const [location, at] of Object.entries(passes)) race.passes(bib, location, at, { journal: `${location} box` });
  };
  runs('1', 'A', { start: '09:00:05', '5 km': '09:20:00', finish: '09:41:00' });
  runs('2', 'A', { start: '09:00:05', '5 km': '09:20:00' });
  runs('3', 'A', { start: '09:00:05', '5 km': '09:03:00', finish: '09:41:00' });
  runs('4', 'A', { '5 km': '09:20:00', finish: '09:41:00' });
  runs('5', 'C', { start: '09:20:05' });
  runs('6', 'A', { start: '09:10:05', '5 km': '09:30:00', finish: '09:51:00' });
  runs('7', 'B', { start: '09:00:05', '5 km': '09:20:00', finish: '09:41:00' });
  for (const bib of ['11', '12', '13', '14', '15']) runs(bib, 'A', { start: '09:00:05', finish: '09:41:00' });
  race.passes('1', '5 km', '09:41:30', { journal: '5 km box' });
  race.participant('16', { chips: ['C1'] }).participant('17', { chips: ['C1'] });
  return race;
}

test('what costs a whole wave comes first, then people who may need help, mats, chips, single results, and the setup', () => {
  expect(
    aBadDay()
      .watchOuts('11:00:00')
      .map(({ code }) => code),
  ).toEqual([
    'wave-without-gun',
    'overdue',
    'missed-reads',
    'swapped-chips',
    'one-chip-two-people',
    'one-chip-two-people',
    'impossible-time',
    'finish-without-start',
    'finish-without-start',
    'age-bands',
    'finish-window',
  ]);
});

test('the order in which journals and entries come changes nothing', () => {
  const race = aBadDay();
  const told = race.watchOuts('11:00:00');
  race.enter('3', {});
  race.enter('1', {});
  expect(race.watchOuts('11:00:00')).toEqual(told);
  const byJournal = [...Map.groupBy(race.entries, ({ journalId }) => journalId).values()].reverse();
  const scorer = new Scorer(race.setup);
  for (const journal of byJournal) {
    scorer.add(journal);
    scorer.watchOuts({ nowMs: 0 });
    scorer.add(journal);
  }
  expect(scorer.watchOuts({ nowMs: race.time('11:00:00').atMs })).toEqual(told);
});

test('to watch changes no result', () => {
  const race = aBadDay();
  const scorer = race.scorer();
  const before = scorer.list();
  scorer.watchOuts({ nowMs: race.time('11:00:00').atMs });
  expect(scorer.list()).toEqual(before);
});

test('who is in no race that the setup has is not watched', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  race.enter('7', { raceId: 'another race' });
  race.passes('7', 'finish', '09:20:00');
  expect(race.watchOuts('11:00:00')).toEqual([]);
});
