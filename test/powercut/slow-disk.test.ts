import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { House } from '../lib/house.ts';
import { LoadDecoder } from '../lib/load-decoder.ts';
import { diskShim, shimNeeds } from './disk-shim.ts';
import { EdgeOnDisk } from './edge-on-disk.ts';

const withShim = test.skipIf(diskShim() === null);
const needs = `[needs ${shimNeeds}]`;

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

withShim(
  `on a card whose every sync takes half a second the edge answers at once, and says nothing before it is on disk ${needs}`,
  async () => {
    const { edge, load, lag } = await timeOnASlowDisk({ reads: 800 });
    expect(lag.p99Ms, `the main thread was held up by ${JSON.stringify(lag)}`).toBeLessThanOrEqual(20);
    load.rest();
    await eventually('all reads stored', async () => ((await edge.status()).journal.written.read === load.sent ? true : undefined));
    expect(await edge.brokenClaims()).toEqual([]);
  },
);

withShim(`an edge that waited for the disk on its main thread would be found out ${needs}`, async () => {
  const { lag } = await timeOnASlowDisk({ reads: 300, faults: ['edge-syncs-on-its-main-thread'] });
  expect(lag.p99Ms).toBeGreaterThan(100);
});

withShim(`an edge that spoke before the disk did would be found out ${needs}`, async () => {
  const { edge } = await timeOnASlowDisk({ reads: 100, faults: ['edge-acknowledges-before-commit'] });
  expect(await edge.brokenClaims()).toContainEqual(expect.stringContaining('acknowledged entries lost'));
});

/** The lag is that of the main thread while the reads came in. */
async function timeOnASlowDisk({ reads, faults = [] }: { reads: number; faults?: string[] }) {
  const edge = await EdgeOnDisk.start(house, { faults });
  const load = house.closing(new LoadDecoder({ perSecond: 200 }));
  edge.disk.order('sync-ms', 500);
  load.dial(edge.chronotrack);
  await edge.lag();
  await eventually('all reads sent', () => (load.sent >= reads ? true : undefined));
  return { edge, load, lag: await edge.lag() };
}
