import { expect, test } from 'vitest';
import { aDelta, aHead, aRow, aSnapshot } from '../testing/live-messages.ts';
import { Feed } from './feed.ts';

const bibs = (feed: Feed) => feed.shown?.standings.latest(null, 9).map(({ bib }) => bib);

/** A board that has shown bib 1 at 100 entries of stream 1. */
function aFeed(): Feed {
  const feed = new Feed();
  feed.takeSnapshot(aSnapshot({ revision: 5 }, [aRow('1', 40)]), 0);
  feed.takeHead(aHead({ revision: 5, entries: 100 }), 0);
  return feed;
}

test('a finisher comes with a delta, and a tombstone takes one away', () => {
  const feed = aFeed();
  expect(feed.takeDelta(aDelta({ from: 5, revision: 6 }, [aRow('2', 41)]), 1)).toMatchObject({ askAgain: false, finishes: [{ bib: '2' }] });
  expect(bibs(feed)).toEqual(['2', '1']);
  feed.takeDelta(aDelta({ from: 6, revision: 7 }, [], [aRow('1', 40).participantId]), 2);
  expect(bibs(feed)).toEqual(['2']);
  expect(feed.cursor()?.revision).toBe(7);
});

test('a delta that leaves a gap changes nothing, and the board must ask again', () => {
  const feed = aFeed();
  expect(feed.takeDelta(aDelta({ from: 6, revision: 7 }, [aRow('2', 41)]), 1).askAgain).toBe(true);
  expect(bibs(feed)).toEqual(['1']);
  expect(feed.cursor()?.revision).toBe(5);
});

test('a delta heard twice, or one that overlaps, counts once', () => {
  const feed = aFeed();
  feed.takeDelta(aDelta({ from: 5, revision: 7 }, [aRow('2', 41)]), 1);
  expect(feed.takeDelta(aDelta({ from: 5, revision: 6 }, [aRow('2', 99)]), 2)).toEqual({ askAgain: false, finishes: [] });
  expect(feed.shown?.standings.latest(null, 1)[0]?.rankKey).toBe(41 * 60_000);
});

test('a head that is further than what was heard means that something was missed', () => {
  const feed = aFeed();
  expect(feed.takeHead(aHead({ revision: 6, entries: 101 }), 1).askAgain).toBe(true);
  expect(feed.takeHead(aHead({ revision: 5, entries: 100 }), 1).askAgain).toBe(false);
});

test('a hub restored from a backup does not take the picture back: the old one stays until it has caught up', () => {
  const feed = aFeed();
  feed.takeSnapshot(aSnapshot({ stream: 2, revision: 1 }, []), 1);
  feed.takeHead(aHead({ stream: 2, revision: 1, entries: 88 }), 1);
  expect(bibs(feed)).toEqual(['1']);
  expect(feed.behindBy()).toBe(12);
  feed.takeDelta(aDelta({ stream: 2, from: 1, revision: 2 }, [aRow('1', 40), aRow('2', 41)]), 2);
  feed.takeHead(aHead({ stream: 2, revision: 2, entries: 100 }), 2);
  expect(bibs(feed)).toEqual(['2', '1']);
  expect(feed.isHolding).toBe(false);
});

test('a person may take the older picture', () => {
  const feed = aFeed();
  feed.takeSnapshot(aSnapshot({ stream: 2, revision: 1 }, []), 1);
  feed.takeHead(aHead({ stream: 2, revision: 1, entries: 88 }), 1);
  feed.showArriving(2);
  expect(bibs(feed)).toEqual([]);
  expect(feed.behindBy()).toBe(0);
});

test('a restarted source that knows as much is taken with its first head', () => {
  const feed = aFeed();
  feed.takeSnapshot(aSnapshot({ stream: 2, revision: 1 }, [aRow('1', 40), aRow('3', 43)]), 1);
  feed.takeHead(aHead({ stream: 2, revision: 1, entries: 100 }), 1);
  expect(bibs(feed)).toEqual(['3', '1']);
});

test('the same stream is believed also when it takes entries away: a session was moved to another event', () => {
  const feed = aFeed();
  feed.takeSnapshot(aSnapshot({ revision: 9 }, []), 1);
  feed.takeHead(aHead({ revision: 9, entries: 40 }), 1);
  expect(bibs(feed)).toEqual([]);
  expect(feed.behindBy()).toBe(0);
});

test('a copy kept by the browser gives way to the source at once, and what the source lacks is still said', () => {
  const kept = aFeed().keep()!;
  const feed = new Feed();
  feed.takeCopy(kept);
  expect(bibs(feed)).toEqual(['1']);
  expect(feed.cursor()).toEqual(kept.cursor);
  feed.takeSnapshot(aSnapshot({ stream: 2, revision: 1 }, []), 1);
  feed.takeHead(aHead({ stream: 2, revision: 1, entries: 88 }), 1);
  expect(bibs(feed)).toEqual([]);
  expect(feed.behindBy()).toBe(12);
});

test('a copy says how old it is until the source is heard, and what was finished before is no news', () => {
  const feed = new Feed();
  feed.takeCopy({ ...aFeed().keep()!, heardAtMs: 7 });
  expect(feed.shown).toMatchObject({ isCopy: true, heardAtMs: 7 });
  expect(feed.takeHead(aHead({ revision: 5, entries: 100 }), 9)).toEqual({ askAgain: false, finishes: [] });
  expect(feed.shown).toMatchObject({ isCopy: false, heardAtMs: 9 });
});

test('what is held back makes the picture on the screen no younger', () => {
  const feed = aFeed();
  feed.takeSnapshot(aSnapshot({ stream: 2, revision: 1 }, []), 60_000);
  feed.takeHead(aHead({ stream: 2, revision: 1, entries: 88 }), 61_000);
  expect(feed.shown?.heardAtMs).toBe(0);
});
