import { expect, test } from 'vitest';
import { HandTime } from '../testing/hand-time.ts';
import { TakeOvers } from './take-overs.ts';

function aBox() {
  const time = new HandTime();
  const takeOvers = new TakeOvers(time);
  /** A connection that is let in, and gone after this long. */
  const link = (ms: number) => {
    takeOvers.opened();
    time.pass(ms);
    takeOvers.closed();
  };
  return { time, takeOvers, link };
}

test('a box that is put out three times, each time soon after it was let in, suspects a twin; when a link stands it does no more', () => {
  const { time, takeOvers, link } = aBox();
  for (let times = 0; times < 2; times += 1) link(300);
  expect(takeOvers.twin()).toBeUndefined();
  link(300);
  expect(takeOvers.twin()).toBe('suspected');
  takeOvers.opened();
  time.pass(20_000);
  expect(takeOvers.twin()).toBeUndefined();
  takeOvers.closed();
  expect(takeOvers.attempt).toBe(0);
});

test('who is put out again and again waits longer each time, and no longer than 8 s, so that the other box gets through', () => {
  const { takeOvers, link } = aBox();
  const attempts = Array.from({ length: 8 }, () => {
    link(300);
    return takeOvers.attempt;
  });
  expect(attempts).toEqual([0, 1, 2, 3, 4, 4, 4, 4]);
});

test('a hub that is started again and again is no twin: between its links nobody is let in', () => {
  const { takeOvers, link } = aBox();
  for (let start = 0; start < 10; start += 1) {
    link(300);
    takeOvers.closed(); // refused
  }
  expect(takeOvers.twin()).toBeUndefined();
  expect(takeOvers.attempt).toBe(0);
});

test('what the hub says of a twin counts for a minute', () => {
  const { time, takeOvers } = aBox();
  takeOvers.toldOfTwin();
  expect(takeOvers.twin()).toBe('certain');
  time.pass(60_000);
  expect(takeOvers.twin()).toBeUndefined();
});
