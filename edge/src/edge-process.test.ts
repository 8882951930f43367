import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { aRace } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import { journalContent } from './journal/read-journal.ts';
import { ChronoTrackClient } from './testing/chronotrack-client.ts';
import { anEdgeProcess } from './testing/edge-process.ts';
import { type LiveScreen, liveScreen } from './testing/live-screen.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { until } from './testing/test-edge.ts';

const runners = Array.from({ length: 400 }, (_, at) => String(at + 1));

test('what an edge had told anyone when it was killed under load is on its disk, and the next one has it', async () => {
  const folder = temporaryFolder();
  const race = aRace({ points: { START: { kind: 'start' }, FINISH: { kind: 'finish' } } }).wave('A', {
    scheduled: '09:00:00',
    gunLocations: ['START'],
  });
  for (const bib of runners) race.participant(bib);
  const { setup } = race;
  writeFileSync(`${folder}/setup.json`, JSON.stringify({ setup }));
  const env = { CHUTE_DATA_DIR: `${folder}/data`, CHUTE_EDGE_SETUP: `${folder}/setup.json` };
  const first = await anEdgeProcess(env);
  const screen = await liveScreen(first.addresses.http!, { eventId: setup.event.id });
  const told: { journal_id: string; seq: number }[] = [];

  const box = new ChronoTrackClient('START', 'FINISH');
  await box.dial(first.addresses.chronotrack!);
  box.says({ location: 'START', sourceSeq: 1, ident: 'guntime', at: '2026-05-17T09:00:00.00' });
  await until(async () => {
    // A burst of reads each time, until enough of them have come out at the other end.
    for (let burst = 0; burst < 4; burst += 1) saysNextFinish(box);
    const { journal } = (await (await fetch(`${first.addresses.http}/status`)).json()) as { journal: (typeof told)[number] };
    told.push(journal);
    return finishers(screen).length >= 40;
  });
  while (box.said.length <= runners.length / 2) saysNextFinish(box);
  const shown = finishers(screen);
  await first.kill();

  const { integrity, entries } = journalContent(env.CHUTE_DATA_DIR);
  expect(integrity).toBe('ok');
  const onDisk = entries.map(({ journalId, seq, body }) => ({ journalId, seq, ident: JSON.parse(body).ident as string }));
  expect(onDisk.map(({ seq }) => seq)).toEqual(onDisk.map((_, at) => at + 1));
  const reads = new Set(onDisk.map(({ ident }) => ident));
  expect(shown.filter((bib) => !reads.has(bib))).toEqual([]);
  expect(Math.max(...told.map(({ seq }) => seq))).toBeLessThanOrEqual(onDisk.length);

  const second = await anEdgeProcess(env);
  const secondScreen = await liveScreen(second.addresses.http!, { eventId: setup.event.id });
  await until(() => shown.every((bib) => secondScreen.row(bib)?.status === 'finished'));
  await box.dial(second.addresses.chronotrack!);
  await until(() => finishers(secondScreen).length === box.said.length - 1);
});

test('an edge whose journal is in doubt comes up without its decoder port, says what to do, and leaves the file alone', async () => {
  const folder = temporaryFolder();
  const notOurs = 'reads: 1, 2, 3, and then some other text that is no database';
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/journal.sqlite`, notOurs);
  const { addresses } = await anEdgeProcess({ CHUTE_DATA_DIR: folder });
  expect(addresses).toEqual({ http: expect.any(String) });
  const [status, health] = await Promise.all([fetch(`${addresses.http}/status`), fetch(`${addresses.http}/health`)]);
  expect(await status.json()).toMatchObject({ mode: 'salvage', code: 'not-a-journal', advice: expect.stringContaining('CHUTE_DATA_DIR') });
  expect(health.status).toBe(503);
  expect(readFileSync(`${folder}/journal.sqlite`, 'utf8')).toBe(notOurs);
});

test('a box that is only ever switched off at the wall keeps what it compiled, so that its next start is short', async () => {
  const folder = temporaryFolder();
  const cache = `${folder}/cache`;
  await anEdgeProcess({ CHUTE_DATA_DIR: `${folder}/data`, NODE_COMPILE_CACHE: cache });
  await until(() => existsSync(cache) && readdirSync(cache, { recursive: true }).length > 300);
});

/** One runner after the other, a second apart. */
function saysNextFinish(box: ChronoTrackClient): void {
  const at = box.said.length;
  const bib = runners[at - 1];
  if (bib === undefined) return;
  const time = new Date(Date.UTC(2026, 4, 17, 9, 40, at)).toISOString().slice(0, 22);
  box.says({ location: 'FINISH', sourceSeq: at + 1, ident: bib, at: time });
}

function finishers(screen: LiveScreen): string[] {
  return runners.filter((bib) => screen.row(bib)?.status === 'finished');
}

test.skipIf(process.platform !== 'linux')(
  'an edge runs with a frugal allocator, under the process id that it was started with',
  async () => {
    const { child } = await anEdgeProcess({ CHUTE_DATA_DIR: `${temporaryFolder()}/data` });
    const environment = readFileSync(`/proc/${child.pid}/environ`, 'utf8').split('\0');
    expect(environment).toContain('MALLOC_ARENA_MAX=2');
  },
);
