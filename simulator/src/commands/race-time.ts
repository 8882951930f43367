import type { RaceClock } from '@chute/protocol';
import { writtenInstantMs } from '@chute/service';
import { atOnce, type Pace, paceOf } from '../player/pace.ts';
import { UsageError } from './usage-error.ts';

export type RaceTimeOptions = { gun?: string; rate?: string; join?: string; zone: string };

export type RaceTime = {
  gunAtMs: number;
  pace: Pace /** For `CHUTE_CLOCK` of others; null when all is said at once. */;
  clock: RaceClock | null;
};

/**
 * When the gun is and how race time runs. `CHUTE_CLOCK` wins over `--rate` and `--join`, since it is shared with others.
 * Without a gun it comes 10 s (race time) after the start of the program.
 */
export function raceTime({ gun, rate, join, zone }: RaceTimeOptions, given: RaceClock | null, nowMs: number): RaceTime {
  if (given && (rate !== undefined || join !== undefined))
    throw new UsageError('CHUTE_CLOCK is set, so the race runs by it: leave out --rate and --join');
  const beforeGunMs = 10_000;
  if (given) {
    const pace = paceOf(given);
    return { gunAtMs: gun === undefined ? hundredth(pace.raceMs(nowMs) + beforeGunMs) : instant(gun, zone), pace, clock: given };
  }
  const gunAtMs = gun === undefined ? hundredth(nowMs + beforeGunMs) : instant(gun, zone);
  if (rate === 'max') return { gunAtMs, pace: atOnce, clock: null };
  const realTime = gun !== undefined && rate === undefined && join === undefined;
  const clock = realTime
    ? { originMs: 0, anchorMs: 0, rate: 1 }
    : { originMs: gunAtMs + (join === undefined ? -beforeGunMs : readDuration(join)), anchorMs: nowMs, rate: readRate(rate ?? '1') };
  return { gunAtMs, pace: paceOf(clock), clock };
}

export function readRate(text: string): number {
  const rate = Number(text.replace(/^[×x]/, ''));
  if (!(rate > 0)) throw new UsageError(`--rate ${text} is no speed: write 20 for twenty times real time, or max`);
  return rate;
}

/** `28m`, `90s`, `1h30m`, `-10s`. */
export function readDuration(text: string): number {
  const match = /^(-?)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text);
  if (!match || text === '' || text === '-') throw new UsageError(`${text} is no duration: write 28m, 90s, 1h30m or -10s`);
  const [, minus, hours = '0', minutes = '0', seconds = '0'] = match;
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000) * (minus ? -1 : 1);
}

export function instant(text: string, zone: string): number {
  const atMs = writtenInstantMs(zone, text);
  if (atMs === undefined)
    throw new UsageError(`${text} is no instant: write 2026-05-17T09:00:00 (local time of --zone) or 2026-05-17T07:00:00Z`);
  return atMs;
}

function hundredth(atMs: number): number {
  return Math.ceil(atMs / 10) * 10;
}
