import type { RaceClock } from '@chute/protocol';

/** How race time and this machine's time go together. */
export type Pace = {
  raceMs: (nowMs: number) => number;
  /** When it will be that race time; never earlier than asked. */
  realMs: (raceMs: number) => number;
};

/** Race time as the clock of demos and tests has it: origin + rate × (system − anchor). */
export function paceOf({ originMs, anchorMs, rate }: RaceClock): Pace {
  return {
    raceMs: (nowMs) => originMs + rate * (nowMs - anchorMs),
    realMs: (raceMs) => Math.ceil(anchorMs + (raceMs - originMs) / rate),
  };
}

/** The race is over, and all of it is said at once. */
export const atOnce: Pace = { raceMs: () => Number.POSITIVE_INFINITY, realMs: () => Number.NEGATIVE_INFINITY };
