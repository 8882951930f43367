import { courseLocations } from './course.ts';
import type { FaultRates, RaceWish } from './race-plan.ts';

export const noFaults: FaultRates = {
  repeat: 0,
  reorder: 0,
  missRead: 0,
  missPassing: 0,
  gap: 0,
  stranger: 0,
  cuts: 0,
  gunLateMs: 0,
  clockOffsetMs: {},
  disqualified: 0,
  swappedChips: 0,
  replacedChips: 0,
  doNotStart: 0.02,
  dropOut: 0.015,
};

/** A 10 km of 300 runners in two waves with one box at all mats and nothing going wrong, but for what `asked` says. */
export function wishFor(asked: Partial<Omit<RaceWish, 'faults'>> & Pick<RaceWish, 'gunAtMs'> & { faults?: Partial<FaultRates> }): RaceWish {
  const distanceM = asked.distanceM ?? 10_000;
  const splitsAtM = asked.splitsAtM ?? [Math.round(distanceM / 2)];
  return {
    seed: '1',
    eventName: `Simulated ${distanceM / 1000} km`,
    eventId: null,
    runners: 300,
    waves: 2,
    waveGapMs: 300_000,
    rankBy: 'chip',
    readsEach: 2,
    zone: 'UTC',
    boxes: [{ name: 'course', family: 'ctp01', locations: courseLocations({ splitsAtM }) }],
    ...asked,
    distanceM,
    splitsAtM,
    faults: { ...noFaults, ...asked.faults },
  };
}
