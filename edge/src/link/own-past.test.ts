import { cpSync, rmSync } from 'node:fs';
import { aRace } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import type { Edge } from '../edge.ts';
import { PaperHub } from '../testing/paper-hub.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { aRunningEdge, asked, until } from '../testing/test-edge.ts';

const { setup } = aRace({ points: { FINISH: { kind: 'finish' } } })
  .wave('A', { scheduled: '09:00:00' })
  .participant('101');
const gun = { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z', replaces: null } as const;

function aHub(): PaperHub {
  const hub = new PaperHub();
  hub.events.set(setup.event.id, setup);
  hub.eventId = setup.event.id;
  return hub;
}

const anEdgeOf = (hub: PaperHub, folder: string) => aRunningEdge({ folder, transport: hub.transport, fetch: hub.fetch });

type Page = {
  journals: { journal_id: string; seq: number; hub_has: number | null }[];
  notices: { code: string; text: string; facts?: { entries: number; journals: number; diskEndsAt: string } }[];
};
const pageOf = async (edge: Edge) => (await asked(edge, '/status')).body as unknown as Page;
const hubHasAll = async (edge: Edge) => (await pageOf(edge)).journals.every(({ seq, hub_has }) => seq > 0 && seq === hub_has);
const oldCopyOf = async (edge: Edge) => (await pageOf(edge)).notices.filter(({ code }) => code === 'old-disk-copy');

/** A day in two starts, the second one copied away before it began: `folder` as it is, `copy` as it was. */
async function aDayWithCopy(hub: PaperHub): Promise<{ folder: string; copy: string }> {
  const [folder, copy] = [temporaryFolder(), temporaryFolder()];
  const first = await anEdgeOf(hub, folder);
  await asked(first, '/api/claim', { hub_url: hub.url, code: hub.code });
  await until(() => hubHasAll(first));
  await first.stop();
  cpSync(folder, copy, { recursive: true });
  const second = await anEdgeOf(hub, folder);
  for (let shots = 0; shots < 7; shots += 1) await asked(second, '/api/entries', gun);
  await until(() => hubHasAll(second));
  expect(await oldCopyOf(second)).toEqual([]);
  await second.stop();
  return { folder, copy };
}

test('an old copy of the disk is told with how much came back, and at the next start no more', async () => {
  const hub = aHub();
  const { folder, copy } = await aDayWithCopy(hub);
  rmSync(folder, { recursive: true });
  cpSync(copy, folder, { recursive: true });

  const third = await anEdgeOf(hub, folder);
  const [told] = await until(async () => ((await oldCopyOf(third)).length > 0 ? oldCopyOf(third) : undefined));
  expect(told!.facts).toMatchObject({ entries: expect.any(Number), journals: 1, diskEndsAt: expect.stringMatching(/^20\d\d-.*Z$/) });
  expect(told!.facts!.entries).toBeGreaterThanOrEqual(7);
  expect(hub.statuses.at(-1)!.detail.oldDiskCopy).toMatchObject({ entries: told!.facts!.entries });
  const held = async () => (await pageOf(third)).journals.reduce((sum, { seq }) => sum + seq, 0);
  const atHub = () => hub.journals.ends().reduce((sum, { seq }) => sum + seq, 0);
  await until(async () => (await hubHasAll(third)) && (await held()) === atHub());
  await third.stop();

  const fourth = await anEdgeOf(hub, folder);
  await until(() => hubHasAll(fourth));
  expect(await oldCopyOf(fourth)).toEqual([]);
});

test('a disk that was not put back says nothing, whatever other edges sent and however often it is started', async () => {
  const hub = aHub();
  const { folder } = await aDayWithCopy(hub);
  hub.enters(setup.event.id, gun); // a journal of somebody else
  for (let start = 0; start < 2; start += 1) {
    const edge = await anEdgeOf(hub, folder);
    await until(() => hubHasAll(edge));
    expect(await oldCopyOf(edge)).toEqual([]);
    await edge.stop();
  }
});

test('a hub of before, which does not say whose journals are whose, is no reason to tell anything', async () => {
  const hub = aHub();
  hub.saysWhose = false;
  const { copy } = await aDayWithCopy(hub);
  const third = await anEdgeOf(hub, copy);
  await until(() => hubHasAll(third));
  expect(await oldCopyOf(third)).toEqual([]);
});

test('what we brought to a restored hub for another edge is not our own past', async () => {
  const hub = aHub();
  const { folder } = await aDayWithCopy(hub);
  hub.enters(setup.event.id, gun);
  const edge = await anEdgeOf(hub, folder);
  await until(() => hubHasAll(edge));
  await edge.stop();
  for (const { journalId } of hub.journals.ends()) hub.broughtByEdge.add(journalId);
  hub.enters(setup.event.id, gun); // that one goes on while we are away
  const later = await anEdgeOf(hub, folder);
  await until(() => hubHasAll(later));
  expect(await oldCopyOf(later)).toEqual([]);
});
