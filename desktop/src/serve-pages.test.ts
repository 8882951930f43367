import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { displayPartsIn } from './display-parts.ts';
import { pageFilesIn } from './page-files.ts';
import { servePage } from './serve-pages.ts';

const eventId = '01990000-0000-7000-8000-000000000009';
const scenesPath = '/api/v1/displays/k3y-of-the-wall/scenes';
let folder: string;
let hubSays: Record<string, Response | Error>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chute-desktop-'));
  for (const name of ['board', 'setup']) mkdirSync(join(folder, 'pages', name), { recursive: true });
  for (const name of [
    'board/index.html',
    'board/announcer.html',
    'board/display.html',
    'board/board-x.js',
    'setup/index.html',
    'setup/setup-x.js',
  ])
    writeFileSync(join(folder, 'pages', name), name);
  writeFileSync(join(folder, 'secret.html'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [`/board/${eventId}`, 'board/index.html'],
  [`/announcer/${eventId}?own=0`, 'board/announcer.html'],
  ['/d/k3y-of-the-wall', 'board/display.html'],
  ['/setup', 'setup/index.html'],
  ['/board-assets/board-x.js', 'board/board-x.js'],
  ['/setup-assets/setup-x.js', 'setup/setup-x.js'],
])('%s comes out of the package', async (path, text) => {
  expect(await (await get(path)).text()).toBe(text);
});

test.each([
  '/',
  '/board',
  '/board/a/b',
  '/desk/1',
  '/board-assets/../../secret.html',
  '/board-assets/%2e%2e/%2e%2e/secret.html',
  '/board-assets/..%2f..%2fsecret.html',
  '/setup-assets/../../secret.html',
  '/api/v1/partners',
])('there is nothing at %s', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('nothing is there under another host, and nothing can be sent', async () => {
  expect((await servePage({ url: 'chute://other/setup', method: 'GET' }, parts())).status).toBe(404);
  expect((await servePage({ url: 'chute://app/setup', method: 'POST' }, parts())).status).toBe(404);
});

test('a page may reach its sources and nothing else, and the setup page nobody', async () => {
  const board = (await get(`/board/${eventId}`)).headers.get('content-security-policy');
  expect(board).toContain("connect-src 'self' https://hub.example wss://hub.example http://192.0.2.7:8080 ws://192.0.2.7:8080;");
  expect(board).toMatch(/default-src 'none'; script-src 'self';/);
  expect((await get('/setup')).headers.get('content-security-policy')).toContain("connect-src 'self';");
});

test('the scenes of a display come from the first source that has them, and without any network from what was kept', async () => {
  const json = { headers: { 'content-type': 'application/json; charset=utf-8' } };
  hubSays = { 'https://hub.example': new Error('no network') };
  expect((await get(scenesPath)).status).toBe(503);
  hubSays = { 'http://192.0.2.7:8080': new Response('{"scenes":[]}', json) };
  expect(await (await get(scenesPath)).json()).toEqual({ scenes: [] });
  hubSays = {};
  const kept = await get(scenesPath);
  expect([await kept.json(), kept.headers.get('content-type')]).toEqual([{ scenes: [] }, 'application/json; charset=utf-8']);
});

test('a source that answers with a page instead of a scene is not believed', async () => {
  hubSays = { 'https://hub.example': new Response('<script>', { headers: { 'content-type': 'text/html' } }) };
  expect((await get('/api/v1/displays/another-wall/scenes')).status).toBe(503);
});

const get = (path: string) => servePage({ url: `chute://app${path}`, method: 'GET' }, parts());

function parts() {
  const fetchPart = (async (url: string) => {
    const said = hubSays[new URL(url).origin] ?? new Error('no network');
    if (said instanceof Error) throw said;
    return said;
  }) as typeof fetch;
  return {
    files: pageFilesIn(join(folder, 'pages')),
    displayParts: displayPartsIn(join(folder, 'kept'), fetchPart),
    sources: () => ['https://hub.example', 'http://192.0.2.7:8080'],
  };
}
