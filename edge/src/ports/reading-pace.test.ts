import { expect, test } from 'vitest';
import { idleTalkBytes, idleTalkBytesPerSecond, ReadingPace } from './reading-pace.ts';

const rewind = { bytes: 64 * 1024, reads: 1_000, otherWork: 0 };
const babble = { bytes: 64 * 1024, reads: 0, otherWork: 0 };

test('a decoder that sends all it ever heard is never made to wait', () => {
  const pace = new ReadingPace();
  for (let chunk = 0; chunk < 1_000; chunk += 1) expect(pace.pauseMs({ ...rewind, nowMs: 0 })).toBe(0);
});

test('a handshake, and all the pings of a day, are not worth a pause', () => {
  const pace = new ReadingPace();
  for (let second = 0; second < 86_400; second += 10) {
    expect(pace.pauseMs({ bytes: 400, reads: 0, otherWork: 20, nowMs: second * 1000 })).toBe(0);
  }
});

test('a box that babbles is read as slowly as its budget fills again', () => {
  const pace = new ReadingPace();
  let nowMs = 0;
  let bytes = 0;
  while (nowMs < 60_000) {
    nowMs += pace.pauseMs({ ...babble, nowMs });
    bytes += babble.bytes;
  }
  expect(bytes).toBeLessThanOrEqual(idleTalkBytes + 61 * idleTalkBytesPerSecond + babble.bytes);
});

test('short lines that have to be refused, answered and told of cost more than their bytes', () => {
  const short = { bytes: 6_000, reads: 0, otherWork: 1_000 };
  expect(new ReadingPace().pauseMs({ ...short, nowMs: 0 })).toBeGreaterThan(5_000);
});

test('one read among the babble does not pay for all of it', () => {
  const pace = new ReadingPace();
  const pauses = Array.from({ length: 10 }, () => pace.pauseMs({ ...babble, reads: 1, nowMs: 0 }));
  expect(pauses.at(-1)).toBeGreaterThan(1_000);
});
