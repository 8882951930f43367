import { expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';
import { HandTime } from './testing/hand-time.ts';

test('a clock that is moved is told once, with how far; one that is only slewed is not', () => {
  const time = new HandTime();
  const told: unknown[] = [];
  let movedMs = 0;
  const watch = new ClockWatch({ ...time, wallMs: () => time.steadyMs() + movedMs, notice: ({ facts }) => told.push(facts) });
  for (let second = 0; second < 10; second += 1) {
    movedMs += 20;
    time.pass(1_000);
  }
  expect(told).toEqual([]);
  movedMs -= 3_600_000;
  time.pass(5_000);
  expect([told, watch.steps]).toEqual([[{ movedMs: -3_600_000 }], 1]);
});
