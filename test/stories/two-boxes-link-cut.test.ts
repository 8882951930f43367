import { join } from 'node:path';
import type { ResultListBody } from '@chute/protocol';
import type { AppProcess } from '@chute/stage';
import { startSim } from '@chute/stage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { ask, edgeResults, House, hubResults, sim } from '../lib/house.ts';
import { startHttpFacade } from '../lib/http-facade.ts';
import { startMqttPipe } from '../lib/mqtt-pipe.ts';

const seed = 2026;
const faults = { drop: 0.1, repeat: 0.1, hold: 0.1 };
let house: House;

beforeAll(async () => {
  house = await House.open();
  await house.startHub();
  await house.makePartner();
});
afterAll(() => house?.close());

test('two boxes, the link cut for a third of the race: both edges and the hub agree with the truth to the millisecond', async () => {
  const truth = join(house.folder, 'truth');
  const boxes = (start: string, finish: string) => [
    '--box',
    `name=start,to=${start},locations=START`,
    '--box',
    `name=finish,to=${finish},locations=10K+FINISH`,
  ];
  const race = [
    'race',
    '--seed',
    String(seed),
    '--runners',
    '500',
    '--distance',
    '21097',
    '--splits',
    '10000',
    '--gun',
    '2026-09-20T09:00:00',
    '--zone',
    'Europe/Berlin',
  ];
  const noise = ['--faults', 'repeat=0.1,reorder=0.3,stranger=0.01,miss-read=0.05,cuts=2,gap=0.01,gun-late=2500,dsq=1', '--out', truth];
  const plan = await sim<{ event_id: string; boxes: { lines: number }[] }>([
    ...race,
    ...noise,
    ...boxes('127.0.0.1:1', '127.0.0.1:1'),
    '--plan-only',
    '--json',
  ]);
  await sim(['load', truth, '--at', house.hubUrl, '--token', house.key, '--json']);

  const start = await edgeBehindPipe('start', plan.event_id);
  const finish = await edgeBehindPipe('finish', plan.event_id);
  const lines = plan.boxes.reduce((sum, box) => sum + box.lines, 0);
  const game = house.closing(
    await startSim([
      ...race,
      ...noise,
      ...boxes(start.edge.addresses.chronotrack!, finish.edge.addresses.chronotrack!),
      '--rate',
      '400',
      '--stay',
    ]),
  );

  await eventually('a third of the lines heard', async () => ((await heard(start.edge, finish.edge)) > lines / 3 ? true : undefined), {
    withinMs: 90_000,
  });
  for (const { pipe, facade } of [start, finish]) {
    pipe.cut();
    facade.cut();
  }
  await sim(['correct', truth, '--at', start.edge.addresses.http!, '--only', 'status', '--json']); // a disqualification, entered while nobody can hear it
  await eventually(
    'two thirds of the lines heard',
    async () => ((await heard(start.edge, finish.edge)) > (lines * 2) / 3 ? true : undefined),
    { withinMs: 90_000 },
  );
  for (const { pipe, facade } of [start, finish]) {
    pipe.mend();
    facade.mend();
  }
  await game.line((line) => line.finished === true, 120_000);
  await sim(['correct', truth, '--at', house.hubUrl, '--token', house.key, '--only', 'gun', '--json']);
  await sim(['correct', truth, '--at', house.hubUrl, '--token', house.key, '--only', 'race-close', '--json']);

  const lists = await eventually('three equal lists', () => threeEqualLists(start.edge, finish.edge, plan.event_id), { withinMs: 90_000 });
  expect(new Set(lists.map((list) => JSON.stringify(list.basis))).size).toBe(1);
  expect(lists[0]!.items.filter((item) => item.status === 'DSQ')).toHaveLength(1);
  expect(start.pipe.counts().dropped + finish.pipe.counts().dropped).toBeGreaterThan(0);
  expect(start.pipe.counts().repeated + finish.pipe.counts().repeated).toBeGreaterThan(0);
  for (const at of [[start.edge.addresses.http!], [finish.edge.addresses.http!], [house.hubUrl, '--token', house.key]]) {
    const report = await sim<{ ok: boolean }>(['check', '--truth', truth, '--at', ...at, '--json']);
    expect(report.ok).toBe(true);
  }
}, 400_000);

async function edgeBehindPipe(name: string, eventId: string) {
  const pipe = house.closing(await startMqttPipe({ hubUrl: house.hub.addresses.mqtt!, faults, seed: seed + name.length }));
  const facade = house.closing(await startHttpFacade({ hubUrl: house.hubUrl, mqttUrl: pipe.url }));
  const { code } = await house.enrolEdge(name, eventId);
  const edge = await house.startEdge(name);
  await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: facade.url, code } });
  await eventually(`a session at ${name}`, async () =>
    (await ask<Status>(`${edge.addresses.http}/status`)).event?.event_id === eventId ? true : undefined,
  );
  return { edge, pipe, facade };
}

type Status = { event: { event_id: string } | null; journal: { written: Record<string, number> } };

/** Reads that the edges have on disk. */
async function heard(...edges: AppProcess[]): Promise<number> {
  const statuses = await Promise.all(edges.map((edge) => ask<Status>(`${edge.addresses.http}/status`)));
  return statuses.reduce((sum, status) => sum + (status.journal.written.read ?? 0), 0);
}

/** Same basis, everywhere, with the race closed and nothing waiting. */
async function threeEqualLists(start: AppProcess, finish: AppProcess, eventId: string): Promise<ResultListBody[] | undefined> {
  const lists = await Promise.all([edgeResults(start, eventId), edgeResults(finish, eventId), hubResults(house, eventId)]);
  const closed = lists.every((list) => list.items.every((item) => item.status !== 'running' && item.status !== 'registered'));
  return closed && new Set(lists.map((list) => list.hash)).size === 1 && new Set(lists.map((list) => JSON.stringify(list.basis))).size === 1
    ? lists
    : undefined;
}
