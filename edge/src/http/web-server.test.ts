import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { aRace } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import { liveScreen } from '../testing/live-screen.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { aRunningEdge, asked, until } from '../testing/test-edge.ts';

const { setup } = aRace().wave('A').participant('101').participant('102', { hidden: true });
const eventId = setup.event.id;
const persons = setup.participants.map(({ id }) => ({ participant_id: id, first_name: 'Ada', last_name: 'Example' }));

test('every answer forbids what a page could be tricked into, and has an id to ask about', async () => {
  const edge = await aRunningEdge();
  const { headers } = await fetch(`${edge.addresses.http}/status`);
  expect(headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a request that is not what it should be is told what is wrong, and nothing is written', async () => {
  const edge = await aRunningEdge();
  const wrong = await asked(edge, '/api/entries', { kind: 'gun', wave_id: 'A', at: 'nine' });
  expect(wrong).toMatchObject({ status: 400, body: { type: 'urn:chute:problem:bad-request' } });
  expect((wrong.body.errors as { path: string }[]).map(({ path }) => path)).toEqual(['body.wave_id', 'body.at']);
  await asked(edge, '/api/setup', { setup });
  await until(() => edge.scoringRun());
  const stranger = { kind: 'status', participant_id: setup.waves[0]!.id, change: 'DNF' };
  expect(await asked(edge, '/api/entries', stranger)).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('participant') },
  });
  expect((await asked(edge, '/api/session', { event_id: setup.races[0]!.id })).status).toBe(404);
  expect((await asked(edge, '/api/v1/events/none/results/list')).status).toBe(400);
  expect((await asked(edge, `/api/v1/events/${eventId}/explain?bib=999`)).status).toBe(404);
  expect((await asked(edge, '/nowhere')).status).toBe(404);
  const { status, body } = await asked(edge, '/status');
  expect([status, (body.journal as { written: object }).written]).toEqual([200, { 'session-open': 1, 'session-bind': 1 }]);
});

test('a body that is no JSON, or too large, is refused', async () => {
  const edge = await aRunningEdge();
  const post = (body: string, type: string) =>
    fetch(`${edge.addresses.http}/api/entries`, { method: 'POST', headers: { 'content-type': type }, body });
  expect((await post('kind=gun', 'application/x-www-form-urlencoded')).status).toBe(415);
  expect((await post('{"kind":', 'application/json')).status).toBe(400);
  expect((await post(JSON.stringify({ kind: 'x'.repeat(70_000) }), 'application/json')).status).toBe(413);
});

test('whoever has the console key may change things from anywhere; the key is for one user of this machine only', async () => {
  const folder = temporaryFolder();
  const edge = await aRunningEdge({ folder });
  const from = (headers: Record<string, string>) =>
    fetch(`${edge.addresses.http}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ event_id: eventId }),
    });
  expect((await from({ authorization: 'Bearer a guess' })).status).toBe(403);
  expect((await from({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await from({})).status).toBe(404);
  expect(statSync(`${folder}/console-key`).mode & 0o777).toBe(0o600);
});

test('the board of the event is the first page, and its files may be kept', async () => {
  const pages = temporaryFolder();
  mkdirSync(`${pages}/assets`);
  writeFileSync(`${pages}/index.html`, '<!doctype html><title>board</title>');
  writeFileSync(`${pages}/announcer.html`, '<!doctype html><title>announcer</title>');
  writeFileSync(`${pages}/assets/board-abc.js`, 'export {}');
  const edge = await aRunningEdge({ boardFolder: async () => pages });
  expect((await asked(edge, '/')).status).toBe(404);
  await asked(edge, '/api/setup', { setup });
  const first = await fetch(`${edge.addresses.http}/`);
  expect([new URL(first.url).pathname, await first.text()]).toEqual([`/board/${eventId}`, expect.stringContaining('board')]);
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self'");
  const announcer = await fetch(`${edge.addresses.http}/announcer/${eventId}`);
  expect(await announcer.text()).toContain('announcer');
  expect(announcer.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect((await fetch(`${edge.addresses.http}/desk/${eventId}`)).status, 'a page that is not built').toBe(404);
  const asset = await fetch(`${edge.addresses.http}/board-assets/assets/board-abc.js`);
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, expect.stringContaining('immutable')]);
  expect((await fetch(`${edge.addresses.http}/board-assets/..%2f..%2fetc%2fpasswd`)).status).toBeGreaterThanOrEqual(400);
});

test('a board that cannot be built is told as such, and everything else works', async () => {
  const edge = await aRunningEdge();
  expect(await asked(edge, `/board/${eventId}`)).toMatchObject({
    status: 503,
    body: { detail: expect.stringContaining('there is no board') },
  });
  expect((await asked(edge, '/health')).status).toBe(200);
});

test('only timers see unknown chips and hidden names, and only from this machine or with the key', async () => {
  const folder = temporaryFolder();
  const edge = await aRunningEdge({ folder });
  await asked(edge, '/api/setup', { setup, persons });
  await until(() => edge.scoringRun());
  const url = edge.addresses.http!;
  const [open, timer] = [await liveScreen(url, { eventId }), await liveScreen(url, { eventId, audience: 'timer' })];
  await until(() => timer.row('102') && open.row('102'));
  expect([open.row('102')?.name, timer.row('102')?.name]).toEqual([null, 'Ada Example']);
  const guess = await liveScreen(url, { eventId, audience: 'timer', token: 'a guess' });
  expect(guess.answer).toMatchObject({ ok: false, code: 'not-allowed' });
  const lost = await liveScreen(url, { eventId: setup.races[0]!.id });
  expect(lost.answer).toMatchObject({ ok: false, code: 'unknown-event' });

  const [host, port] = edge.addresses.chronotrack!.split(':') as [string, string];
  const box = connect({ host, port: Number(port) });
  box.end('CT01_33~1~finish~STRANGER~2026-05-17T09:41:07.00~1~0F2A38~1\r\n');
  await until(() => timer.unknown().includes('STRANGER'));
  expect(open.unknown()).toEqual([]);
});

test('a screen that came back with its cursor gets what it missed, and announces each finish once', async () => {
  const edge = await aRunningEdge();
  await asked(edge, '/api/setup', { setup });
  await asked(edge, '/api/entries', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z' });
  const screen = await liveScreen(edge.addresses.http!, { eventId });
  const finish = { kind: 'manual', course_point_id: setup.coursePoints.find(({ kind }) => kind === 'finish')!.id };
  await asked(edge, '/api/entries', { ...finish, participant_id: setup.participants[0]!.id, at: '2026-05-17T09:41:07Z' });
  await until(() => screen.finishes.includes('101'));
  screen.loseConnection();
  await asked(edge, '/api/entries', { ...finish, participant_id: setup.participants[1]!.id, at: '2026-05-17T09:45:00Z' });
  await until(() => edge.scoringRun()?.scorer.result(setup.participants[1]!.id)?.status === 'finished');
  await screen.comeBack();
  await until(() => screen.finishes.includes('102'));
  expect([screen.finishes, screen.snapshots]).toEqual([['101', '102'], 1]);
});
