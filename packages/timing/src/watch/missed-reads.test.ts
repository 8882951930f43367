import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

function missed(race: RaceStory): Extract<WatchOut, { code: 'missed-reads' }>[] {
  return race.watchOuts('09:45:00').filter((watchOut) => watchOut.code === 'missed-reads');
}

const bibsFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => String(first + index));
const minuteLater = (bib: string) => `${String(Number(bib) % 60).padStart(2, '0')}`;

type Heard = { antennas?: (bib: string) => number[]; reader?: string | null };

/** Everyone at the start and the finish, `heard` of them at 5 km, where each antenna named reads them. */
function aField({
  heard,
  missing,
  settings,
  antennas = () => [1],
  reader = 'A',
}: { heard: string[]; missing: string[]; settings?: RaceStorySettings } & Heard): RaceStory {
  const race = aRace(settings).wave('A', { gun: '09:00:00' });
  for (const bib of [...heard, ...missing]) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
    if (heard.includes(bib))
      for (const antenna of antennas(bib)) race.passes(bib, '5 km', `09:20:${minuteLater(bib)}.${antenna}`, { reader, antenna });
    race.passes(bib, 'finish', '09:41:00');
  }
  return race;
}

test('a mat that misses more than two in a hundred of those who passed it is told of, with the figures', () => {
  const told = missed(aField({ heard: bibsFrom(100, 195), missing: ['14', '9', '11', '12', '13'] }));
  expect(told).toEqual([
    {
      code: 'missed-reads',
      raceId: storyId('race', 'race'),
      participantIds: ['9', '11', '12', '13', '14'].map((bib) => storyId('participant', bib)),
      sources: [],
      facts: { location: '5 km', reader: null, antenna: null, known: 200, missed: 5, heardByOthers: 0 },
      sentence:
        '5 km has missed 5 of the 200 runners who are known to have passed it (2.5 %). Look at its mats, antennas and cables; missing times can be entered by hand.',
    },
  ]);
  expect(missed(aField({ heard: bibsFrom(100, 245), missing: bibsFrom(9, 5) }))).toEqual([]);
});

test('fewer than five are chips worn wrong, and a disqualification is no missed read', () => {
  const race = aField({ heard: bibsFrom(100, 10), missing: bibsFrom(9, 5) });
  expect(missed(race)).toHaveLength(1);
  race.disqualify('9');
  expect(missed(race)).toEqual([]);
});

test('who was not heard before and after a point may not have passed it', () => {
  const race = aField({ heard: bibsFrom(100, 10), missing: [] });
  for (const bib of bibsFrom(9, 5)) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
  }
  for (const bib of bibsFrom(19, 5)) {
    race.participant(bib);
    race.passes(bib, 'finish', '09:41:00');
  }
  // Those with a finish alone have passed the start: nothing is before it.
  expect(missed(race).map(({ facts }) => facts)).toMatchObject([{ location: 'start', known: 20, missed: 5 }]);
});

test('a time that a person entered shows that somebody passed, and that the mat did not hear it', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  for (const bib of bibsFrom(9, 5)) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
    race.manual(bib, 'finish', '09:41:00');
  }
  expect(missed(race).map(({ facts }) => facts)).toMatchObject([
    { location: '5 km', known: 5, missed: 5 },
    { location: 'finish', known: 5, missed: 5 },
  ]);
});

test('a read that no rule could use was heard all the same', () => {
  const race = aField({
    heard: bibsFrom(100, 10),
    missing: bibsFrom(9, 5),
    settings: { points: { start: { kind: 'start' }, '5 km': { kind: 'split', windowFromMs: 900_000 }, finish: { kind: 'finish' } } },
  });
  expect(missed(race)).toHaveLength(1);
  race.passes('9', '5 km', '09:00:30');
  expect(missed(race)).toEqual([]);
});

test('a read before or after the points around it is of another crossing', () => {
  const settings = {
    points: { start: { kind: 'start' }, '5 km': { kind: 'split', windowFromMs: 900_000 }, finish: { kind: 'finish' } },
  } satisfies RaceStorySettings;
  const race = aField({ heard: bibsFrom(100, 10), missing: bibsFrom(9, 5), settings });
  race.passes('9', '5 km', '08:50:00');
  race.passes('9', '5 km', '09:43:00');
  expect(missed(race)).toHaveLength(1);
});

test('laps, and a finish with two lines, are left out: nobody knows which mat a runner passed', () => {
  const bibs = { heard: bibsFrom(100, 10), missing: bibsFrom(9, 5) };
  expect(missed(aField({ ...bibs, settings: { format: { kind: 'laps', laps: 1 } } }))).toEqual([]);
  const twoLines = {
    'other start': { kind: 'start' },
    start: { kind: 'start' },
    finish: { kind: 'finish' },
  } satisfies RaceStorySettings['points'];
  expect(missed(aField({ ...bibs, settings: { points: twoLines } }))).toEqual([]);
});

