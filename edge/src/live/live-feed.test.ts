import type { Delta } from '@chute/protocol';
import { setupHash } from '@chute/timing';
import { aRace, type RaceStory } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import { LiveFeed } from './live-feed.ts';

/** A screen that has seen the race so far, and what it is told of each thing that happens from then on. */
function aScreen(race: RaceStory) {
  const deltas: Delta[] = [];
  const feed = new LiveFeed({
    eventId: race.setup.event.id,
    newId: () => '01900000-0000-7000-8000-000000000001',
    personOf: () => undefined,
    tell: (_, news) => 'delta' in news && deltas.push(news.delta),
    soon: (run) => run(),
  });
  const scorer = race.scorer();
  feed.replaced({ eventId: race.setup.event.id, setupHash: setupHash(race.setup), setup: race.setup, scorer });
  feed.since('public', null);
  const toldOf = (happen: () => unknown) => {
    happen();
    feed.changed(scorer.add(race.entries));
    return deltas.splice(0);
  };
  return { toldOf };
}

test('a screen hears of a finisher alone, and of the event when a gun or the end of a race moves it', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('101').participant('102');
  const { toldOf } = aScreen(race);
  const rowsAndEvent = (deltas: Delta[]) => deltas.map(({ rows, event }) => [rows.map(({ bib }) => bib), event !== null]);

  expect(rowsAndEvent(toldOf(() => race.passes('101', 'finish', '09:41:07')))).toEqual([[['101'], false]]);
  expect(toldOf(() => race.gun('A', '09:01:00'))[0]?.event?.waves).toMatchObject([{ gunAtMs: race.time('09:01:00').atMs }]);
  expect(rowsAndEvent(toldOf(() => race.passes('102', 'finish', '09:42:00')))).toEqual([[['102'], false]]);
  expect(toldOf(() => race.close())[0]?.event?.races).toMatchObject([{ closed: true }]);
  expect(toldOf(() => race.reopen())[0]?.event?.races).toMatchObject([{ closed: false }]);
});
