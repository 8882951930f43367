import { type RaceClock, raceClockSchema } from '@chute/protocol';
import { SettingsError } from './settings-error.ts';

/** Race time as it runs in this process. Time-outs, ages and tokens use real time instead. */
export type RunningClock = { nowMs: () => number; clock: RaceClock };

export const realTime: RaceClock = { originMs: 0, anchorMs: 0, rate: 1 };

/** What `CHUTE_CLOCK` says; real time when it says nothing. Errors: `SettingsError`. */
export function readClock(text: string | undefined): RaceClock {
  if (!text) return realTime;
  const parsed = raceClockSchema.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  throw new SettingsError([
    { variable: 'CHUTE_CLOCK', problem: 'must be JSON with the numbers originMs, anchorMs and rate (above 0); leave it out for real time' },
  ]);
}

/** race time = originMs + rate × (system − anchorMs), as whole epoch milliseconds. `systemMs` is for tests. */
export function raceClock(clock: RaceClock = realTime, systemMs: () => number = Date.now): RunningClock {
  return { clock, nowMs: () => Math.round(clock.originMs + clock.rate * (systemMs() - clock.anchorMs)) };
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
