import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

function twoPeople(race: RaceStory): Extract<WatchOut, { code: 'one-chip-two-people' }>[] {
  return race.watchOuts('10:00:00').filter((watchOut) => watchOut.code === 'one-chip-two-people');
}

const measured = {
  rules: { fastestKmMs: 120_000 },
  points: {
    start: { kind: 'start' },
    '5 km': { kind: 'split', distanceM: 5_000 },
    '7 km': { kind: 'split', distanceM: 7_000 },
    finish: { kind: 'finish' },
  },
} satisfies RaceStorySettings;

/** Through 5 km at 09:20 and 7 km at 09:30, in at 09:55. */
function aRunner(settings: RaceStorySettings = measured): RaceStory {
  const race = aRace(settings)
    .wave('A', { gun: '09:00:00' })
    .participant('7', { chips: ['C7'] });
  race.passes('7', 'start', '09:00:05');
  race.passes('7', '5 km', '09:20:00');
  race.passes('7', '7 km', '09:30:00');
  race.passes('7', 'finish', '09:55:00');
  return race;
}

test('a chip at two places closer in time than anyone can move is worn by two people', () => {
  const race = aRunner();
  const there = race.passes('7', '7 km', '09:35:00');
  race.passes('7', '5 km', '09:39:00');
  expect(twoPeople(race)).toEqual([]);
  const back = race.passes('7', '5 km', '09:38:59.999');
  expect(twoPeople(race)).toEqual([
    {
      code: 'one-chip-two-people',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '7')],
      sources: [there, back],
      facts: { how: 'too-far-apart', locations: ['7 km', '5 km'], apartMs: 239_999, neededMs: 240_000 },
      sentence:
        'Bib 7 was heard at 7 km at 09:35:00 and 5 km 4:00 later, and nobody moves that fast: two people may wear its chip. Find out who has it, and void the reads of the other one.',
    },
  ]);
  race.void(back);
  expect(twoPeople(race)).toEqual([]);
});

test('where no distance is known two places within two seconds are too far apart', () => {
  const points = {
    start: { kind: 'start' },
    a: { kind: 'split' },
    b: { kind: 'split', distanceM: 4_000 },
    finish: { kind: 'finish' },
  } satisfies RaceStorySettings['points'];
  const race = aRunner({ points });
  race.passes('7', 'a', '09:20:00');
  const read = race.passes('7', 'b', '09:20:02');
  expect(twoPeople(race)).toEqual([]);
  race.void(read);
  race.passes('7', 'b', '09:20:01.999');
  expect(twoPeople(race)).toMatchObject([{ facts: { apartMs: 1_999, neededMs: 2_000 } }]);
});

test('start and finish may stand side by side, and other places are none of the race', () => {
  const race = aRunner();
  race.passes('7', 'start', '09:55:01');
  race.passes('7', 'car park', '09:55:01');
  race.passes('7', 'finish', '09:55:02');
  expect(twoPeople(race)).toEqual([]);
});

test('a backup stands at the point itself', () => {
  const race = aRunner({
    ...measured,
    points: { ...measured.points, '5 km': { kind: 'split', distanceM: 5_000, backupLocations: ['spare'] } },
  });
  race.passes('7', 'spare', '09:20:00.500');
  expect(twoPeople(race)).toEqual([]);
  race.passes('7', 'spare', '09:31:00');
  expect(twoPeople(race)).toMatchObject([{ facts: { locations: ['7 km', 'spare'], neededMs: 240_000 } }]);
});

