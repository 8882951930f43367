import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { makeTestFolder } from '../testing/test-cluster.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const dataDir = makeTestFolder();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function hubProgram(args: string[], env: Record<string, string> = {}): ChildProcess & { said: { out: string; err: string } } {
  const settings = { CHUTE_DATA_DIR: dataDir, CHUTE_HUB_PORT: '0', CHUTE_MQTT_PORT: '0', CHUTE_LOG_LEVEL: 'error', ...env };
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout!.on('data', (bytes) => (said.out += bytes));
  child.stderr!.on('data', (bytes) => (said.err += bytes));
  return Object.assign(child, { said });
}

async function run(args: string[], env?: Record<string, string>) {
  const child = hubProgram(args, env);
  const [code] = await once(child, 'close');
  return { code, ...child.said };
}

/** The command's answer with `--json`. */
async function asked(...args: string[]) {
  const { code, out, err } = await run([...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

test('a partner, a key and a code are made with and without a hub that runs, and a stop asked twice is one stop', async () => {
  const { partner_id: partner } = await asked('partner', 'create', 'Big River Timing');
  expect(partner).toBe('1');

  const hub = hubProgram(['start']);
  await once(hub.stdout!, 'data');
  const { ready, addresses } = JSON.parse(hub.said.out);
  expect({ ready, addresses }).toMatchObject({ ready: true, addresses: { http: expect.any(String), mqtt: expect.any(String) } });
  expect((await fetch(`${addresses.http}/ready`)).status).toBe(200);

  const { token } = await asked('key', 'create', '--partner', partner, '--role', 'timer');
  const answer = await fetch(`${addresses.http}/api/v1/partners/1`, { headers: { 'x-api-key': token } });
  expect(await answer.json()).toMatchObject({ name: 'Big River Timing' });
  const { code } = await asked('edge', 'enrol', '--partner', partner, '--name', 'finish');
  expect(code).toMatch(/^1-(\w{4}-){2}\w{4}$/);
  expect(await asked('migrate')).toMatchObject({ ok: true, database: 'of the running hub' });

  const closed = once(hub, 'close');
  hub.kill('SIGTERM');
  hub.kill('SIGTERM');
  expect(await closed).toEqual([0, null]);
  expect(hub.said.err).toBe('');
}, 120_000);

test('a port that is taken is named, with the variable to set', async () => {
  const { createServer } = await import('node:net');
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { code, err } = await run(['start'], { CHUTE_HUB_PORT: String(port) });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(new RegExp(`^port ${port} is taken .*CHUTE_HUB_PORT.*\\n$`)) });
  taken.close();
}, 60_000);

test('what cannot be done is one sentence, or one line for a program', async () => {
  const missing = await run(['key', 'create', '--partner', '999', '--json']);
  expect(missing).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse(missing.err)).toMatchObject({ error: { code: 'no-such-partner', message: expect.stringContaining('999') } });
  const wrong = await run(['migrate'], { CHUTE_HUB_PORT: 'eighty' });
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('CHUTE_HUB_PORT') });
}, 60_000);
