import { expect, test } from 'vitest';
import { aHead, anEvent, gunAtMs, id, raceId } from '../testing/live-messages.ts';
import { raceClocks, wavesWithoutGun } from './race-clocks.ts';
import { RaceNow } from './race-now.ts';

const waveB = { waveId: id(12), raceId, name: 'B', scheduledAtMs: gunAtMs + 300_000, gunAtMs: null };

test('the clock of a race runs from its first gun', () => {
  const [face] = raceClocks(anEvent({ waves: [...anEvent().waves, waveB] }), null, 3);
  expect(face).toMatchObject({ gunAtMs, label: '10 km · A', words: '' });
});

test('before the gun the clock says when the start is planned', () => {
  const waves = anEvent().waves.map((wave) => ({ ...wave, gunAtMs: null }));
  expect(raceClocks(anEvent({ waves }), null, 3)[0]).toMatchObject({ gunAtMs: null, words: 'Starts 09:00' });
});

test('a race that is closed has no running clock', () => {
  const races = anEvent().races.map((race) => ({ ...race, closed: true }));
  expect(raceClocks(anEvent({ races }), null, 3)[0]).toMatchObject({ isClosed: true, words: 'Race closed' });
});

test('a wave whose time has come without a gun is said loudly, and not a second earlier', () => {
  const event = anEvent({ waves: [...anEvent().waves, waveB] });
  expect(wavesWithoutGun(event, waveB.scheduledAtMs - 1)).toEqual([]);
  expect(wavesWithoutGun(event, waveB.scheduledAtMs)).toEqual(['Wave B has no gun: no results']);
  expect(wavesWithoutGun(event, null)).toEqual([]);
});

test('the clock follows the source at its rate, whatever the time of this computer', () => {
  const now = new RaceNow();
  expect(now.at(0)).toBeNull();
  const clock = { originMs: 0, anchorMs: 0, rate: 20 };
  now.onHead(aHead({ revision: 1, entries: 1 }, { asOfMs: gunAtMs, clock }), 1_000);
  expect(now.at(1_500)).toBe(gunAtMs + 10_000);
});

test('a head that was held up on its way does not set the clock back', () => {
  const now = new RaceNow();
  const head = (asOfMs: number) => aHead({ revision: 1, entries: 1 }, { asOfMs });
  now.onHead(head(gunAtMs), 1_000);
  now.onHead(head(gunAtMs + 1_000), 2_400);
  expect(now.at(2_400)! - gunAtMs).toBeCloseTo(1_400, -1);
});

test('a source that falls behind does not set the clock back, and its data grows old', () => {
  const now = new RaceNow();
  const stuck = aHead({ revision: 1, entries: 1 }, { asOfMs: gunAtMs, clock: { originMs: 0, anchorMs: 0, rate: 20 } });
  for (let second = 0; second <= 30; second += 1) now.onHead(stuck, second * 1_000);
  expect((now.at(30_000)! - gunAtMs) / 20).toBeCloseTo(30_000, -2);
  expect(now.ageMs(gunAtMs, 30_000)).toBeCloseTo(30_000, -2);
});

test('a source whose clock was set back is followed with the next link', () => {
  const now = new RaceNow();
  now.onHead(aHead({ revision: 1, entries: 1 }, { asOfMs: gunAtMs }), 0);
  now.onLink();
  now.onHead(aHead({ revision: 1, entries: 1 }, { asOfMs: gunAtMs - 3_600_000 }), 1_000);
  expect(now.at(1_000)).toBe(gunAtMs - 3_600_000);
});
