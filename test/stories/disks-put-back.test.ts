import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppProcess } from '@chute/stage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { ask, edgeResults, House, hubResults } from '../lib/house.ts';
import { LoadDecoder } from '../lib/load-decoder.ts';
import { statusOf, TimedRace } from '../lib/timed-race.ts';

let house: House;
let race: TimedRace;
beforeEach(async () => {
  house = await House.open();
  await house.startHub();
  await house.makePartner();
  race = await TimedRace.load(house, { seed: 7 });
}, 60_000);
afterEach(() => house?.close());

test('an old copy of the disk is put back in mid-race: what is missing comes back from the hub, and a person is told', async () => {
  const first = await race.edge('box');
  const env = portsOf(first);
  const game = await race.play(first.addresses.chronotrack!);
  await race.heardAt(first, 0.1);
  await first.stop();
  copyFolder(house.edgeDir('box'), house.edgeDir('old card'));

  const second = await house.startEdge('box', { env });
  await race.heardAt(second, 0.2);
  expect(await noticesOf(second)).not.toContain('old-disk-copy');
  await eventually('reads of the second start at the hub', async () => ((await hubHasOfRunning(second)) > 50 ? true : undefined));
  await second.stop();
  rmSync(house.edgeDir('box'), { recursive: true });
  copyFolder(house.edgeDir('old card'), house.edgeDir('box'));

  const third = await house.startEdge('box', { env });
  const notice = await eventually('a word about the old disk', () => noticeOf(third, 'old-disk-copy'));
  expect(notice.level).toBe('error');
  expect(notice.facts!.entries).toBeGreaterThan(50);
  expect(notice.text).toContain('sends it back by itself');
  expect((await stateOf(third)).reasons).toContainEqual(expect.objectContaining({ code: 'old-disk-copy' }));
  await game.finished();
  await race.close();
  await race.settles(third);
  await eventually('the hub keeps it beside the edge', async () => ((await detailOfOnlyEdge()).oldDiskCopy ? true : undefined));
}, 180_000);

test('a card is copied and both boxes run at once: the hub gets the reads of both, and both are told that they have a twin', async () => {
  const first = await race.edge('box');
  await first.stop();
  copyFolder(house.edgeDir('box'), house.edgeDir('twin'));
  const boxes = [await house.startEdge('box'), await house.startEdge('twin')];
  const decoders = boxes.map((_, index) => house.closing(new LoadDecoder({ perSecond: 400, firstSeq: index * 100_000 })));
  for (const [index, box] of boxes.entries()) decoders[index]!.dial(box.addresses.chronotrack!);

  for (const box of boxes) {
    const notice = await eventually('a word about the twin', () => noticeOf(box, 'twin'), { withinMs: 60_000 });
    expect(notice.text).toContain('was its card copied?');
  }
  expect((await (await fetch(`${house.hubUrl}/metrics`)).text()).match(/^chute_edge_twins (\d)/m)?.[1]).toBe('1');
  await eventually('the hub keeps it beside the edge', async () => ((await detailOfOnlyEdge()).twin === 'certain' ? true : undefined));

  for (const decoder of decoders) decoder.rest();
  const written = await eventually('both boxes at rest', () => restingReads(boxes, decoders));
  expect(Math.min(...written)).toBeGreaterThan(400);
  const counts = await eventually('the reads of both at the hub and at both boxes', () => equalCounts(boxes), { withinMs: 90_000 });
  expect(counts.hub).toBeGreaterThanOrEqual(written[0]! + written[1]!);
}, 240_000);

test('the hub is put back from an older backup in mid-race: edges say what it lost, send it again, and nothing is missing', async () => {
  const env = { CHUTE_HUB_PORT: new URL(house.hubUrl).port, CHUTE_MQTT_PORT: new URL(house.hub.addresses.mqtt!).port };
  const edge = await race.edge('box');
  const game = await race.play(edge.addresses.chronotrack!);
  await race.heardAt(edge, 0.1);
  await house.hub.stop();
  copyFolder(house.hubDir, join(house.folder, 'backup'));

  await house.startHub({ env });
  await race.heardAt(edge, 0.4);
  await eventually('more at the hub than in the backup', async () => (0.3 * reads() < (await hubHasOfRunning(edge)) ? true : undefined));
  await house.hub.stop();
  rmSync(house.hubDir, { recursive: true });
  copyFolder(join(house.folder, 'backup'), house.hubDir);
  expect(await house.hubCommand(['restored', '--json'])).toMatchObject({ store_id: expect.any(String) });

  await house.startHub({ env });
  const notice = await eventually('a word about the hub', () => noticeOf(edge, 'hub-restored'));
  expect(notice.facts!.lost).toBeGreaterThan(0.1 * reads());
  expect(notice.text).toContain('sent again by itself');
  await game.finished();
  await race.close();
  await race.settles(edge);
}, 240_000);

type Notice = { level: string; code: string; text: string; facts?: Record<string, number> };
type EdgePage = {
  state: { reasons: { code: string }[] };
  journal: { journal_id: string; written: Record<string, number> };
  journals: { journal_id: string; own: boolean; seq: number; hub_has: number | null }[];
  notices: Notice[];
};

const reads = () => race.plan.boxes[0]!.lines.length;
const noticesOf = async (edge: AppProcess) => (await statusOf<EdgePage>(edge)).notices.map(({ code }) => code);
const noticeOf = async (edge: AppProcess, wanted: string) => (await statusOf<EdgePage>(edge)).notices.find(({ code }) => code === wanted);
const stateOf = async (edge: AppProcess) => (await statusOf<EdgePage>(edge)).state;

/** Entries of the journal that this process writes, as the hub states them. */
async function hubHasOfRunning(edge: AppProcess): Promise<number> {
  const { journal, journals } = await statusOf<EdgePage>(edge);
  return journals.find(({ journal_id }) => journal_id === journal.journal_id)?.hub_has ?? 0;
}

/** The same port again, so that the decoder finds it. */
function portsOf(edge: AppProcess): Record<string, string> {
  return { CHUTE_CHRONOTRACK_PORT: edge.addresses.chronotrack!.split(':')[1]! };
}

async function detailOfOnlyEdge(): Promise<{ twin: unknown; oldDiskCopy: unknown }> {
  const url = `${house.hubUrl}/api/v1/partners/${house.partnerId}/edges`;
  const { items } = await ask<{ items: { detail: { twin: unknown; oldDiskCopy: unknown } }[] }>(url, { token: house.key });
  return items[0]!.detail;
}

/** What each box has written of its decoder, once all of it is on disk. */
async function restingReads(boxes: AppProcess[], decoders: LoadDecoder[]): Promise<number[] | undefined> {
  const written = await Promise.all(boxes.map((box) => race.readsAt(box)));
  return written.every((count, index) => count === decoders[index]!.sent) ? written : undefined;
}

/** Entries counted at the hub and at each box, once all three count the same ones. */
async function equalCounts(boxes: AppProcess[]): Promise<{ hub: number } | undefined> {
  const lists = await Promise.all([hubResults(house, race.eventId), ...boxes.map((box) => edgeResults(box, race.eventId))]);
  const isEqual = new Set(lists.map(({ basis, hash }) => JSON.stringify({ basis, hash }))).size === 1;
  return isEqual ? { hub: lists[0]!.basis.frontier.reduce((sum, { seq }) => sum + seq, 0) } : undefined;
}

/** With its owners, as a backup does: Postgres starts on nothing else. */
function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}
