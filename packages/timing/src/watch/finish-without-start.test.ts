import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

function withoutStart(race: RaceStory): Extract<WatchOut, { code: 'finish-without-start' }>[] {
  return race.watchOuts('10:00:00').filter((watchOut) => watchOut.code === 'finish-without-start');
}

/** Bib 1 was read at the start, so the mat was on; the others have a finish only. */
function startMatMissed(...bibs: string[]): RaceStory {
  const race = aRace({ rules: { startWindowMs: 600_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'start', '09:00:05');
  for (const bib of bibs) {
    race.participant(bib);
    race.passes(bib, 'finish', '09:41:07');
  }
  return race;
}

test('a finisher whom the start mat missed is told of, since the gun stands in for the start', () => {
  expect(withoutStart(startMatMissed('7'))).toEqual([
    {
      code: 'finish-without-start',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '7')],
      sources: [],
      facts: { finishers: 1, readAtStart: 0 },
      sentence:
        'Bib 7 finished the race without a start, so its chip time runs from the gun. Enter the start by hand if somebody saw it, or let the gun stand.',
    },
  ]);
});

test('where no start was read at all the race is timed by gun, and nothing is wrong', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('7').participant('8');
  race.passes('7', 'finish', '09:41:07');
  race.manual('8', 'start', '09:00:05');
  race.passes('8', 'finish', '09:41:07');
  expect(withoutStart(race)).toEqual([]);
});

test('who started too early or too late is told of with the read that does not count', () => {
  const race = startMatMissed('7');
  race.passes('7', 'start', '08:50:00');
  const late = race.passes('7', 'start', '09:10:01');
  race.passes('7', 'start', '09:50:00');
  const [told] = withoutStart(race);
  expect(told!.facts).toEqual({ finishers: 1, readAtStart: 1 });
  expect(told!.sources).toHaveLength(2);
  expect(told!.sources[1]).toEqual(late);
  expect(told!.sentence).toContain(' The start heard it outside the start window, at 09:10:01. Enter the start');
});

test('a start that is entered settles it, and so does a disqualification', () => {
  const race = startMatMissed('7', '8', '9');
  race.manual('7', 'start', '09:00:30');
  race.disqualify('8');
  race.didNotFinish('9');
  expect(withoutStart(race)).toEqual([]);
});

test('who is over the time limit has finished too', () => {
  const race = startMatMissed('7');
  race.setup.races[0]!.rules.cutOffMs = 60_000;
  expect(withoutStart(race)).toHaveLength(1);
});

test('ten or more are told at once, and the mat is named first', () => {
  const bibs = ['12', '11', '10', '9', '8', '7', '6', '5', '4'];
  expect(withoutStart(startMatMissed(...bibs))).toHaveLength(9);
  const race = startMatMissed(...bibs, '3');
  race.passes('5', 'start', '08:59:00');
  const [told, ...more] = withoutStart(race);
  expect(more).toEqual([]);
  expect(told!.participantIds).toEqual(['3', ...bibs.toReversed()].map((bib) => storyId('participant', bib)));
  expect(told!.facts).toEqual({ finishers: 10, readAtStart: 1 });
  expect(told!.sentence).toBe(
    '10 finishers of the race have no start (bibs 3, 4, 5, 6, 7 and 5 more), so their chip times run from the gun. The start heard 1 of them outside the start window. So many at once: look at the start mat, its clock and the guns first.',
  );
});

test('neither the instant of the finish, nor a read elsewhere, nor the lack of a finish is a start that does not count', () => {
  const race = startMatMissed('7').participant('8');
  race.passes('7', '5 km', '09:20:00');
  race.passes('8', '5 km', '09:20:00');
  race.passes('7', 'start', '09:41:07');
  expect(withoutStart(race).map(({ facts }) => facts)).toEqual([{ finishers: 1, readAtStart: 0 }]);
});

test('a read at either of two start lines, or at the backup of one, is at the start', () => {
  const race = aRace({
    rules: { startWindowMs: 600_000 },
    points: { left: { kind: 'start' }, right: { kind: 'start', backupLocations: ['spare'] }, finish: { kind: 'finish' } },
  }).wave('A', { gun: '09:00:00' });
  for (const [bib, location, at] of [
    ['1', 'left', '09:00:05'],
    ['9', 'right', '09:20:00'],
    ['8', 'spare', '09:21:00'],
  ] as const) {
    race.participant(bib);
    race.passes(bib, location, at);
    race.passes(bib, 'finish', '09:41:00');
  }
  expect(withoutStart(race).map(({ participantIds, facts }) => [participantIds, facts.readAtStart])).toEqual([
    [[storyId('participant', '8')], 1],
    [[storyId('participant', '9')], 1],
  ]);
});

test('of many whom the start never heard nothing is said of the start window', () => {
  const bibs = Array.from({ length: 10 }, (_, index) => String(index + 2));
  expect(withoutStart(startMatMissed(...bibs))[0]!.sentence).toBe(
    '10 finishers of the race have no start (bibs 2, 3, 4, 5, 6 and 5 more), so their chip times run from the gun. So many at once: look at the start mat, its clock and the guns first.',
  );
});
