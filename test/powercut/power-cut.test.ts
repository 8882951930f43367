import { expect, test } from 'vitest';
import { seededRandom } from '../lib/seeded-random.ts';
import { Disk } from './disk.ts';
import { diskShim, shimNeeds } from './disk-shim.ts';
import { cutPower } from './power-cuts.ts';
import { recordJournal, type Stretch } from './recording.ts';

/** `npm run proof` asks for more. */
const cuts = Number(process.env.CHUTE_PROOF_CUTS ?? 200);
const proofMs = 600_000;

/** A first start, a day with checkpoints that ends in a kill, and a start over what that left. */
const life: Stretch[] = [
  { commits: 40, ending: 'closed' },
  { commits: 260, ending: 'killed' },
  { commits: 20, ending: 'closed' },
];
const killedAfterFailedSync: Stretch[] = [
  { commits: 30, ending: 'killed after a failed sync', failSyncs: [30] },
  { commits: 40, ending: 'killed' },
];

const withShim = test.skipIf(diskShim() === null);
const needs = `[needs ${shimNeeds}]`;

withShim(
  `no power cut takes a read that was acknowledged, whatever the disk made of what was not synced ${needs}`,
  { timeout: proofMs },
  async () => {
    const { claims, broken } = cutPower(await recordJournal(life), { cuts, seed: 1 });
    expect(broken).toEqual([]);
    expect(claims).toBeGreaterThan(800);
  },
);

withShim(`a journal that SQLite syncs as it does by itself would be found out ${needs}`, async () => {
  const recording = await recordJournal([{ commits: 200, ending: 'closed' }], { fault: 'edge-syncs-at-checkpoints-only' });
  const { broken } = cutPower(recording, { cuts: 200, seed: 2, untilBroken: true });
  expect(broken).toContainEqual(expect.stringContaining('acknowledged entries lost'));
});

withShim(
  `syncs that fail take nothing that was acknowledged, though the disk says afterwards that all is well ${needs}`,
  { timeout: proofMs },
  async () => {
    const { events, ...recording } = await recordJournal([
      { commits: 80, ending: 'closed', failSyncs: [1, 20, 25, 70] },
      ...killedAfterFailedSync,
    ]);
    expect(events.filter(({ op }) => op === 'sync-failed')).toHaveLength(5);
    expect(cutPower({ events, ...recording }, { cuts: Math.ceil(cuts / 2), seed: 3 }).broken).toEqual([]);
  },
);

withShim(`a start that trusted a log whose last sync had failed would be found out ${needs}`, async () => {
  const recording = await recordJournal(killedAfterFailedSync, { fault: 'edge-trusts-a-log-whose-sync-failed' });
  const { broken } = cutPower(recording, { cuts: 200, seed: 4, untilBroken: true });
  expect(broken).toContainEqual(expect.stringContaining('acknowledged entries lost'));
});

withShim(`the disk that the cuts are made on is the one the journal wrote, byte for byte ${needs}`, async () => {
  const { root, events, left } = await recordJournal([
    { commits: 30, ending: 'closed' },
    { commits: 30, ending: 'killed' },
  ]);
  const disk = new Disk(root, seededRandom(5));
  for (const event of events) disk.happened(event);
  const shm = (path: string) => path.endsWith('-shm');
  expect(disk.asWritten()).toEqual(new Map([...left].filter(([path]) => !shm(path))));
});
