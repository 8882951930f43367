import { expect, test } from 'vitest';
import { anEvent, aRow, gunAtMs, id, raceId } from '../testing/live-messages.ts';
import { clockFace, countdownOf } from './race-time-layers.ts';

const half = id(2);
const races = [anEvent().races[0]!, { ...anEvent().races[0]!, raceId: half, name: 'Half' }];
const wave = { ...anEvent().waves[0]!, gunAtMs: null };
const event = anEvent({
  races,
  waves: [anEvent().waves[0]!, { ...wave, waveId: id(12), raceId: half, name: 'Half', scheduledAtMs: gunAtMs + 600_000 }],
});

test('the clock is that of the shown runner, else of the first race that runs', () => {
  const clock = { clock: 'race' as const, race: null };
  expect(clockFace(clock, { event, row: aRow('1', 30, { raceId: half }) })).toMatchObject({
    raceId: half,
    words: expect.stringContaining('Starts'),
  });
  expect(clockFace(clock, { event, row: null })).toMatchObject({ raceId, gunAtMs });
  expect(clockFace({ clock: 'race', race: 7 }, { event, row: null })).toBeNull();
});

test('the countdown is to the next start without a gun, and over when all have one', () => {
  expect(countdownOf({ to: { to: 'start', race: null } }, event)).toEqual({ toMs: gunAtMs + 600_000, label: 'Half' });
  expect(countdownOf({ to: { to: 'start', race: 1 } }, event)).toBeNull();
  expect(countdownOf({ to: { to: 'instant', atMs: 5 } }, null)).toEqual({ toMs: 5, label: '' });
});
