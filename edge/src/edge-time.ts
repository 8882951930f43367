import { readFileSync } from 'node:fs';
import type { RaceClock } from '@chute/protocol';
import { newId, type RunningClock } from '@chute/service';

/** Time as an edge uses it. Entries and screens are in race time; time-outs, ages and back-offs in steady time, which never steps (R6). */
export type EdgeTime = {
  raceNowMs: () => number;
  raceClock: RaceClock;
  /** This machine's wall clock, which people and services move. */
  wallMs: () => number;
  /** Milliseconds of this machine's monotonic clock. */
  steadyMs: () => number;
  /** Of the machine's boot: `steadyMs` of two boots cannot be compared. */
  bootId: string;
  /** Calls `run` once, `ms` from now, unless cancelled. */
  after: (ms: number, run: () => void) => () => void;
};

export function systemTime(clock: RunningClock): EdgeTime {
  return {
    raceNowMs: clock.nowMs,
    raceClock: clock.clock,
    wallMs: Date.now,
    steadyMs: () => Math.round(Number(process.hrtime.bigint() / 1_000n) / 1_000),
    bootId: bootId(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return newId(); // not Linux: then each start of the program counts as a boot of its own
  }
}
