import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import type { WatchOut } from './watch-out.ts';

const measured: RaceStorySettings = {
  points: { start: { kind: 'start' }, '5 km': { kind: 'split', distanceM: 5_000 }, finish: { kind: 'finish' } },
};

function overdue(race: RaceStory, now: string): Extract<WatchOut, { code: 'overdue' }>[] {
  return race.watchOuts(now).filter((watchOut) => watchOut.code === 'overdue');
}

function bibsOverdue(race: RaceStory, now: string): string[] {
  return overdue(race, now).flatMap(({ participantIds }) =>
    participantIds.map((id) => race.setup.participants.find((one) => one.id === id)!.bib),
  );
}

/** Seen at the start and, after 20 minutes, at half way: at that pace the finish is at 09:40, and a quarter more would be 09:45. */
function lostAfterHalfWay(settings: RaceStorySettings = measured): RaceStory {
  const race = aRace(settings).wave('A', { gun: '09:00:00' }).participant('7');
  race.passes('7', 'start', '09:00:00');
  race.passes('7', '5 km', '09:20:00');
  return race;
}

test('a runner who should be in by the own pace is told of after ten minutes, with where it was seen and when it was expected', () => {
  const race = lostAfterHalfWay();
  expect(overdue(race, '09:50:00')).toEqual([]);
  const at = (time: string) => race.time(time).atMs;
  expect(overdue(race, '09:50:00.001')).toEqual([
    {
      code: 'overdue',
      raceId: storyId('race', 'race'),
      participantIds: [storyId('participant', '7')],
      sources: [],
      facts: {
        nextPointId: storyId('point', 'finish'),
        runners: [
          {
            participantId: storyId('participant', '7'),
            lastPointId: storyId('point', '5 km'),
            lastSeenAtMs: at('09:20:00'),
            expectedAtMs: at('09:40:00'),
          },
        ],
      },
      sentence:
        'Bib 7 is overdue: it was last seen at 5 km at 09:20:00 and was expected at finish by 09:40:00, by the pace so far. Ask the course marshals, then enter a DNF or the time that the mat missed.',
    },
  ]);
});

test('on a long way it takes a quarter longer than the pace says', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' }).participant('7');
  race.passes('7', 'start', '09:00:00');
  race.passes('7', '5 km', '10:00:00');
  expect(bibsOverdue(race, '11:15:00')).toEqual([]);
  expect(bibsOverdue(race, '11:15:00.001')).toEqual(['7']);
});

test('the pace counts from the own start, and from the gun without one', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' }).participant('7').participant('8');
  race.passes('7', 'start', '09:05:00');
  race.passes('7', '5 km', '09:20:00');
  race.passes('8', '5 km', '09:20:00');
  expect(bibsOverdue(race, '09:45:00.001')).toEqual(['7']);
  expect(bibsOverdue(race, '09:50:00.001')).toEqual(['7', '8']);
});

test('who finishes, is disqualified, or is given a DNF is no longer overdue, and nobody is once the race is closed', () => {
  for (const settle of [
    (race: RaceStory) => race.passes('7', 'finish', '09:55:00'),
    (race: RaceStory) => race.disqualify('7'),
    (race: RaceStory) => race.didNotFinish('7'),
    (race: RaceStory) => race.close(),
  ]) {
    const race = lostAfterHalfWay();
    expect(bibsOverdue(race, '10:00:00')).toEqual(['7']);
    settle(race);
    expect(bibsOverdue(race, '10:00:00')).toEqual([]);
  }
});

test('who is not at the line is not overdue, and who has a split but no gun neither', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' }).wave('B').participant('7').participant('8', { wave: 'B' });
  race.passes('8', '5 km', '09:20:00');
  expect(bibsOverdue(race, '23:00:00')).toEqual([]);
});

test('laps are never overdue: how far the next one is, nobody has said', () => {
  expect(bibsOverdue(lostAfterHalfWay({ ...measured, format: { kind: 'laps', laps: 2 } }), '12:00:00')).toEqual([]);
});