test('a backup says how many it has of those whom the main mat missed, and is looked at itself', () => {
  const settings = {
    points: { start: { kind: 'start' }, '5 km': { kind: 'split', backupLocations: ['5 km backup'] }, finish: { kind: 'finish' } },
  } satisfies RaceStorySettings;
  const race = aField({ heard: bibsFrom(100, 20), missing: bibsFrom(9, 6), settings });
  for (const bib of [...bibsFrom(100, 20), ...bibsFrom(9, 4)]) race.passes(bib, '5 km backup', '09:21:30');
  const [told, ...more] = missed(race);
  expect(more).toEqual([]);
  expect(told!.facts).toEqual({ location: '5 km', reader: null, antenna: null, known: 26, missed: 6, heardByOthers: 4 });
  expect(told!.sentence).toContain(' (23.1 %). The other decoder there has 4 of them. Look');
  const bare = aField({ heard: bibsFrom(100, 20), missing: [], settings });
  expect(missed(bare).map(({ facts }) => facts)).toMatchObject([{ location: '5 km backup', known: 20, missed: 20, heardByOthers: 20 }]);
});

test('a mat that two races pass is told of once, for no race in particular', () => {
  const race = aField({ heard: bibsFrom(100, 5), missing: bibsFrom(9, 3) });
  race
    .race('fun run', { points: { start: { kind: 'start' }, '5 km': { kind: 'split' }, finish: { kind: 'finish' } } })
    .wave('fun', { race: 'fun run', gun: '09:00:00' });
  for (const bib of bibsFrom(20, 2)) {
    race.participant(bib, { wave: 'fun' });
    race.passes(bib, 'start', '09:00:01');
    race.passes(bib, 'finish', '09:41:00');
  }
  expect(missed(race)).toMatchObject([{ raceId: null, facts: { location: '5 km', known: 10, missed: 5 } }]);
});

test('an antenna over the whole width that misses what its neighbour hears is told of by name', () => {
  const bibs = bibsFrom(100, 60);
  const lacks = (count: number) => (bib: string) => (Number(bib) < 100 + count ? [1] : [1, 2]);
  expect(missed(aField({ heard: bibs, missing: [], antennas: lacks(4) }))).toEqual([]);
  expect(missed(aField({ heard: bibs, missing: [], antennas: lacks(5) }))).toEqual([
    {
      code: 'missed-reads',
      raceId: storyId('race', 'race'),
      participantIds: [],
      sources: [],
      facts: { location: '5 km', reader: 'A', antenna: 2, known: 60, missed: 5, heardByOthers: 5 },
      sentence:
        'At 5 km, antenna 2 of reader A has missed 5 of 60 runners (8.3 %); the others there heard them. Look at its cable and its place.',
    },
  ]);
  expect(missed(aField({ heard: bibs, missing: [], antennas: lacks(12) }))).toHaveLength(1);
  // With 13 of 60 missed it does not cover the width: its neighbour hears the other side.
  expect(missed(aField({ heard: bibs, missing: [], antennas: lacks(13) }))).toEqual([]);
});

test('an antenna that shares the width is told of when it has gone silent, and not for what its neighbours hear', () => {
  const bibs = bibsFrom(100, 60);
  const half = (until: number) => (bib: string) => (Number(bib) % 2 === 0 && Number(bib) < until ? [2] : [1]);
  const at = (race: RaceStory) => missed(race).map(({ facts }) => facts);
  expect(at(aField({ heard: bibs, missing: [], antennas: half(1_000) }))).toEqual([]);
  // The last one it heard was bib 138 at second 18 of the next minute; whoever passes is by then a stranger to it.
  const race = aRace().wave('A', { gun: '09:00:00' });
  const pass = (bib: string, second: number, antenna: number) => {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
    race.passes(bib, '5 km', `09:2${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`, { reader: null, antenna });
    race.passes(bib, 'finish', '09:41:00');
  };
  for (let second = 0; second < 40; second++) pass(String(100 + second), second, 1 + (second % 2));
  for (let second = 40; second < 59; second++) pass(String(100 + second), second, 1);
  expect(at(race)).toEqual([]);
  pass('159', 59, 1);
  expect(missed(race)).toMatchObject([
    {
      facts: { location: '5 km', reader: null, antenna: 2, known: 20, missed: 20, heardByOthers: 20 },
      sentence: 'At 5 km, antenna 2 has heard none of the last 20 runners; the others there heard them. Look at its cable and its place.',
    },
  ]);
});

