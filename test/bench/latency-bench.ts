import type { AddressInfo } from 'node:net';
import { connect, type Socket as TcpSocket } from 'node:net';
import { liveNamespace } from '@chute/protocol';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { type Figure, figureOf, quantile } from './figure.ts';

const runs = 5;
const loads = [
  { rate: 300, seconds: 4 },
  { rate: 5_000, seconds: 1 },
];
type Load = (typeof loads)[number];

/**
 * Byte from the decoder -> Socket.IO client: a finish line of text is written to the edge's port, and the row it changes is awaited at the edge and at the hub.
 * Beside it, a bare Socket.IO echo in this process at the same rate.
 */
export async function latencyBench(): Promise<Figure[]> {
  const runners = loads.reduce((sum, { rate, seconds }) => sum + rate * seconds * runs, 0);
  const house = await House.open();
  try {
    const setup = smallRace(runners);
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
    await ask(`${edge.addresses.http}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });

    const atEdge = await listen(edge.addresses.http!, eventId);
    const atHub = await listen(house.hubUrl, eventId);
    const decoder = await dialEdge(edge.addresses.chronotrack!);
    const figures: Figure[] = [];
    let bib = 0;
    for (const load of loads) {
      const { rate, seconds } = load;
      const edgeRuns: number[][] = [];
      const hubRuns: number[][] = [];
      for (let run = 0; run < runs; run++) {
        const sentAtMs = new Map<string, number>();
        await atPace(rate, seconds, (now) => {
          bib += 1;
          sentAtMs.set(String(bib), now);
          decoder.write(finishLine(bib));
        });
        edgeRuns.push(await atEdge.delays(sentAtMs));
        hubRuns.push(await atHub.delays(sentAtMs));
      }
      figures.push(...spread(`latency.edge.${rate}`, load, edgeRuns), ...spread(`latency.hub.${rate}`, load, hubRuns));
      figures.push(...spread(`latency.yardstick-socket-io-echo.${rate}`, load, await echoRuns(load)));
    }
    atEdge.socket.close();
    atHub.socket.close();
    decoder.destroy();
    return figures;
  } finally {
    await house.close();
  }
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

function finishLine(bib: number): string {
  const time = new Date(Date.UTC(2026, 8, 20, 8, 30) + bib * 10).toISOString().slice(0, 22);
  return `CT01_33~${bib}~FINISH~${bib}~${time}~1~0F2A38~1\r\n`;
}

type Listener = { socket: Socket; delays: (sentAtMs: ReadonlyMap<string, number>) => Promise<number[]> };

async function listen(url: string, eventId: string): Promise<Listener> {
  const seenAtMs = new Map<string, number>();
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'] });
  socket.on('delta', ({ rows }: { rows: { bib: string; status: string }[] }) => {
    const nowMs = performance.now();
    for (const { bib, status } of rows) if (status === 'finished' && !seenAtMs.has(bib)) seenAtMs.set(bib, nowMs);
  });
  await new Promise<void>((resolve) => {
    socket.once('snapshot', () => resolve());
    socket.on('connect', () => socket.emit('subscribe', { eventId, audience: 'public', cursor: null }, () => {}));
  });
  return {
    socket,
    delays: async (sentAtMs) => {
      const untilMs = performance.now() + 30_000;
      while ([...sentAtMs.keys()].some((bib) => !seenAtMs.has(bib)) && performance.now() < untilMs) await pause(20);
      const missing = [...sentAtMs.keys()].filter((bib) => !seenAtMs.has(bib)).length;
      if (missing > 0) throw new Error(`${missing} of ${sentAtMs.size} finishers never came to ${url}`);
      return [...sentAtMs].map(([bib, sent]) => seenAtMs.get(bib)! - sent).toSorted((a, b) => a - b);
    },
  };
}

async function dialEdge(address: string): Promise<TcpSocket> {
  const [host = '127.0.0.1', port] = address.split(':');
  const socket = connect({ host, port: Number(port) }, () => socket.write('Bench~1~CTP01\r\n'));
  socket.setNoDelay(true);
  let heard = '';
  await new Promise<void>((resolve) => {
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      for (const _command of bytes.toString().matchAll(/^ping\r?$/gm)) socket.write('ack~ping\r\n');
      if (/^start/m.test(heard)) resolve();
    });
  });
  return socket;
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

/** `once` as often as the rate says, in small groups a millisecond or so apart, as a mat does. */
async function atPace(rate: number, seconds: number, once: (nowMs: number) => void): Promise<void> {
  const beganAtMs = performance.now();
  for (let done = 0; done < rate * seconds; ) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - beganAtMs) / 1000) * rate));
    for (; done < due; done++) once(performance.now());
    await pause(1);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