test('a point at which nobody was heard makes nobody late: the one after it does', () => {
  const points: RaceStorySettings['points'] = {
    start: { kind: 'start' },
    '2 km': { kind: 'split', distanceM: 2_000 },
    '4 km': { kind: 'split', distanceM: 4_000 },
    finish: { kind: 'finish' },
  };
  const race = aRace({ points }).wave('A', { gun: '09:00:00' }).participant('7').participant('8');
  race.passes('7', '2 km', '09:10:00');
  expect(overdue(race, '10:30:00')[0]!.facts.nextPointId).toBe(storyId('point', '4 km'));
  race.passes('8', 'finish', '09:50:00');
  expect(overdue(race, '10:30:00')[0]!.facts).toMatchObject({
    nextPointId: storyId('point', 'finish'),
    runners: [{ expectedAtMs: race.time('09:50:00').atMs }],
  });
});

test('without distances the others show how far the next point is', () => {
  const race = lostAfterHalfWay({});
  expect(bibsOverdue(race, '23:00:00')).toEqual([]);
  // Half way to the finish took them 3, 1 and 1.5 times what the way to half way took.
  for (const [bib, finish] of [
    ['1', '09:40:00'],
    ['2', '09:20:00'],
    ['3', '09:25:00'],
  ] as const) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
    race.passes(bib, '5 km', '09:10:00');
    race.passes(bib, 'finish', finish);
  }
  race.participant('4');
  race.passes('4', '5 km', '09:00:00');
  race.passes('4', 'finish', '09:10:00');
  expect(bibsOverdue(race, '10:00:00')).toEqual([]);
  expect(overdue(race, '10:00:00.001')[0]!.facts.runners[0]!.expectedAtMs).toBe(race.time('09:50:00').atMs);
});