test('a reader without antennas that heard everyone is silent after five', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  for (let second = 0; second < 15; second++) {
    const bib = String(100 + second);
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
    for (const reader of second < 10 ? ['B', 'A'] : ['A']) race.passes(bib, '5 km', `09:20:${10 + second}`, { reader });
    race.passes(bib, 'finish', '09:41:00');
    if (second === 13) expect(missed(race)).toEqual([]);
  }
  expect(missed(race)).toMatchObject([{ sentence: expect.stringContaining('At 5 km, reader B has heard none of the last 5 runners;') }]);
});

test('mats are told in the order of their names', () => {
  const points = { start: { kind: 'start' }, west: { kind: 'split' }, east: { kind: 'split' }, finish: { kind: 'finish' } } as const;
  const race = aRace({ points }).wave('A', { gun: '09:00:00' });
  for (const bib of bibsFrom(9, 5)) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
    race.passes(bib, 'finish', '09:41:00');
  }
  expect(missed(race).map(({ facts }) => facts.location)).toEqual(['east', 'west']);
});

test('on a common mat a finish was not heard at the start, nor a start at the finish', () => {
  const points = { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } as const;
  const told = (by: (race: RaceStory, bib: string) => void) => {
    const race = aRace({ points, rules: { minimumFinishMs: 1_200_000 } }).wave('A', { gun: '09:00:00' });
    for (const bib of bibsFrom(9, 5)) by(race.participant(bib), bib);
    return missed(race).map(({ facts }) => facts);
  };
  const half = [{ location: 'mat', known: 10, missed: 5 }];
  expect(
    told((race, bib) => {
      race.passes(bib, 'mat', '09:00:01');
      race.manual(bib, 'finish', '09:41:00');
    }),
  ).toMatchObject(half);
  expect(
    told((race, bib) => {
      race.manual(bib, 'start', '09:00:01');
      race.passes(bib, 'mat', '09:41:00');
    }),
  ).toMatchObject(half);
});

test('the antennas of a backup are none of the main mat', () => {
  const settings = {
    points: { start: { kind: 'start' }, '5 km': { kind: 'split', backupLocations: ['5 km backup'] }, finish: { kind: 'finish' } },
  } satisfies RaceStorySettings;
  const bibs = bibsFrom(100, 60);
  const race = aField({ heard: bibs, missing: [], settings });
  for (const bib of bibs.slice(5)) race.passes(bib, '5 km backup', '09:21:30', { reader: 'B', antenna: 1 });
  expect(missed(race).map(({ facts }) => facts)).toMatchObject([{ location: '5 km backup', reader: null, missed: 5, heardByOthers: 5 }]);
});

test('an antenna that hears everyone twice has heard them once', () => {
  const bibs = bibsFrom(100, 60);
  const race = aField({ heard: bibs, missing: [], antennas: (bib) => (Number(bib) < 105 ? [1] : [1, 2]) });
  for (const bib of bibs.slice(5)) race.passes(bib, '5 km', `09:20:${minuteLater(bib)}.9`, { reader: 'A', antenna: 2 });
  expect(missed(race).map(({ facts }) => facts)).toMatchObject([{ antenna: 2, known: 60, missed: 5 }]);
});

test('antennas are told in the order of reader and number, those without a name or number first', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  const lacking = [
    ['A', 10],
    [null, 3],
    ['B', 1],
    [null, null],
    ['A', null],
    ['A', 2],
  ] as const;
  for (const [index, bib] of bibsFrom(100, 60).entries()) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:01');
    const at = `09:20:${minuteLater(bib)}`;
    race.passes(bib, '5 km', `${at}.0`, { reader: 'C', antenna: 1 });
    for (const [number, [reader, antenna]] of lacking.entries())
      if (index >= 5) race.passes(bib, '5 km', `${at}.${number + 1}`, { reader, antenna });
    race.passes(bib, 'finish', '09:41:00');
  }
  const told = missed(race);
  expect(told.map(({ facts }) => [facts.reader, facts.antenna])).toEqual([3, 1, 4, 5, 0, 2].map((number) => lacking[number]));
  const name = (sentence: string) => sentence.slice('At 5 km, '.length, sentence.indexOf(' has missed 5 of 60'));
  expect(told.map(({ sentence }) => name(sentence))).toEqual([
    'a decoder without a name',
    'antenna 3',
    'reader A',
    'antenna 2 of reader A',
    'antenna 10 of reader A',
    'antenna 1 of reader B',
  ]);
});

test('an antenna that heard but four before it fell silent may have been a test', () => {
  const race = (heard: number) =>
    aField({ heard: bibsFrom(120, 30), missing: [], antennas: (bib) => (Number(bib) < 120 + heard ? [1, 2] : [1]) });
  expect(missed(race(4))).toEqual([]);
  expect(missed(race(5)).map(({ facts }) => facts)).toMatchObject([{ antenna: 2, known: 25, missed: 25 }]);
});
