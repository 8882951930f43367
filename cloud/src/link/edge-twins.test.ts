import { newId } from '@chute/service';
import { expect, test } from 'vitest';
import { EdgeTwins } from './edge-twins.ts';

let nowMs = 0;
const edgeId = newId();

/** One process of a box: it writes a journal of its own, and takes a new link at each connection. */
function aProcess(twins: EdgeTwins) {
  const writing = newId();
  return { connects: (linkId = newId()) => twins.heard(edgeId, { writing, linkId }) };
}

test('a box that is started again and again, with links that come and go, is one box', () => {
  const twins = new EdgeTwins(() => nowMs);
  for (let start = 0; start < 40; start += 1) {
    const process = aProcess(twins);
    for (let link = 0; link < 5; link += 1) expect(process.connects()).toBe(false);
  }
  expect(twins.isTwin(edgeId)).toBe(false);
});

test('two boxes that take turns are told once, and no more a minute after one was switched off', () => {
  const twins = new EdgeTwins(() => nowMs);
  const [one, other] = [aProcess(twins), aProcess(twins)];
  const told = Array.from({ length: 10 }, () => [one.connects(), other.connects()]).flat();
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(twins.list()).toEqual([edgeId]);
  nowMs += 61_000;
  expect(twins.list()).toEqual([]);
});

test('a late word of a process that has ended is no second box', () => {
  const twins = new EdgeTwins(() => nowMs);
  const [before, after] = [aProcess(twins), aProcess(twins)];
  const linkId = newId();
  before.connects(linkId);
  after.connects();
  for (let again = 0; again < 5; again += 1) before.connects(linkId);
  before.connects(); // its last link, whose words were all late
  after.connects();
  expect(twins.isTwin(edgeId)).toBe(false);
});

test('an edge of before, which does not say what it writes, is taken for one box', () => {
  const twins = new EdgeTwins(() => nowMs);
  for (let link = 0; link < 5; link += 1) twins.heard(edgeId, { linkId: newId() });
  expect(twins.list()).toEqual([]);
});
