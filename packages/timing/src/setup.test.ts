import { expect, test } from 'vitest';
import { defaultRules } from './setup.ts';

test('a race that says nothing is timed by these rules', () => {
  const [second, minute, hour] = [1_000, 60_000, 3_600_000];
  expect(defaultRules).toEqual({
    ...{ rankBy: 'chip', gunPlaces: 0, placesFrom: 'exact', roundUpToMs: second, ageOn: 'race-day', doubleDip: false },
    ...{ startWindowMs: 30 * minute, minimumFinishMs: 0, passingGapMs: 10 * second, backupWindowMs: 10 * second },
    ...{ minimumLapMs: minute, earlyStart: 'gun', cutOffMs: null, gunNearMs: 30 * minute, protestMs: hour, fastestKmMs: 2 * minute },
  });
});
