import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Delta, liveNamespace, type Snapshot } from '@chute/protocol';
import { io } from 'socket.io-client';
import { eventually } from '../lib/eventually.ts';
import { FinishScreen } from '../lib/finish-screen.ts';
import { House, hubResults } from '../lib/house.ts';
import { cpuSeconds } from './fan-out/cpu-seconds.ts';
import { Crowd } from './fan-out/crowd.ts';
import type { CrowdDelays } from './fan-out/crowd-process.ts';
import { raceAtHub } from './fan-out/race-at-hub.ts';
import { Traveller } from './fan-out/traveller.ts';
import { type Figure, quantile } from './figure.ts';
import { atPace } from './pace.ts';

const perSecond = 100;
const seconds = 10;
/** While the crowd comes, the race goes on, and some screens are listening already. */
const joinSeconds = 5;
const alreadyThere = 10;
const crowds = [0, 50, 500];

/** `there`: the screens that were there already, while the others came. */
type Join = { allMs: number; lost: number; there: CrowdDelays; serverCpu: number; screensCpu: number };
type Fan = { said: CrowdDelays; cpuShare: number; join: Join };
type Server = { url: string; pid: number; eventId: string };

/**
 * Many displays that come to one hub all at once and then hear 100 changes a second, beside Socket.IO alone that gives the same picture and says the same rows to as
 * many. The hub also takes the entries in, stores and scores them: what that costs without a display is quoted too. One display is away all the while, and then
 * comes back with its cursor.
 */
export async function fanOutBench(): Promise<Figure[]> {
  const house = await House.open();
  try {
    const race = await raceAtHub(house, crowds.length * perSecond * (seconds + joinSeconds));
    const { eventId } = race;
    const hub: Server = { url: house.hubUrl, pid: house.hub.pid, eventId };
    // One stays all the while: a hub lets go of a stream that nobody hears for a minute, and then begins it anew.
    house.closing(await FinishScreen.open(house.hubUrl, eventId));
    const traveller = await Traveller.leave({ url: house.hubUrl, eventId });
    const figures = [await idleFigure(hub, race.finisher)];
    for (const screens of crowds.slice(1)) {
      const ours = await fanned(hub, screens, race.finisher);
      const bare = await bareFan(screens, traveller);
      figures.push(...joinFigures(screens, ours.join, bare.join), ...fanFigures(screens, ours, bare));
    }
    await eventually('everyone has finished at the hub', async () => {
      const { items } = await hubResults(house, eventId);
      return items.filter(({ status }) => status === 'finished').length === race.finished() || undefined;
    });
    const { tookMs, missed } = await traveller.comeBack();
    const lie = traveller.firstLie((await hubResults(house, eventId)).items);
    if (lie) throw new Error(`the display that was away is wrong: ${lie}`);
    const note = `${missed} changes behind; then it has the hub's own list, row by row`;
    return [...figures, { bench: 'fan-out.away-and-back', value: rounded(tookMs), unit: 'ms', n: missed, note }];
  } finally {
    await house.close();
  }
}

async function idleFigure({ pid }: Server, say: () => string): Promise<Figure> {
  const [cpuBefore, beganAtMs] = [await cpuSeconds(pid), performance.now()];
  await atPace(perSecond, seconds, () => void say());
  const cpuShare = ((await cpuSeconds(pid)) - cpuBefore) / ((performance.now() - beganAtMs) / 1_000);
  return cpuFigure('fan-out.hub.0', cpuShare, 'of one processor: the hub takes in, stores and scores all of it');
}

async function fanned({ url, pid, eventId }: Server, screens: number, say: () => string): Promise<Fan> {
  const there = await Crowd.open({ url, eventId, processes: 1 });
  const crowd = await Crowd.open({ url, eventId, processes: screens > 100 ? 2 : 1 });
  try {
    await there.join(alreadyThere);
    const saying = (sentAtMs: [string, number][]) => () => {
      const sentAt = wallMs();
      sentAtMs.push([say(), sentAt]);
    };

    const meanwhile: [string, number][] = [];
    const [cpuBefore, beganAtMs] = [[await cpuSeconds(pid), await crowd.cpuSeconds()] as const, wallMs()];
    const [{ atMs, lost }] = await Promise.all([crowd.join(screens), atPace(perSecond, joinSeconds, saying(meanwhile))]);
    const join = {
      allMs: atMs.at(-1)! - beganAtMs,
      lost,
      there: await there.delays(meanwhile),
      serverCpu: (await cpuSeconds(pid)) - cpuBefore[0],
      screensCpu: (await crowd.cpuSeconds()) - cpuBefore[1],
    };

    const sentAtMs: [string, number][] = [];
    const [cpuThen, fromMs] = [await cpuSeconds(pid), wallMs()];
    await atPace(perSecond, seconds, saying(sentAtMs));
    const cpuShare = ((await cpuSeconds(pid)) - cpuThen) / ((wallMs() - fromMs) / 1_000);
    return { said: await crowd.delays(sentAtMs), cpuShare, join };
  } finally {
    there.close();
    crowd.close();
  }
}

async function bareFan(screens: number, { snapshot, aDelta }: { snapshot: Snapshot; aDelta: Delta }): Promise<Fan> {
  const server = fork(join(import.meta.dirname, 'fan-out', 'bare-server.ts'));
  server.send(snapshot);
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const teller = io(`${url}${liveNamespace}`, { transports: ['websocket'] });
  await once(teller as never, 'connect');
  let number = 0;
  const fan = await fanned({ url, pid: server.pid!, eventId: '' }, screens, () => {
    number += 1;
    teller.emit('say', { ...aDelta, rows: [{ ...aDelta.rows[0], bib: String(number), status: 'finished' }] });
    return String(number);
  });
  teller.close();
  server.disconnect();
  return fan;
}

function joinFigures(screens: number, hub: Join, bare: Join): Figure[] {
  const note = `${screens} displays dial at once, ${perSecond} changes/s meanwhile`;
  const figure = (bench: string, value: number, unit: string, words: string): Figure => ({
    bench: `fan-out.${bench}`,
    value: rounded(value),
    unit,
    n: screens,
    note: `${note}; ${words}`,
  });
  const of = (name: string, { allMs, lost, there, serverCpu, screensCpu }: Join) => [
    figure(
      `${name}.${screens}.join`,
      allMs,
      'ms',
      `until all have the picture; ${lost} connections lost; processor: server ${rounded(serverCpu)} s, displays ${rounded(screensCpu)} s`,
    ),
    figure(`${name}.${screens}.join-there-p99`, p99(there.total), 'ms', `a change to the ${alreadyThere} displays that were there already`),
  ];
  return [
    ...of('hub', hub),
    ...of('bare', bare),
    figure(`${screens}.join-to-bare`, hub.allMs / bare.allMs, 'x', 'until all have the picture'),
  ];
}

function fanFigures(screens: number, hub: Fan, bare: Fan): Figure[] {
  const n = perSecond * seconds * screens;
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
    cpuFigure(`fan-out.hub.${screens}`, hub.cpuShare, 'of one processor: the hub takes in, stores, scores and says all of it'),
    cpuFigure(`fan-out.bare.${screens}`, bare.cpuShare, 'of one processor: Socket.IO alone'),
  ];
}

function cpuFigure(bench: string, cpuShare: number, note: string): Figure {
  return { bench: `${bench}.cpu`, value: rounded(100 * cpuShare), unit: '%', n: perSecond * seconds, note };
}

function p99(ascending: readonly number[]): number {
  return quantile(ascending, 0.99);
}

function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
