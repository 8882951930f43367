import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { deltaSchema, LivePicture, liveNamespace, snapshotSchema } from '@chute/protocol';
import { setupHash } from '@chute/timing';
import { aRace } from '@chute/timing/testing';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { EdgeDoor } from '../http/edge-door.ts';
import { LiveFeed } from './live-feed.ts';
import { openLiveSockets } from './live-sockets.ts';

test('a hundred screens that come at once in mid-race get whole pictures and miss nothing, and few pictures are encoded', async () => {
  const bibs = Array.from({ length: 120 }, (_, at) => String(at + 1));
  const edge = await anEdge({ bibs });
  const crowd = await Promise.all(bibs.slice(0, 100).map(() => edge.aScreen()));
  for (const screen of crowd) screen.subscribe();
  for (const [at, bib] of bibs.entries()) {
    edge.finishes(bib, at);
    if (at % 10 === 0) await new Promise(setImmediate);
  }
  await expect.poll(() => crowd.filter(({ picture }) => picture.cursor()?.revision !== edge.cursor()?.revision)).toEqual([]);
  for (const { picture, missed } of crowd) {
    expect([...picture.shown!.rows.values()].filter(({ status }) => status === 'finished')).toHaveLength(bibs.length);
    expect(missed()).toBe(0);
  }
  expect(edge.picturesEncoded()).toBeLessThan(20);
});

test('a screen that does not read holds nobody up, is given no second picture, and has all once it reads', async () => {
  const edge = await anEdge({ bibs: ['101'], nameLength: 12_000_000 });
  const [slow, quick] = [await edge.aScreen(), await edge.aScreen()];
  slow.line().pause();
  slow.subscribe();
  await expect.poll(() => edge.picturesEncoded()).toBe(1);
  quick.subscribe();
  await expect.poll(() => quick.picture.shown).not.toBeNull();
  slow.subscribe();
  edge.finishes('101', 1);
  await expect.poll(() => quick.picture.cursor()).toEqual(edge.cursor());
  expect([slow.picture.shown, edge.picturesEncoded()]).toEqual([null, 2]);
  slow.line().resume();
  await expect.poll(() => slow.picture.cursor()).toEqual(edge.cursor());
  expect([slow.missed(), edge.picturesEncoded()]).toEqual([0, 2]);
});

/** The live feed of an edge over real sockets; finishers are heard when the test says so. */
async function anEdge({ bibs, nameLength = 10 }: { bibs: string[]; nameLength?: number }) {
  const race = bibs.reduce((story, bib) => story.participant(bib), aRace().wave('A', { gun: '09:00:00' }));
  const scorer = race.scorer();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { eventId, setup } = { eventId: race.setup.event.id, setup: race.setup };
  const feed: LiveFeed = new LiveFeed({
    eventId,
    newId: () => '01900000-0000-7000-8000-000000000001',
    personOf: (participantId) => ({
      participant_id: participantId,
      first_name: 'A'.repeat(nameLength),
      last_name: null,
      city: null,
      country: null,
      revision: 1,
      erased: false,
    }),
    tell: (audience, news) => sockets.tell(eventId, audience, news),
    soon: (run) => run(),
  });
  const sockets = openLiveSockets(server, { live: () => feed, head: () => undefined } as unknown as EdgeDoor, 'key');
  const { encoder } = sockets.io as unknown as { encoder: { encode: (packet: { data?: unknown }) => unknown } };
  const encode = vi.spyOn(encoder, 'encode');
  feed.replaced({ eventId, setupHash: setupHash(setup), setup, scorer });
  feed.changed(scorer.add(race.entries));
  onTestFinished(() => sockets.close());
  const { port } = server.address() as AddressInfo;
  return {
    finishes(bib: string, atSecond: number) {
      race.passes(bib, 'finish', `09:${String(30 + Math.floor(atSecond / 60))}:${String(atSecond % 60).padStart(2, '0')}`);
      feed.changed(scorer.add(race.entries));
    },
    cursor: () => feed.heads().find(({ audience }) => audience === 'public')?.cursor,
    picturesEncoded: () => encode.mock.calls.filter(([{ data }]) => Array.isArray(data) && data[0] === 'snapshot').length,
    aScreen: () => aScreen(`http://127.0.0.1:${port}${liveNamespace}`, eventId),
  };
}

async function aScreen(url: string, eventId: string) {
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  onTestFinished(() => void socket.close());
  const picture = new LivePicture();
  let missed = 0;
  socket.on('snapshot', (message) => void picture.takeSnapshot(snapshotSchema.parse(message)));
  socket.on('delta', (message) => {
    if (picture.takeDelta(deltaSchema.parse(message)).askAgain) missed += 1;
  });
  await once(socket as never, 'connect');
  return {
    picture,
    missed: () => missed,
    subscribe: () => void socket.emit('subscribe', { eventId, audience: 'public', cursor: picture.cursor() }, () => undefined),
    line: () => (socket.io.engine.transport as unknown as { ws: { _socket: NetSocket } }).ws._socket,
  };
}