test('who was only seen at the start is measured by the cut-off', () => {
  const race = aRace({ ...measured, rules: { cutOffMs: 5_400_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  race.passes('7', 'start', '09:01:00');
  expect(bibsOverdue(race, '09:57:15')).toEqual([]);
  const [told] = overdue(race, '09:57:15.001');
  expect(told!.facts.runners).toMatchObject([{ lastPointId: storyId('point', 'start'), expectedAtMs: race.time('09:46:00').atMs }]);
  expect(told!.sentence).toBe(
    'Bib 7 is overdue: it was last seen at start at 09:01:00 and was expected at 5 km by 09:46:00, by the slowest that the race allows or has seen. Ask the course marshals, then enter a DNF or the time that the mat missed.',
  );
});

test('the cut-off is that of the finish, where the way to the next point is not known', () => {
  const race = aRace({ rules: { cutOffMs: 3_600_000 }, points: { start: { kind: 'start' }, finish: { kind: 'finish' } } })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  race.setup.races[0]!.distanceM = null;
  race.passes('7', 'start', '09:00:00');
  expect(bibsOverdue(race, '10:15:00')).toEqual([]);
  expect(bibsOverdue(race, '10:15:00.001')).toEqual(['7']);
});

/** As many as told are through at 5 km, the slowest after 30 minutes; bib 7 and whoever else is named have only started. */
function fieldThrough(through: number, waiting: readonly string[], settings: RaceStorySettings = {}): RaceStory {
  const race = aRace(settings).wave('A', { gun: '09:00:00' });
  for (let number = 0; number < through; number++) {
    const bib = String(100 + number);
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
    race.passes(bib, '5 km', `09:${number === 0 ? '30' : '20'}:00`);
    race.passes(bib, 'finish', '09:50:00');
  }
  for (const bib of waiting) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
  }
  return race;
}

test('who was only seen at the start is measured by the slowest, once the field is through', () => {
  for (const settings of [{}, measured]) {
    const race = fieldThrough(5, ['7'], settings);
    expect(bibsOverdue(race, '09:40:00')).toEqual([]);
    expect(overdue(race, '09:40:00.001')[0]!.facts.runners[0]!.expectedAtMs).toBe(race.time('09:30:00').atMs);
  }
  expect(bibsOverdue(fieldThrough(4, ['7']), '11:00:00')).toEqual([]);
});

test('while more than one in twenty are still on their way there, the slowest may well be among them', () => {
  expect(bibsOverdue(fieldThrough(38, ['7', '8']), '11:00:00')).toEqual(['7', '8']);
  expect(bibsOverdue(fieldThrough(37, ['7', '8']), '11:00:00')).toEqual([]);
});

test('a cut-off says nothing of a point whose distance is not known', () => {
  const race = fieldThrough(5, ['7'], { rules: { cutOffMs: 36_000_000 } });
  expect(bibsOverdue(race, '09:40:00')).toEqual([]);
  expect(bibsOverdue(race, '09:40:00.001')).toEqual(['7']);
  const noFinish = fieldThrough(5, ['7'], { ...measured, rules: { cutOffMs: 36_000_000 } });
  noFinish.setup.races[0]!.distanceM = null;
  expect(bibsOverdue(noFinish, '09:40:00')).toEqual([]);
  expect(bibsOverdue(noFinish, '09:40:00.001')).toEqual(['7']);
});

test('who gave up before the point is not waited for there', () => {
  const race = fieldThrough(5, ['7', '8', '9']);
  expect(bibsOverdue(race, '11:00:00')).toEqual([]);
  race.didNotFinish('8');
  race.didNotFinish('9');
  expect(bibsOverdue(race, '11:00:00')).toEqual(['7']);
});

test('whose start was missed and who was read outside every window is expected from the gun on', () => {
  const race = fieldThrough(5, []).participant('7');
  race.passes('7', 'start', '09:31:00');
  const [told] = overdue(race, '11:00:00');
  expect(told!.facts.runners[0]).toMatchObject({ lastPointId: null, lastSeenAtMs: race.time('09:00:00').atMs });
  expect(told!.sentence).toContain('it set out with the gun at 09:00:00 and was not timed since and was expected at 5 km by 09:30:00');
});

test('ten or more who are overdue at one point are told at once, and the mat is named first', () => {
  const race = aRace(measured).wave('A', { gun: '09:00:00' });
  const bibs = Array.from({ length: 10 }, (_, index) => String(index + 1));
  for (const bib of bibs.toReversed()) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
    race.passes(bib, '5 km', bib === '4' ? '09:19:00' : '09:20:00');
  }
  const [told, ...more] = overdue(race, '10:00:00');
  expect(more).toEqual([]);
  expect(told!.participantIds).toEqual(bibs.map((bib) => storyId('participant', bib)));
  expect(told!.sentence).toBe(
    '10 runners are overdue at finish (bibs 1, 2, 3, 4, 5 and 5 more), the first since 09:38:00. So many at once: look at the mat at finish first, then ask the course marshals.',
  );
  race.passes('10', 'finish', '09:40:00');
  expect(overdue(race, '10:00:00').map(({ participantIds }) => participantIds.length)).toEqual(Array.from({ length: 9 }, () => 1));
});

test('without a finish point nobody is overdue behind the last split', () => {
  const race = lostAfterHalfWay({ points: { start: { kind: 'start' }, '5 km': { kind: 'split', distanceM: 5_000 } } });
  expect(bibsOverdue(race, '23:00:00')).toEqual([]);
});

/** Starts at 1 km, so half way to the finish at 11 km is at 6 km. */
const fromOneKm: RaceStorySettings = {
  points: {
    start: { kind: 'start', distanceM: 1_000 },
    half: { kind: 'split', distanceM: 6_000 },
    finish: { kind: 'finish', distanceM: 11_000 },
  },
};

test('distances count from that of the start, for the pace and for the cut-off', () => {
  const race = aRace({ ...fromOneKm, rules: { cutOffMs: 5_400_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('7')
    .participant('8');
  race.passes('7', 'start', '09:00:00');
  race.passes('7', 'half', '09:20:00');
  race.passes('8', 'start', '09:00:00');
  const expected = overdue(race, '12:00:00').map(({ participantIds, facts }) => [participantIds[0], facts.runners[0]!.expectedAtMs]);
  expect(expected).toEqual([
    [storyId('participant', '8'), race.time('09:45:00').atMs],
    [storyId('participant', '7'), race.time('09:40:00').atMs],
  ]);
});

test('a split no further than the start gives no pace: the others show how far the next point is', () => {
  const points: RaceStorySettings['points'] = {
    start: { kind: 'start', distanceM: 1_000 },
    bridge: { kind: 'split', distanceM: 1_000 },
    finish: { kind: 'finish', distanceM: 11_000 },
  };
  const race = aRace({ points }).wave('A', { gun: '09:00:00' });
  for (const [bib, finish] of [
    ['7', null],
    ['1', '09:30:00'],
    ['2', '09:50:00'],
  ] as const) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
    race.passes(bib, 'bridge', '09:10:00');
    if (finish) race.passes(bib, 'finish', finish);
  }
  // Of two the slower is the middle.
  expect(overdue(race, '12:00:00')[0]!.facts.runners[0]!.expectedAtMs).toBe(race.time('09:50:00').atMs);
});

test('where a distance is not known each way has its own length, and who missed a point of it says nothing', () => {
  const points: RaceStorySettings['points'] = {
    start: { kind: 'start' },
    a: { kind: 'split', distanceM: 2_000 },
    b: { kind: 'split' },
    finish: { kind: 'finish' },
  };
  const race = aRace({ points }).wave('A', { gun: '09:00:00' });
  const runs = (bib: string, passes: Record<string, string>) => {
    race.participant(bib);
    for (const [location, at] of Object.entries(passes)) race.passes(bib, location, at);
  };
  runs('1', { start: '09:00:00', a: '09:10:00', b: '09:20:00', finish: '09:50:00' });
  runs('2', { start: '09:00:00', b: '09:20:00', finish: '10:20:00' });
  runs('3', { start: '09:00:00', a: '09:10:00', finish: '09:50:00' });
  runs('7', { start: '09:00:00', a: '09:11:00' });
  runs('8', { start: '09:00:00', b: '09:22:00' });
  const expected = overdue(race, '12:59:00').map(({ facts }) => [facts.nextPointId, facts.runners[0]!.expectedAtMs]);
  expect(expected).toEqual([
    [storyId('point', 'b'), race.time('09:22:00').atMs],
    [storyId('point', 'finish'), race.time('10:28:00').atMs],
  ]);
});

test('a field that has all come to the point is through, finished or not, and who never came to the line is none of it', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  for (const bib of ['1', '2', '3', '4', '5', '7', '8']) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
    if (bib < '6') race.passes(bib, '5 km', '09:30:00');
  }
  expect(bibsOverdue(race, '09:40:00.001')).toEqual([]);
  race.passes('8', '5 km', '09:29:00');
  expect(bibsOverdue(race, '09:40:00.001')).toEqual(['7']);
  const noShows = fieldThrough(37, ['7', '8']).wave('B').participant('9').participant('10', { wave: 'B' });
  expect(bibsOverdue(noShows, '11:00:00')).toEqual([]);
});

test('points are told in the order of the course', () => {
  const race = aRace({ ...measured, rules: { cutOffMs: 3_600_000 } }).wave('A', { gun: '09:00:00' });
  for (const bib of ['1', '2']) {
    race.participant(bib);
    race.passes(bib, 'start', '09:00:00');
  }
  race.passes('1', '5 km', '09:20:00');
  expect(bibsOverdue(race, '11:00:00')).toEqual(['2', '1']);
});
