import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

function swapped(race: RaceStory): Extract<WatchOut, { code: 'swapped-chips' }>[] {
  return race.watchOuts('10:00:00').filter((watchOut) => watchOut.code === 'swapped-chips');
}

const pairsIn = (race: RaceStory) =>
  swapped(race).map(({ participantIds }) => participantIds.map((id) => race.setup.participants.find((one) => one.id === id)!.bib));

/** The race turns at `far`, the fun run at `near`; both share start and finish, and the gun. */
function twoRaces(): RaceStory {
  return aRace({ points: { start: { kind: 'start' }, far: { kind: 'split' }, finish: { kind: 'finish' } } })
    .race('fun run', { points: { start: { kind: 'start' }, near: { kind: 'split' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .wave('fun', { race: 'fun run', gun: '09:00:00' });
}

function runs(race: RaceStory, bib: string, turn: string | null, wave: string): RaceStory {
  race.participant(bib, { wave, chips: [`C${bib}`] });
  race.passes(bib, 'start', '09:00:05');
  if (turn !== null) race.passes(bib, turn, '09:20:00');
  race.passes(bib, 'finish', '09:40:00');
  return race;
}

test('two who each ran the way of the other have swapped chips', () => {
  const race = twoRaces();
  runs(race, '215', 'near', 'A');
  runs(race, '216', 'far', 'A');
  runs(race, '300', 'near', 'fun');
  expect(swapped(race)).toEqual([]);
  runs(race, '214', 'far', 'fun');
  const [told, ...more] = swapped(race);
  expect(more).toEqual([]);
  expect(told).toEqual({
    code: 'swapped-chips',
    raceId: null,
    participantIds: [storyId('participant', '214'), storyId('participant', '215')],
    sources: [
      { journalId: storyId('journal', 'finish box'), seq: 12 },
      { journalId: storyId('journal', 'finish box'), seq: 3 },
    ],
    facts: { evidence: 'course', others: 0 },
    sentence:
      'Bib 214 and bib 215 have probably swapped chips: 214 (fun run) was at far at 09:20:00, which is only on the way of the race, and 215 (the race) was at near at 09:20:00, which is only on the way of fun run. Assign the chips the other way round, or leave it if they changed races.',
  });
});

test('assigning the chips the other way round settles it, and so does a disqualification', () => {
  const race = runs(runs(twoRaces(), '215', 'near', 'A'), '214', 'far', 'fun');
  race.assign('C214', '215');
  race.assign('C215', '214');
  expect(swapped(race)).toEqual([]);
  const other = runs(runs(twoRaces(), '215', 'near', 'A'), '214', 'far', 'fun');
  other.disqualify('215');
  expect(swapped(other)).toEqual([]);
});

test('who passed a point of each race has run both ways, or cut across', () => {
  const race = runs(runs(twoRaces(), '215', 'near', 'A'), '214', 'far', 'fun');
  race.passes('214', 'near', '09:30:00');
  expect(swapped(race)).toEqual([]);
});

test('of the other one it is enough to have finished without any point of the own way', () => {
  const race = runs(twoRaces(), '215', 'near', 'A').participant('214', { wave: 'fun' });
  race.passes('214', 'start', '09:00:05');
  expect(swapped(race)).toEqual([]);
  race.passes('214', 'finish', '09:40:00');
  const [told] = swapped(race);
  expect(told!.sources).toHaveLength(1);
  expect(told!.sentence).toContain(
    '214 (fun run) finished without having passed near, which is only on its own way, and 215 (the race) was at near',
  );
});

test('a race within the other has no point of its own, so its finishers prove nothing', () => {
  const race = aRace({ points: { start: { kind: 'start' }, far: { kind: 'split' }, finish: { kind: 'finish' } } })
    .race('short', { points: { start: { kind: 'start' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .wave('short', { race: 'short', gun: '09:00:00' });
  runs(race, '1', null, 'short');
  runs(race, '2', 'far', 'A');
  expect(swapped(race)).toEqual([]);
  runs(race, '3', 'far', 'short');
  expect(swapped(race)).toEqual([]);
  runs(race, '4', null, 'A');
  expect(pairsIn(race)).toEqual([['3', '4']]);
});

test('of several who fit the nearest bibs are taken, each once, and the others are mentioned', () => {
  const race = twoRaces();
  for (const bib of ['100', '210', '219']) runs(race, bib, 'near', 'A');
  for (const bib of ['214', '211']) runs(race, bib, 'far', 'fun');
  expect(pairsIn(race)).toEqual([
    ['210', '211'],
    ['214', '219'],
  ]);
  expect(swapped(race)[0]!.facts.others).toBe(2);
  expect(swapped(race)[0]!.sentence).toMatch(/^Bib 210 and bib 211 may have swapped chips: .* 2 more fit as well\. Assign/);
  race.disqualify('100');
  expect(swapped(race)[0]!.sentence).toContain('. One more fits as well. Assign');
});

test('bibs far apart are a pair only where few fit', () => {
  const race = twoRaces();
  for (const bib of ['100', '200', '300']) runs(race, bib, 'near', 'A');
  for (const bib of ['F1', '411']) runs(race, bib, 'far', 'fun');
  expect(pairsIn(race)).toEqual([
    ['300', '411'],
    ['100', 'F1'],
  ]);
  runs(race, '400', 'near', 'A');
  expect(pairsIn(race)).toEqual([]);
  runs(race, '410', 'far', 'fun');
  expect(pairsIn(race)).toEqual([['400', '410']]);
});

test('half a race on the way of another is no mix-up of two people', () => {
  const race = runs(twoRaces(), '100', 'far', 'fun');
  for (let number = 0; number < 50; number++) runs(race, String(101 + number), 'near', 'A');
  expect(pairsIn(race)).toEqual([['100', '101']]);
  runs(race, '99', 'near', 'A');
  expect(pairsIn(race)).toEqual([]);
});

/** Wave A at 09:00, wave B at 09:10, from one start. */
function twoWaves(): RaceStory {
  const race = aRace().wave('A', { gun: '09:00:00' }).wave('B', { gun: '09:10:00' });
  for (const [bib, wave, at] of [
    ['1', 'A', '09:00:05'],
    ['2', 'A', '09:00:10'],
    ['3', 'B', '09:10:05'],
  ] as const)
    starts(race, bib, wave, at);
  return race;
}

function starts(race: RaceStory, bib: string, wave: string, at: string): void {
  race.participant(bib, { wave });
  race.passes(bib, 'start', at);
}

test('one who set out with the earlier wave and one who set out behind the gun of the later one have swapped chips', () => {
  const race = twoWaves();
  starts(race, '215', 'B', '09:00:07');
  expect(swapped(race)).toEqual([]);
  starts(race, '214', 'A', '09:10:04');
  expect(swapped(race)).toMatchObject([
    {
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '214'), storyId('participant', '215')],
      facts: { evidence: 'start', others: 0 },
      sentence:
        'Bib 214 and bib 215 have probably swapped chips: 214 (wave A) set out at 09:10:04, behind the gun of wave B, and 215 (wave B) set out at 09:00:07, with wave A and before its own gun. Assign the chips the other way round, or leave it if they changed waves.',
    },
  ]);
  race.assign('214', '215');
  race.assign('215', '214');
  expect(swapped(race)).toEqual([]);
});

test('who walked over the start mat before the own gun and started with it fits', () => {
  const race = twoWaves();
  starts(race, '215', 'B', '09:00:07');
  starts(race, '214', 'A', '09:10:04');
  race.passes('215', 'start', '09:10:30');
  expect(swapped(race)).toEqual([]);
});

test('who came late but before the next gun fits, and so does who started at the instant of the own gun', () => {
  const race = twoWaves();
  starts(race, '215', 'B', '09:00:07');
  starts(race, '214', 'A', '09:09:59.999');
  expect(swapped(race)).toEqual([]);
  starts(race, '213', 'A', '09:10:00');
  expect(pairsIn(race)).toEqual([['213', '215']]);
  const exact = twoWaves();
  starts(exact, '215', 'B', '09:10:00');
  starts(exact, '214', 'A', '09:10:04');
  expect(swapped(exact)).toEqual([]);
  exact.passes('215', 'start', '09:00:07');
  expect(swapped(exact)).toEqual([]);
});

test('a late starter after the own start window fits the later wave, whatever was read before the own gun', () => {
  const race = aRace({ rules: { startWindowMs: 300_000 } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' });
  starts(race, '215', 'B', '09:00:07');
  starts(race, '214', 'A', '09:10:04');
  expect(pairsIn(race)).toEqual([['214', '215']]);
  race.passes('214', 'start', '08:59:00');
  expect(pairsIn(race)).toEqual([]);
});

test('where many of a wave are late one of them does not stand out', () => {
  const race = twoWaves();
  starts(race, '215', 'B', '09:00:07');
  for (const bib of ['214', '213']) starts(race, bib, 'A', '09:10:04');
  expect(swapped(race)).toEqual([]);
  for (let number = 0; number < 35; number++) starts(race, String(20 + number), 'A', '09:01:00');
  expect(swapped(race)).toEqual([]);
  starts(race, '60', 'A', '09:01:00');
  expect(pairsIn(race)).toEqual([['214', '215']]);
});

test('races from one start with guns of their own are compared as waves are, and races from two starts are not', () => {
  const together = (start: string) => {
    const race = aRace()
      .race('fun run', { points: { [start]: { kind: 'start' }, '5 km': { kind: 'split' }, finish: { kind: 'finish' } } })
      .wave('A', { gun: '09:00:00' })
      .wave('fun', { race: 'fun run', gun: '09:10:00' });
    race.participant('215', { wave: 'fun' });
    race.passes('215', start, '09:00:07');
    starts(race, '214', 'A', '09:10:04');
    return race;
  };
  expect(swapped(together('start'))).toMatchObject([
    {
      raceId: null,
      sentence: expect.stringContaining('214 (wave A of the race) set out at 09:10:04, behind the gun of wave fun of fun run, and'),
    },
  ]);
  expect(swapped(together('other start'))).toEqual([]);
});

test('what was read at the start after the own finish says nothing', () => {
  const race = twoWaves();
  starts(race, '215', 'B', '09:00:07');
  race.participant('214');
  race.passes('214', 'finish', '09:09:00');
  race.passes('214', 'start', '09:10:04');
  expect(swapped(race)).toEqual([]);
});

test('a pair that both the way and the start show is told once', () => {
  const race = aRace({ points: { start: { kind: 'start' }, far: { kind: 'split' }, finish: { kind: 'finish' } } })
    .race('fun run', { points: { start: { kind: 'start' }, near: { kind: 'split' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .wave('fun', { race: 'fun run', gun: '09:10:00' });
  race.participant('214').participant('215', { wave: 'fun' });
  race.passes('214', 'start', '09:10:04');
  race.passes('214', 'near', '09:20:00');
  race.passes('215', 'start', '09:00:07');
  race.passes('215', 'far', '09:20:00');
  expect(swapped(race)).toMatchObject([{ facts: { evidence: 'course' } }]);
  expect(race.watchOuts('09:21:00')).toEqual(swapped(race));
});

test('two finishers who were nowhere but at start and finish are no pair: nothing shows that they ran the way of the other', () => {
  const race = runs(runs(twoRaces(), '215', null, 'A'), '214', null, 'fun');
  expect(swapped(race)).toEqual([]);
});

test('of several points on the own way all are named, by name', () => {
  const race = aRace({ points: { start: { kind: 'start' }, far: { kind: 'split' }, finish: { kind: 'finish' } } })
    .race('fun run', {
      points: { start: { kind: 'start' }, weir: { kind: 'split' }, bridge: { kind: 'split' }, finish: { kind: 'finish' } },
    })
    .wave('A', { gun: '09:00:00' })
    .wave('fun', { race: 'fun run', gun: '09:00:00' });
  runs(race, '214', null, 'fun');
  runs(race, '215', 'weir', 'A');
  expect(swapped(race)[0]!.sentence).toContain('214 (fun run) finished without having passed bridge or weir, which is');
});

test('of bibs equally near the lower are a pair, on either side', () => {
  const one = runs(twoRaces(), '211', 'far', 'fun');
  for (const bib of ['212', '210']) runs(one, bib, 'near', 'A');
  expect(pairsIn(one)).toEqual([['210', '211']]);
  const other = runs(twoRaces(), '211', 'near', 'A');
  for (const bib of ['212', '210']) runs(other, bib, 'far', 'fun');
  expect(pairsIn(other)).toEqual([['210', '211']]);
});

test('the last instant of the start window is a start, whatever was read before the gun', () => {
  const late = (at: string) => {
    const race = aRace({ rules: { startWindowMs: 300_000 } })
      .wave('A', { gun: '09:00:00' })
      .wave('B', { gun: '09:04:00' });
    starts(race, '215', 'B', '09:00:07');
    starts(race, '214', 'A', '08:59:00');
    race.passes('214', 'start', at);
    return pairsIn(race);
  };
  expect(late('09:05:00')).toEqual([['214', '215']]);
  expect(late('09:05:00.001')).toEqual([]);
});

test('with three waves who set out counts with the last one that went, and a wave without runners is no matter', () => {
  const race = twoWaves().wave('C', { gun: '09:20:00' }).wave('D', { gun: '09:25:00' });
  starts(race, '216', 'C', '09:10:05');
  starts(race, '214', 'A', '09:20:05');
  expect(swapped(race)).toEqual([]);
  starts(race, '217', 'B', '09:20:05');
  expect(pairsIn(race)).toEqual([['216', '217']]);
});

test('who comes over a common mat at the finish has not set out there', () => {
  const race = aRace({ points: { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' });
  race.setup.races[0]!.rules.minimumFinishMs = 600_000;
  race.participant('214').participant('215', { wave: 'B' });
  race.passes('215', 'mat', '09:00:07');
  race.passes('214', 'mat', '09:20:00');
  expect(swapped(race)).toEqual([]);
});

test('at a start with two lines either is one', () => {
  const race = aRace({ points: { left: { kind: 'start' }, right: { kind: 'start' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .participant('214')
    .participant('215', { wave: 'B' });
  race.passes('215', 'left', '09:00:07');
  race.passes('214', 'right', '09:10:04');
  expect(pairsIn(race)).toEqual([['214', '215']]);
});
