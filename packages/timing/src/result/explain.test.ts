import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';

test('every read is accounted for, with the rule that decided', () => {
  const race = aRace({ rules: { startWindowMs: 600_000, minimumFinishMs: 900_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('101', { chips: ['C1'] });
  race.passes('101', 'start', '08:58:00');
  race.passes('101', 'start', '09:00:02');
  race.passes('101', 'start', '09:00:30.000');
  race.passes('101', 'start', '09:00:31.500');
  race.passes('101', 'start', '09:12:00');
  race.passes('101', 'finish', '09:13:00');
  race.passes('101', '5 km', '09:20:00');
  race.passes('101', 'car park', '09:30:00');
  race.void(race.passes('101', 'finish', '09:35:00'));
  race.passes('101', 'finish', '09:41:18.000', { sourceSeq: 8 });
  race.passes('101', 'finish', '09:41:18.000', { sourceSeq: 8, journal: 'spare box' });
  race.passes('101', 'finish', '09:41:19.200');
  race.passes('101', 'finish', '09:55:00');
  const told = race
    .explain('101')
    .reads.map(({ location, used, rule, use }) => `${location}: ${used ? 'used' : 'not used'}, ${rule}, ${use}`);
  expect(told).toEqual([
    'start: not used, SR-04, before the gun',
    'start: not used, SR-04, a later read at the start counts',
    'start: not used, SR-06, another read of the same passing',
    'start: used, SR-04, start',
    'start: not used, SR-04, after the start window',
    'finish: not used, SR-05, before the minimum finish time, or outside the window of the finish',
    '5 km: used, SR-25, split 5 km',
    'car park: not used, SR-25, car park is no point of this race',
    'finish: not used, void, taken out by a person',
    'finish: used, SR-05, finish',
    'finish: not used, SR-31, another copy of a read that counts once',
    'finish: not used, SR-06, another read of the same passing',
    'finish: not used, SR-05, after the finish',
  ]);
});

test('the sentence says what a timer would say', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('101');
  race.passes('101', 'start', '09:00:11');
  race.passes('101', 'finish', '09:41:18');
  race.passes('101', 'finish', '09:41:19');
  expect(race.explain('101').sentence).toBe(
    'Bib 101: finished the race with gun time 41:18, chip time 41:07. The gun was at 09:00:00.000; the start at 09:00:11.000 is the read at start; the finish at 09:41:18.000 is the read at finish. One more read was not needed.',
  );
});

test.each([
  [
    'nothing was heard',
    () => {},
    'Bib 7: entered for the race, not yet started. The gun was at 09:00:00.000; there is no read on the course since.',
  ],
  [
    'the start was missed and a person gave the finish',
    (race: ReturnType<typeof aRace>) => race.manual('7', 'finish', '09:40:00'),
    'Bib 7: finished the race with gun time 40:00, chip time 40:00. The gun was at 09:00:00.000; no start was read, so the gun stands in for it; the finish at 09:40:00.000 is a time that a person entered.',
  ],
  [
    'the runner was disqualified',
    (race: ReturnType<typeof aRace>) => race.disqualify('7', 'TR 17'),
    'Bib 7: DSQ in the race (TR 17). The gun was at 09:00:00.000; there is no read on the course since.',
  ],
])('the sentence when %s', (_when, happens, sentence) => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('7');
  happens(race);
  expect(race.explain('7').sentence).toBe(sentence);
});

test('a penalty is told, and so is a wave without a gun', () => {
  const race = aRace().wave('A').participant('7');
  race.passes('7', 'finish', '09:40:00');
  expect(race.explain('7')).toMatchObject({
    sentence:
      'Bib 7: entered for the race, not yet started. The wave has no gun, so there is nothing to measure from. One more read was not needed.',
    reads: [{ rule: 'SR-02', use: 'the wave has no gun yet' }],
  });
  race.gun('A', '09:00:00');
  race.penalty('7', 120_000);
  expect(race.explain('7').sentence).toContain('gun time 42:00, chip time 42:00');
  expect(race.explain('7').sentence).toContain('A penalty of 2:00 is in these times.');
});

test('a clock that was put right is told, with what the decoder showed', () => {
  const race = aRace({ day: '2026-05-17', lastDay: '2026-05-18', transitions: [{ fromMs: 0, offsetMs: 7_200_000 }] })
    .wave('A', { gun: '09:00:00' })
    .participant('7');
  const clockModel = (box: string, offsetMs: number) =>
    race.write('desk', { kind: 'clock-model', arrivedAtMs: 0, clockId: `clock of ${box}`, points: [{ decoderAtMs: 0, offsetMs }] });
  clockModel('start box', 1_800);
  clockModel('finish box', -40);
  race.passes('7', 'start', '09:00:05', { journal: 'start box', undated: true });
  race.passes('7', '5 km', '09:20:00', { journal: 'split box', timeText: '2026-05-17T07:20:00Z' });
  race.passes('7', 'finish', '09:41:18.040', { timeText: 'half past nine' });
  race.passes('7', 'finish', '09:41:18.040');
  const { reads, sentence } = race.explain('7');
  const atMs = (text: string) => race.time(text).atMs;
  const clocks = reads.map(({ decoderTime, correctionMs, atMs: at }) => ({ decoderTime, correctionMs, atMs: at }));
  expect(clocks).toEqual([
    { decoderTime: null, correctionMs: 0, atMs: null },
    { decoderTime: '2026-05-17T09:00:05.000', correctionMs: 1_800, atMs: atMs('09:00:06.800') },
    { decoderTime: '2026-05-17T07:20:00.000Z', correctionMs: 0, atMs: atMs('09:20:00') },
    { decoderTime: '2026-05-17T09:41:18.040', correctionMs: -40, atMs: atMs('09:41:18.000') },
  ]);
  expect(sentence).toContain(
    'the start at 09:00:06.800 is the read at start, its clock put forward by 1.800 s; the finish at 09:41:18.000 is the read at finish, its clock put back by 0.040 s.',
  );
});
