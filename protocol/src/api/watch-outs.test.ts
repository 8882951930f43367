import { rehearse, type WatchOut } from '@chute/timing';
import { aRace, storyId } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import { watchOutsAnswerSchema, watchOutsBody } from './watch-outs.ts';

const told = (watchOuts: readonly WatchOut[]) =>
  watchOutsAnswerSchema.parse(watchOutsBody(watchOuts, { nowMs: 1_779_008_400_000 })).watch_outs;

/** One of each, from stories; what the answer says of it passes the schema that the API shows. */
function aBadDay() {
  const race = aRace({
    rules: { minimumFinishMs: 1_500_000 },
    points: { start: { kind: 'start' }, '5 km': { kind: 'split', distanceM: 5_000 }, finish: { kind: 'finish' } },
  })
    .wave('A', { gun: '09:00:00', gunLocations: ['nowhere'] })
    .wave('B', { gun: '09:10:00' })
    .wave('C', { scheduled: '09:20:00' })
    .division('F20-40', { sex: 'F', ageMin: 20, ageMax: 40 })
    .division('F40 and over', { sex: 'F', ageMin: 40 });
  const runs = (bib: string, wave: string, passes: Record<string, string>) => {
    race.participant(bib, { wave });
    for (const [location, at] of Object.entries(passes)) race.passes(bib, location, at);
  };
  runs('1', 'A', { start: '09:00:05', '5 km': '09:20:00', finish: '09:41:00' });
  runs('2', 'A', { start: '09:00:05', '5 km': '09:20:00' });
  runs('3', 'A', { start: '09:00:05', '5 km': '09:03:00', finish: '09:41:00' });
  runs('4', 'A', { '5 km': '09:20:00', finish: '09:41:00' });
  runs('5', 'C', { start: '09:20:05' });
  runs('6', 'A', { start: '09:10:05', '5 km': '09:30:00', finish: '09:51:00' });
  runs('7', 'B', { start: '09:00:05', '5 km': '09:20:00', finish: '09:41:00' });
  for (const bib of ['11', '12', '13', '14', '15']) runs(bib, 'A', { start: '09:00:05', finish: '09:41:00' });
  race.passes('1', '5 km', '09:41:30');
  race.participant('16', { chips: ['C1'] }).participant('17', { chips: ['C1'] });
  race.participant('18').participant('18', { id: storyId('participant', 'another 18') });
  race.passes('18', 'start', '09:00:05');
  return race;
}

test('every watch-out of a bad day passes the schema that the API shows, sentence and figures', () => {
  const race = aBadDay();
  const watchOuts = race.watchOuts('11:00:00');
  const answer = told(watchOuts);
  expect(answer.map(({ code, sentence }) => [code, sentence])).toEqual(watchOuts.map(({ code, sentence }) => [code, sentence]));
  const factsOf = (code: WatchOut['code']) => answer.flatMap((one) => (one.code === code ? one.facts : []));
  const point = (name: string) => storyId('point', name);
  expect(factsOf('wave-without-gun')).toEqual([
    { wave_id: storyId('wave', 'C'), runners: 1, first_read_at: '2026-05-17T09:20:05.000Z', last_read_at: '2026-05-17T09:20:05.000Z' },
  ]);
  expect(factsOf('overdue')).toContainEqual({
    next_point_id: point('finish'),
    runners: [
      {
        participant_id: storyId('participant', '2'),
        last_point_id: point('5 km'),
        last_seen_at: '2026-05-17T09:20:00.000Z',
        expected_at: '2026-05-17T09:39:55.000Z',
      },
    ],
  });
  expect(factsOf('missed-reads')).toEqual([{ location: '5 km', reader: null, antenna: null, known: 11, missed: 5, heard_by_others: 0 }]);
  expect(factsOf('swapped-chips')).toEqual([{ evidence: 'start', others: 0 }]);
  expect(factsOf('one-chip-two-people')).toEqual([
    { how: 'too-far-apart', locations: ['finish', '5 km'], apart_ms: 30_000, needed_ms: 600_000 },
    { how: 'two-bibs', chip: 'C1', bibs: ['16', '17'] },
    { how: 'two-wearers', bib: '18', reads: 1 },
  ]);
  expect(factsOf('impossible-time')).toEqual([
    {
      from_point_id: point('start'),
      to_point_id: point('5 km'),
      distance_m: 5_000,
      fastest_ms: 600_000,
      runners: [{ participant_id: storyId('participant', '3'), took_ms: 175_000 }],
    },
  ]);
  expect(factsOf('finish-without-start')).toContainEqual({ finishers: 1, read_at_start: 0 });
  expect(factsOf('age-bands')).toEqual([{ sex: 'F', overlaps: [{ from: 40, to: 40 }], holes: [] }]);
  expect(factsOf('finish-window')).toEqual([
    { setting: 'minimumFinishMs', point_id: point('finish'), runner: 'fastest', since_gun_ms: 1_200_000 },
    { setting: 'gunLocations', wave_id: storyId('wave', 'A') },
  ]);
});

test('an answer says as of when it is, whom it is about and which entries show it', () => {
  const race = aBadDay();
  const body = watchOutsBody(race.watchOuts('11:00:00'), { nowMs: race.time('11:00:00').atMs });
  expect(body.as_of).toBe('2026-05-17T11:00:00.000Z');
  const swap = body.watch_outs.find(({ code }) => code === 'swapped-chips')!;
  expect(swap).toMatchObject({ race_id: storyId('race', 'race'), participant_ids: ['6', '7'].map((bib) => storyId('participant', bib)) });
  expect(swap.sources[0]).toEqual({ journal_id: storyId('journal', 'finish box'), seq: expect.any(Number) });
  expect(told(rehearse(race.setup))).toHaveLength(3);
});
