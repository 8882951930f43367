import { createServer } from 'node:net';
import { newId } from '@chute/service';
import { expect, onTestFinished, test } from 'vitest';
import { saveCredentials } from '../link/hub-credentials.ts';
import type { Fetch } from '../link/hub-http.ts';
import { readEnv } from '../settings.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { clock, doctor, doctorText } from './doctor.ts';

const nobody: Fetch = () => Promise.reject(new Error('nobody answers'));

async function examined(env: Record<string, string>, { fetch = nobody, folder = temporaryFolder() } = {}) {
  const found = await doctor(readEnv({ CHUTE_DATA_DIR: folder, CHUTE_CHRONOTRACK_PORT: '0', ...env }), { fetch });
  process.exitCode = 0; // the test's own
  return { ...found, by: new Map(found.findings.map((finding) => [finding.look_at, finding])) };
}

test('a new edge without a hub is well', async () => {
  const found = await examined({});
  expect(found.findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(doctorText(found)).toMatch(/ok {3}clock: .*\n(.*\n)*All is well\.$/);
});

test('a serial line that is not there and a port that is taken are told with what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const serial = { family: 'ipico', transport: 'serial', path: '/dev/nowhere', location: 'FINISH' };
  const found = await examined({ CHUTE_DECODERS: JSON.stringify([serial, { family: 'ctp01', transport: 'listen', port }]) });
  expect(found.by.get('serial line /dev/nowhere')).toMatchObject({ ok: false, found: expect.stringContaining('CHUTE_DECODERS') });
  expect(found.by.get(`ctp01 port ${port}`)).toMatchObject({
    ok: false,
    found: expect.stringContaining('CHUTE_CHRONOTRACK_PORT to another port'),
  });
  expect(doctorText(found)).toContain('2 of 8 need somebody.');
});

test('the hub is asked whether it knows this edge, and what time it has', async () => {
  const folder = temporaryFolder();
  const hub = { partner_id: '7', edge_id: newId(), credential: 'chute_7_k_s', mqtt_url: 'mqtt://hub.example', event_id: null };
  saveCredentials(folder, { ...hub, hub_url: 'http://hub.example' });
  const saying = (answer: () => Response) => examined({}, { folder, fetch: async () => answer() });
  const at = (ms: number) => () => new Response('{}', { headers: { date: new Date(Date.now() + ms).toUTCString() } });
  expect((await saying(at(0))).by.get('hub answers')).toMatchObject({ ok: true });
  expect((await saying(at(-60_000))).by.get('hub answers')).toMatchObject({
    ok: false,
    found: expect.stringMatching(/(59|60|61) s behind/),
  });
  const revoked = () => Response.json({ detail: 'this key is not known, or it was revoked' }, { status: 401 });
  expect((await saying(revoked)).by.get('hub answers')).toMatchObject({ ok: false, found: expect.stringContaining('revoked') });
});

test('a machine that woke up in 1970 is told so before the race', () => {
  expect(() => clock(0)).toThrow('1970');
});
