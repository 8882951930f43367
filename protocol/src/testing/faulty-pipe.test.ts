import { expect, test } from 'vitest';
import { FaultyPipe, type PipeFaults } from './faulty-pipe.ts';
import { seededRandom } from './seeded-random.ts';
import { VirtualTime } from './virtual-time.ts';

const still = { drop: 0, repeat: 0, delayMs: { from: 10, to: 10 } };

test('a pipe without faults delivers everything once and in order, after its delay', () => {
  const { pipe, time, heard } = aPipe(still);
  for (const message of [1, 2, 3]) pipe.send(message);
  time.runUntil(9);
  expect(heard).toEqual([]);
  time.runUntil(10);
  expect(heard).toEqual([1, 2, 3]);
});

test('about as much is lost, repeated and out of order as was asked for', () => {
  const { pipe, time, heard } = aPipe({ drop: 0.25, repeat: 0.5, delayMs: { from: 1, to: 100 } });
  for (let message = 0; message < 2_000; message += 1) {
    pipe.send(message);
    time.runUntil(time.nowMs + 5);
  }
  time.runUntil(time.nowMs + 1_000);
  const [distinct, late] = [new Set(heard).size, heard.filter((message, at) => at > 0 && message < heard[at - 1]!).length];
  expect(distinct).toBeGreaterThan(1_400);
  expect(distinct).toBeLessThan(1_600);
  expect(heard.length / distinct).toBeGreaterThan(1.4);
  expect(late).toBeGreaterThan(500);
  expect(pipe.counts).toEqual({ sent: 2_000, dropped: 2_000 - distinct, repeated: heard.length - distinct });
});

test('one seed is one course of events', () => {
  const courseOf = (seed: number) => {
    const { pipe, time, heard } = aPipe({ drop: 0.3, repeat: 0.3, delayMs: { from: 1, to: 50 } }, seed);
    for (let message = 0; message < 50; message += 1) pipe.send(message);
    time.runUntil(1_000);
    return heard.join();
  };
  expect(courseOf(7)).toBe(courseOf(7));
  expect(courseOf(7)).not.toBe(courseOf(8));
});

test('what is under way when the pipe is cut never arrives', () => {
  const { pipe, time, heard } = aPipe(still);
  pipe.send(1);
  pipe.cut();
  pipe.send(2);
  time.runUntil(1_000);
  expect(heard).toEqual([2]);
});

function aPipe(faults: PipeFaults, seed = 1) {
  const time = new VirtualTime();
  const heard: number[] = [];
  const later = (delayMs: number, run: () => void) => time.later(delayMs, run);
  const pipe = new FaultyPipe<number>({ random: seededRandom(seed), faults, later, deliver: (message) => heard.push(message) });
  return { pipe, time, heard };
}