test('a location that is passed twice is as near as the nearer of the two', () => {
  const points = {
    start: { kind: 'start' },
    'loop 1': { kind: 'split', location: 'loop', distanceM: 2_000 },
    hill: { kind: 'split', distanceM: 5_000 },
    'loop 2': { kind: 'split', location: 'loop', distanceM: 6_000, occurrence: 2 },
    finish: { kind: 'finish' },
  } satisfies RaceStorySettings['points'];
  const race = aRace({ ...measured, points })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  race.passes('7', 'start', '09:00:00');
  race.passes('7', 'loop', '09:08:00');
  race.passes('7', 'hill', '09:20:00');
  race.passes('7', 'loop', '09:22:00');
  expect(twoPeople(race)).toEqual([]);
  race.passes('7', 'hill', '09:23:59');
  expect(twoPeople(race)).toMatchObject([{ facts: { neededMs: 120_000 } }]);
});

test('what a result already shows as impossible is told once', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' }).participant('7');
  race.passes('7', 'start', '09:00:00');
  race.passes('7', '5 km', '09:01:00');
  const codes = race.watchOuts('09:02:00').map(({ code }) => code);
  expect(codes).toEqual(['impossible-time']);
});

test('ten or more between the same two places are told at once: mats or clocks', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' });
  const twice = (bib: string) => {
    race.participant(bib);
    race.passes(bib, '5 km', '09:20:00');
    race.passes(bib, '7 km', '09:30:00');
    race.passes(bib, '5 km', '09:31:00');
  };
  for (let number = 10; number > 1; number--) twice(String(number));
  expect(twoPeople(race)).toHaveLength(9);
  race.participant('1');
  race.passes('1', '5 km', '09:20:00');
  race.passes('1', '7 km', '09:30:00');
  race.passes('1', '5 km', '09:39:00');
  race.passes('1', '7 km', '09:40:00');
  race.passes('1', '5 km', '09:41:00');
  const [told, ...more] = twoPeople(race);
  expect(more).toEqual([]);
  expect(told!.participantIds).toHaveLength(10);
  expect(told!.sources).toHaveLength(20);
  expect(told!.sentence).toBe(
    "10 runners (bibs 1, 2, 3, 4, 5 and 5 more) were heard at 5 km and 7 km closer together than anybody moves. So many at once: one of the two mats may hear the other's runners, or one of the clocks is wrong.",
  );
});

test('pairs of places are told in one order, whoever shows them', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' });
  for (const [bib, from, to] of [
    ['1', 'start', '5 km'],
    ['2', 'finish', '7 km'],
    ['3', '7 km', '5 km'],
  ] as const) {
    race.participant(bib);
    race.passes(bib, 'finish', '09:40:00');
    race.passes(bib, from, '09:55:00');
    race.passes(bib, to, '09:56:00');
  }
  expect(twoPeople(race).map(({ participantIds, facts }) => [participantIds[0], 'locations' in facts && facts.locations])).toEqual([
    [storyId('participant', '3'), ['7 km', '5 km']],
    [storyId('participant', '1'), ['start', '5 km']],
    [storyId('participant', '2'), ['finish', '7 km']],
  ]);
});

test('a chip that the setup gives to two bibs is told of until somebody assigns it', () => {
  const race = aRace()
    .wave('A')
    .participant('12', { chips: ['C1'] })
    .participant('3', { chips: ['C1', 'C3'] });
  expect(twoPeople(race)).toEqual([
    {
      code: 'one-chip-two-people',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '3'), storyId('participant', '12')],
      sources: [],
      facts: { how: 'two-bibs', chip: 'C1', bibs: ['3', '12'] },
      sentence:
        'The setup gives chip C1 to bibs 3 and 12, and its reads can go to one of them only. Look who wears it and assign it to that bib.',
    },
  ]);
  race.assign('C1', '12');
  expect(twoPeople(race)).toEqual([]);
});

test('a chip of two lines is fine where one bib is meant, or nobody wears the other', () => {
  const race = aRace()
    .wave('A')
    .participant('12', { chips: ['C1'] });
  race.setup.chips.push({ chip: 'C1', bib: '12' }, { chip: 'C1', bib: 'spare' });
  expect(race.watchOuts('10:00:00')).toEqual([]);
});

