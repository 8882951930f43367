import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { House } from '../lib/house.ts';
import { LoadDecoder } from '../lib/load-decoder.ts';
import { diskShim, shimNeeds } from './disk-shim.ts';
import { EdgeOnDisk, type EdgeStatus } from './edge-on-disk.ts';

const withShim = test.skipIf(diskShim() === null);
const needs = `[needs ${shimNeeds}]`;

/** R7: so long may a disk refuse before the timer is told. */
const alarmWithinMs = 2_000;

let house: House;
let load: LoadDecoder;
beforeEach(async () => {
  house = await House.open();
  load = house.closing(new LoadDecoder({ perSecond: 200 }));
});
afterEach(() => house.close());

withShim(`a sync that fails is an alarm within two seconds; the file is opened anew, and no read is lost ${needs}`, async () => {
  const edge = await EdgeOnDisk.start(house);
  load.dial(edge.chronotrack);
  await stored(edge, 50);
  edge.disk.order('fail-sync');
  const alarm = await seen(edge, ({ journal }) => journal.trouble !== null, alarmWithinMs);
  expect(alarm.edge).toMatchObject({ ok: false, problem: expect.stringContaining('the disk does not take entries') });
  expect(alarm.journal.trouble).toMatchObject({ code: 'SQLITE_IOERR_FSYNC' });

  const well = await seen(edge, ({ journal }) => journal.trouble === null);
  expect(diskNews(well)).toEqual(['disk-trouble', 'disk-well']);
  await stored(edge, load.sent + 50);
  load.rest();
  await stored(edge, load.sent);
  expect(await edge.brokenClaims()).toEqual([]);
  expect(firstOpenedAfterFailure(edge)).toMatch(/journal\.sqlite$/);
});

withShim(
  `a disk that is full frees the room kept aside; full again it is told, and goes on by itself when there is room ${needs}`,
  async () => {
    const edge = await EdgeOnDisk.start(house, { env: { CHUTE_BALLAST_MB: '1' } });
    await eventually('the room is kept aside', () => (edge.disk.sizeOf('edge/ballast') === 1024 * 1024 ? true : undefined));
    edge.disk.order('room', 1_600_000);
    load.dial(edge.chronotrack);
    const helped = await seen(edge, ({ notices }) => notices.some(({ code }) => code === 'disk-well'));
    expect(diskNews(helped)).toEqual(['disk-trouble', 'ballast-freed', 'disk-well']);
    expect(edge.disk.sizeOf('edge/ballast')).toBeUndefined();

    const full = await seen(edge, ({ journal }) => journal.trouble !== null);
    expect(full.edge).toMatchObject({ ok: false, problem: expect.stringContaining('full') });
    expect(full.journal.trouble).toMatchObject({ code: 'SQLITE_FULL' });
    const waiting = load.sent;
    edge.disk.lift('room');
    await stored(edge, waiting + 1);
    load.rest();
    const well = await stored(edge, load.sent);
    expect(well).toMatchObject({ edge: { ok: true }, journal: { trouble: null } });
    expect(await edge.brokenClaims()).toEqual([]);
  },
);

function stored(edge: EdgeOnDisk, reads: number): Promise<EdgeStatus> {
  return seen(edge, ({ journal }) => (journal.written.read ?? 0) >= reads);
}

function seen(edge: EdgeOnDisk, fits: (status: EdgeStatus) => boolean, withinMs = 30_000): Promise<EdgeStatus> {
  const look = async () => {
    const status = await edge.status();
    return fits(status) ? status : undefined;
  };
  return eventually('the status that was waited for', look, { withinMs });
}

/** That there is little room may be said as well, at any time. */
function diskNews({ notices }: EdgeStatus): string[] {
  return notices.map(({ code }) => code).filter((code) => ['disk-trouble', 'ballast-freed', 'disk-well'].includes(code));
}

/** Which file is opened first after the sync that failed. */
function firstOpenedAfterFailure(edge: EdgeOnDisk): string | undefined {
  const events = edge.disk.events();
  const after = events.slice(events.findIndex(({ op }) => op === 'sync-failed'));
  const opened = after.find(({ op }) => op === 'opened');
  return opened && 'path' in opened ? opened.path : undefined;
}
