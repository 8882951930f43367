import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Delta, LivePicture, liveNamespace, type Snapshot } from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';
import { eventually } from '../lib/eventually.ts';
import { FinishBox } from '../lib/finish-box.ts';
import { ask, House, hubResults } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import type { CrowdAsked, CrowdSaid } from './fan-out/crowd.ts';
import { type Figure, quantile } from './figure.ts';
import { atPace, pause } from './pace.ts';

const perSecond = 100;
const seconds = 10;
const crowds = [0, 50, 500];
const ticksPerSecond = 100;

type Fan = { said: CrowdSaid; cpuShare: number };

/**
 * Many displays at one hub, 100 changes a second, beside Socket.IO alone that says the same rows to as many. The hub also takes the entries in, stores and scores them:
 * what that costs without a display is quoted too. One display is away all the while, and then comes back with its cursor.
 */
export async function fanOutBench(): Promise<Figure[]> {
  const house = await House.open();
  try {
    const setup = smallRace(crowds.length * perSecond * seconds);
    const eventId = setup.event.id;
    await house.startHub();
    await house.makePartner();
    const eventUrl = `${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}`;
    await ask(`${eventUrl}/setup`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
    const { code } = await house.enrolEdge('fan', eventId);
    const edge = await house.startEdge('fan');
    await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: house.hubUrl, code } });
    await ask(`${edge.addresses.http}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
    const box = house.closing(await FinishBox.dial(edge.addresses.chronotrack!));
    const traveller = await Traveller.leave(house.hubUrl, eventId);

    let bib = 0;
    const finisher = () => {
      bib += 1;
      box.say([{ chip: bib, atMs: Date.UTC(2026, 8, 20, 8, 20) + bib * 10 }]);
      return String(bib);
    };
    const figures: Figure[] = [];
    for (const screens of crowds) {
      const hub = await fanned({ url: house.hubUrl, pid: house.hub.pid, eventId, screens }, finisher);
      figures.push(cpuFigure(`fan-out.hub.${screens}`, hub, 'of one processor: the hub takes in, stores, scores and says all of it'));
      if (screens === 0) continue;
      const bare = await bareFan(screens, traveller.aDelta);
      figures.push(...fanFigures(screens, hub, bare));
    }
    await everyoneIn(house, eventId, bib);
    figures.push(await traveller.comeBack(house, eventId));
    return figures;
  } finally {
    await house.close();
  }
}

async function fanned(at: { url: string; pid: number; eventId: string; screens: number }, say: () => string): Promise<Fan> {
  const crowd = fork(join(import.meta.dirname, 'fan-out', 'crowd.ts'), [at.url, String(at.screens), at.eventId]);
  await once(crowd, 'message');
  const sentAtMs: CrowdAsked['sentAtMs'] = [];
  const [cpuBefore, beganAtMs] = [await cpuSeconds(at.pid), performance.now()];
  await atPace(perSecond, seconds, () => {
    const sentAt = performance.timeOrigin + performance.now();
    sentAtMs.push([say(), sentAt]);
  });
  const cpuShare = ((await cpuSeconds(at.pid)) - cpuBefore) / ((performance.now() - beganAtMs) / 1_000);
  const said = await heardByAll(crowd, sentAtMs);
  crowd.disconnect();
  return { said, cpuShare };
}

async function heardByAll(crowd: ChildProcess, sentAtMs: CrowdAsked['sentAtMs']): Promise<CrowdSaid> {
  for (let look = 0; look < 100; look++) {
    crowd.send({ sentAtMs } satisfies CrowdAsked);
    const [said] = (await once(crowd, 'message')) as [CrowdSaid];
    if (said.missing === 0) return said;
    await pause(200);
  }
  throw new Error('some screens never heard of some finishers');
}

async function bareFan(screens: number, delta: Delta): Promise<Fan> {
  const server = fork(join(import.meta.dirname, 'fan-out', 'bare-server.ts'));
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const teller = io(`${url}${liveNamespace}`, { transports: ['websocket'] });
  await once(teller as never, 'connect');
  let number = 0;
  const fan = await fanned({ url, pid: server.pid!, eventId: '', screens }, () => {
    number += 1;
    teller.emit('say', { ...delta, rows: [{ ...delta.rows[0], bib: String(number), status: 'finished' }] });
    return String(number);
  });
  teller.close();
  server.disconnect();
  return fan;
}

function fanFigures(screens: number, hub: Fan, bare: Fan): Figure[] {
  const n = perSecond * seconds * screens;
  const p99 = (ascending: number[]) => quantile(ascending, 0.99);
  const note = `${screens} displays, ${perSecond} changes/s for ${seconds} s`;
  const milliseconds = (bench: string, value: number, words: string): Figure => ({
    bench,
    value: rounded(value),
    unit: 'ms',
    n,
    note: `${note}; ${words}`,
  });
  return [
    milliseconds(
      `fan-out.hub.${screens}.p99`,
      p99(hub.said.total),
      'from the write at the decoder, through edge, broker and database, to each display',
    ),
    milliseconds(`fan-out.bare.${screens}.p99`, p99(bare.said.total), 'Socket.IO alone, from the word to each display'),
    milliseconds(`fan-out.hub.${screens}.spread-p99`, p99(hub.said.spread), 'from the first display that has it to each of the others'),
    milliseconds(`fan-out.bare.${screens}.spread-p99`, p99(bare.said.spread), 'the same, Socket.IO alone'),
    { bench: `fan-out.${screens}.spread-to-bare`, value: rounded(p99(hub.said.spread) / p99(bare.said.spread)), unit: 'x', n, note },
    cpuFigure(`fan-out.bare.${screens}`, bare, 'of one processor: Socket.IO alone'),
  ];
}

function cpuFigure(bench: string, { cpuShare }: Fan, note: string): Figure {
  return { bench: `${bench}.cpu`, value: rounded(100 * cpuShare), unit: '%', n: perSecond * seconds, note };
}

async function everyoneIn(house: House, eventId: string, finished: number): Promise<void> {
  await eventually('everyone has finished at the hub', async () => {
    const { items } = await hubResults(house, eventId);
    return items.filter(({ status }) => status === 'finished').length === finished ? true : undefined;
  });
}

/** A display that knows the picture from before, and is away while everyone finishes. */
class Traveller {
  readonly #picture: LivePicture;
  /** What the hub says of one change, to let another server say the same. */
  readonly aDelta: Delta;

  private constructor(picture: LivePicture, aDelta: Delta) {
    this.#picture = picture;
    this.aDelta = aDelta;
  }

  static async leave(url: string, eventId: string): Promise<Traveller> {
    const picture = new LivePicture();
    const socket = await subscribed(url, eventId, picture);
    socket.close();
    const { cursor, rows } = picture.shown!;
    const [row] = rows.values();
    return new Traveller(picture, { fromRevision: 1, cursor, event: null, rows: [row!], removed: [], unknownReads: null });
  }

  /** Ends with the hub's own list, or throws. */
  async comeBack(house: House, eventId: string): Promise<Figure> {
    const before = this.#picture.cursor()!;
    const beganAtMs = performance.now();
    const socket = await subscribed(house.hubUrl, eventId, this.#picture);
    const tookMs = performance.now() - beganAtMs;
    socket.close();
    const truth = new Map((await hubResults(house, eventId)).items.map(({ bib, status }) => [bib, status]));
    const wrong = [...this.#picture.shown!.rows.values()].filter(({ bib, status }) => truth.get(bib) !== status);
    if (wrong.length > 0 || this.#picture.shown!.rows.size !== truth.size)
      throw new Error(`${wrong.length} rows of the one who was away are wrong`);
    const missed = this.#picture.cursor()!.revision - before.revision;
    const note = `${missed} changes behind; then it has the hub's own list`;
    return { bench: 'fan-out.away-and-back', value: rounded(tookMs), unit: 'ms', n: truth.size, note };
  }
}

/** Settles once the first answer has been taken: a snapshot, or the deltas that were missed up to a head. */
function subscribed(url: string, eventId: string, picture: LivePicture): Promise<Socket> {
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'], forceNew: true });
  socket.on('snapshot', (snapshot: Snapshot) => void picture.takeSnapshot(snapshot));
  socket.on('delta', (delta: Delta) => void picture.takeDelta(delta));
  socket.on('connect', () => socket.emit('subscribe', { eventId, audience: 'public', cursor: picture.cursor() }, () => {}));
  return new Promise((resolve) => socket.once('head', () => resolve(socket)));
}

/** Processor time of a process so far. */
async function cpuSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