test('chips of two bibs are told in the order of the chips, and across races for no race in particular', () => {
  const race = aRace()
    .wave('A')
    .race('fun run', { points: { finish: { kind: 'finish' } } })
    .wave('fun', { race: 'fun run' });
  race.participant('1', { chips: ['C2', 'C3', 'C1'] }).participant('2', { chips: ['C2', 'C3', 'C1'], wave: 'fun' });
  expect(twoPeople(race)).toMatchObject([
    { raceId: null, facts: { chip: 'C1' } },
    { raceId: null, facts: { chip: 'C2' } },
    { raceId: null, facts: { chip: 'C3' } },
  ]);
});

test('a bib that two wear is told of once it is heard, since all its reads go to one of them', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('7').participant('7', { id: 'zz the other' });
  expect(twoPeople(race)).toEqual([]);
  const read = race.passes('7', 'start', '09:00:05');
  expect(twoPeople(race)).toEqual([
    {
      code: 'one-chip-two-people',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '7'), 'zz the other'],
      sources: [read],
      facts: { how: 'two-wearers', bib: '7', reads: 1 },
      sentence:
        'Bib 7 is worn by 2 participants, and all its reads go to one of them. Give the other one a bib of its own, then assign the chip.',
    },
  ]);
  race.enter('8', { id: 'zz the other' });
  expect(twoPeople(race)).toEqual([]);
});

test('the start is at the beginning and the finish at the end of the distance', () => {
  const back = aRunner();
  back.passes('7', '7 km', '09:56:00');
  expect(twoPeople(back)).toMatchObject([{ facts: { locations: ['finish', '7 km'], apartMs: 60_000, neededMs: 360_000 } }]);
  const again = aRunner();
  again.passes('7', 'start', '10:00:00');
  again.passes('7', '5 km', '10:01:00');
  expect(twoPeople(again)).toMatchObject([{ facts: { locations: ['start', '5 km'], apartMs: 60_000, neededMs: 600_000 } }]);
});

test('a point without a distance has its backup at its side, and is as far from one with a distance as that from it', () => {
  const points = {
    start: { kind: 'start' },
    a: { kind: 'split', distanceM: 4_000 },
    b: { kind: 'split', backupLocations: ['spare'] },
    finish: { kind: 'finish' },
  } satisfies RaceStorySettings['points'];
  const race = aRace({ points }).wave('A', { gun: '09:00:00' }).participant('7');
  race.passes('7', 'a', '09:20:00');
  race.passes('7', 'b', '09:20:02');
  race.passes('7', 'spare', '09:20:02.500');
  expect(twoPeople(race)).toEqual([]);
});

test('bibs that two wear are told in the order of the bibs, and across races for no race in particular', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .race('fun run', { points: { start: { kind: 'start' }, finish: { kind: 'finish' } } })
    .wave('fun', { race: 'fun run', gun: '09:00:00' });
  for (const bib of ['12', '3']) {
    race.participant(bib).participant(bib, { id: `zz the other ${bib}`, wave: 'fun' });
    race.passes(bib, 'start', '09:00:05');
    race.passes(bib, 'finish', '09:50:00');
  }
  expect(twoPeople(race)).toMatchObject([
    { raceId: null, facts: { bib: '3', reads: 2 } },
    { raceId: null, facts: { bib: '12', reads: 2 } },
  ]);
});

test('up to five bibs are all named', () => {
  const race = aRace().wave('A');
  const wear = (...bibs: string[]) => {
    for (const bib of bibs) race.participant(bib, { chips: ['C1'] });
    return twoPeople(race)[0]!.sentence;
  };
  expect(wear('1', '2', '3', '4', '5')).toContain('chip C1 to bibs 1, 2, 3, 4 and 5, and');
  expect(wear('6')).toContain('chip C1 to bibs 1, 2, 3, 4, 5 and 1 more, and');
});
