import type { AddressInfo } from 'node:net';
import type { AppProcess } from '@chute/stage';
import type { Setup } from '@chute/timing';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { FinishBox } from '../lib/finish-box.ts';
import { FinishScreen } from '../lib/finish-screen.ts';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { type Figure, figureOf, quantile } from './figure.ts';
import { atPace, pause } from './pace.ts';

const runs = 5;
const loads = [
  { rate: 300, seconds: 4 },
  { rate: 5_000, seconds: 1 },
];
type Load = (typeof loads)[number];

/**
 * Byte from the decoder -> Socket.IO client: a finish line of text is written to the edge's port, and the row it changes is awaited at the edge and at the hub.
 * The edge is measured by itself first, as it stands beside the mats; then with a hub and its database on the same machine. Beside it, a bare Socket.IO echo at the same rate.
 */
export async function latencyBench(): Promise<Figure[]> {
  const setup = smallRace(loads.reduce((sum, { rate, seconds }) => sum + rate * seconds * runs, 0));
  return [...(await edgeAlone(setup)), ...(await echoes()), ...(await edgeWithHub(setup))];
}

async function edgeAlone(setup: Setup): Promise<Figure[]> {
  const house = await House.open();
  try {
    const edge = await house.startEdge('alone');
    await ask(`${edge.addresses.http}/api/setup`, { body: { setup } });
    return await finishersAt(edge, setup, { 'latency.edge': edge.addresses.http! });
  } finally {
    await house.close();
  }
}

async function edgeWithHub(setup: Setup): Promise<Figure[]> {
  const house = await House.open();
  try {
    const eventId = setup.event.id;
    await house.startHub();
    await house.makePartner();
    await ask(`${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}/setup`, {
      token: house.key,
      method: 'PUT',
      body: { setup, persons: [] },
    });
    const { code } = await house.enrolEdge('bench', eventId);
    const edge = await house.startEdge('bench');
    await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: house.hubUrl, code } });
    return await finishersAt(edge, setup, { 'latency.hub': house.hubUrl, 'latency.edge-beside-hub': edge.addresses.http! });
  } finally {
    await house.close();
  }
}

/** Sends everyone over the finish, run by run, and says how long each took to come to each of the screens. */
async function finishersAt(edge: AppProcess, setup: Setup, screens: Record<string, string>): Promise<Figure[]> {
  await ask(`${edge.addresses.http}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
  const shown = await Promise.all(
    Object.entries(screens).map(async ([bench, url]) => ({ bench, screen: await FinishScreen.open(url, setup.event.id) })),
  );
  const box = await FinishBox.dial(edge.addresses.chronotrack!);
  const figures: Figure[] = [];
  let bib = 0;
  for (const load of loads) {
    const delays = shown.map((): number[][] => []);
    for (let run = 0; run < runs; run++) {
      const sentAtMs = new Map<string, number>();
      await atPace(load.rate, load.seconds, (nowMs) => {
        bib += 1;
        sentAtMs.set(String(bib), nowMs);
        box.say([{ chip: bib, atMs: Date.UTC(2026, 8, 20, 8, 30) + bib * 10 }]);
      });
      for (const [at, { screen }] of shown.entries()) delays[at]!.push(await screen.delays(sentAtMs));
    }
    for (const [at, { bench }] of shown.entries()) figures.push(...spread(`${bench}.${load.rate}`, load, delays[at]!));
  }
  await Promise.all([...shown.map(({ screen }) => screen.stop()), box.stop()]);
  return figures;
}

async function echoes(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const load of loads) figures.push(...spread(`latency.yardstick-socket-io-echo.${load.rate}`, load, await echoRuns(load)));
  return figures;
}

function spread(bench: string, { rate, seconds }: Load, delays: number[][]): Figure[] {
  const n = rate * seconds;
  const note = `${rate} reads/s for ${seconds} s, from the write at the decoder to the row at a client`;
  return [0.5, 0.99].map((share) =>
    figureOf(
      { bench: `${bench}.p${share * 100}`, unit: 'ms', n, note },
      delays.map((run) => quantile(run, share)),
    ),
  );
}

async function echoRuns({ rate, seconds }: Load): Promise<number[][]> {
  const server = new Server(0, { transports: ['websocket'] });
  server.on('connection', (socket) => socket.on('read', (sent: number) => socket.emit('row', sent)));
  const port = ((server as unknown as { httpServer: { address(): AddressInfo } }).httpServer.address() as AddressInfo).port;
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  let delays: number[] = [];
  client.on('row', (sent: number) => delays.push(performance.now() - sent));
  const all: number[][] = [];
  for (let run = 0; run < runs; run++) {
    delays = [];
    await atPace(rate, seconds, (now) => client.emit('read', now));
    while (delays.length < rate * seconds) await pause(20);
    all.push(delays.toSorted((a, b) => a - b));
  }
  client.close();
  await server.close();
  return all;
}
