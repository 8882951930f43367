import { expect, test } from 'vitest';
import { aRace } from '../testing/a-race.ts';

test('a void of any copy takes the read out, and what another reader heard at that moment stays', () => {
  for (const voided of [0, 1, 2]) {
    const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
    race.passes('1', 'finish', '09:39:59.999', { reader: 'A' });
    const copies = ['finish box', 'spare box', 'third box'].map((journal) => {
      const copy = race.passes('1', 'finish', '09:40:00', { journal, reader: 'A' });
      race.passes('1', 'finish', '09:40:00', { journal, reader: 'B' });
      return copy;
    });
    race.passes('1', 'finish', '09:40:00.001', { reader: 'A' });
    race.void(copies[voided]!);
    const use = race.explain('1').reads.map(({ atMs, use }) => `${atMs! - race.time('09:40:00').atMs} ${use}`);
    expect(use.filter((text) => text.includes('taken out'))).toEqual(copies.map(() => '0 taken out by a person'));
    expect(use.filter((text) => text.includes('another copy'))).toHaveLength(2);
    expect(use).toHaveLength(8);
  }
});

test('laps are counted as they were run, though one box shows UTC and the other the time of the place', () => {
  const race = aRace({ format: { kind: 'timed', limitMs: 7_200_000 }, transitions: [{ fromMs: 0, offsetMs: 7_200_000 }] })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'finish', '09:20:00');
  race.passes('1', 'finish', '09:45:00', { timeText: '2026-05-17T07:45:00Z', journal: 'other box' });
  race.passes('1', 'finish', '10:05:00');
  race.passes('1', 'finish', '10:30:00', { timeText: '2026-05-17T08:30:00Z', journal: 'other box' });
  expect(race.result('1').laps.map(({ gunTimeMs }) => gunTimeMs / 60_000)).toEqual([20, 45, 65, 90]);
});
