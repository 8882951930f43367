import { aScreen } from '@chute/displays/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { aSetup } from '../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let token: string;
let partnerId: string;
let setup: ReturnType<typeof aSetup>;
let root: string;

beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub.stop());
beforeEach(async () => {
  ({ partnerId, token } = await hub.newPartner());
  setup = aSetup(['101', '102', '103']);
  root = `/api/v1/partners/${partnerId}/events/${setup.event.id}`;
  await hub.ask(token, 'PUT', `${root}/setup`, { setup });
  await asked('POST', '/corrections', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' });
});

test('the hub shows runners as they finish, to whoever has the code, and steers by key', async () => {
  await asked('PATCH', `/displays/${setup.event.id}`, { queue: { show_ms: 600_000 } });
  const { body: share } = await asked('POST', `/displays/${setup.event.id}/shares`, {});
  expect([share.path, share.code.split('-')[0]]).toEqual([`/d/${share.code}`, partnerId]);
  const [one, other] = [await aScreen(url(), { code: share.code }), await aScreen(url(), { code: share.code.toUpperCase() })];
  await finish(0, '2026-05-17T07:41:00Z');
  await finish(1, '2026-05-17T07:42:00Z');
  await until(() => one.on() === idOf(0) && other.on() === idOf(0) && one.state().waitingCount === 1);

  const desk = await aScreen(url(), { displayId: setup.event.id }, { token });
  expect(desk.answer).toMatchObject({ ok: true, may: 'steer', state: { now: { card: { participantId: idOf(0) } } } });
  expect(await desk.command({ command: 'next' })).toEqual({ ok: true });
  await until(() => one.on() === idOf(1) && other.on() === idOf(1));
  expect((await asked('POST', `/displays/${setup.event.id}/commands`, { command: 'recall' })).status).toBe(204);
  await until(() => one.on() === idOf(0));
  expect((await asked('GET', `/displays/${setup.event.id}`)).body.on_screen).toMatchObject({
    now: { participant_id: idOf(0) },
    scene_id: 'finish-line',
  });

  expect((await asked('DELETE', `/displays/${setup.event.id}/shares/${share.share_id}`)).status).toBe(204);
  await until(() => one.gone === 'revoked' && other.gone === 'revoked');
  expect((await aScreen(url(), { code: share.code })).answer).toMatchObject({ ok: false, code: 'unknown' });
});

test("a partner's key opens no display of another, and a code none but its own", async () => {
  const { body: share } = await asked('POST', `/displays/${setup.event.id}/shares`, { scope: 'steer' });
  const stranger = await hub.newPartner();
  expect((await aScreen(url(), { displayId: setup.event.id }, { token: stranger.token })).answer).toMatchObject({
    ok: false,
    code: 'not-allowed',
  });
  const viewer = await hub.newKey(partnerId, 'viewer');
  expect((await aScreen(url(), { displayId: setup.event.id }, { token: viewer })).answer).toMatchObject({ ok: false, code: 'not-allowed' });
  const theirs = share.code.replace(/^\d+/, stranger.partnerId);
  expect((await aScreen(url(), { code: theirs })).answer).toMatchObject({ ok: false, code: 'unknown' });
  expect((await hub.ask(null, 'GET', `/api/v1/displays/${theirs}/scenes`)).status).toBe(404);
  expect((await hub.ask(null, 'GET', `/api/v1/displays/${share.code}/scenes`)).body).toEqual({ scenes: [] });
});

test('a code is answered once and kept nowhere: not even under an idempotency key', async () => {
  const once = await hub.ask(token, 'POST', `${root}/displays/${setup.event.id}/shares`, {}, { 'idempotency-key': 'again' });
  expect(once).toMatchObject({ status: 400, body: { type: 'urn:chute:problem:bad-request' } });
  const { headers, body } = await asked('POST', `/displays/${setup.event.id}/shares`, {});
  expect(headers['cache-control']).toBe('no-store');
  const listed = await asked('GET', `/displays/${setup.event.id}/shares`);
  expect(listed.body.items).toMatchObject([{ share_id: body.share_id, scope: 'look', revoked_at: null }]);
  expect(JSON.stringify(listed.body)).not.toContain(body.code);
});

test('a scene and its picture are saved, come to the screens, and are not overwritten unseen', async () => {
  const scene = { v: 1, name: 'Ours', stage: { width: 1920, height: 1080 } };
  expect(await asked('PUT', '/scenes/ours', { base_version: 0, scene })).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await asked('PUT', '/scenes/ours', { base_version: 0, scene: { ...scene, name: 'Other' } })).toMatchObject({
    status: 409,
    body: { current: { name: 'Ours', version: 1 }, yours: { name: 'Other' } },
  });
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000780000004380806000000e8d3c143', 'hex');
  const added = await hub.ask(token, 'POST', `${root}/images`, png, { 'content-type': 'image/png' });
  expect(added).toMatchObject({ status: 201, body: { media_type: 'image/png', width: 1920, height: 1080 } });
  expect((await hub.ask(token, 'POST', `${root}/images`, Buffer.from('<svg/>'), { 'content-type': 'image/png' })).status).toBe(415);
  expect((await asked('POST', '/images', { a: 'picture' })).status).toBe(415);
  await asked('PATCH', `/displays/${setup.event.id}`, { scene_ids: ['ours', 'finish-line'] });
  const { code } = (await asked('POST', `/displays/${setup.event.id}/shares`, {})).body;
  expect((await hub.ask(null, 'GET', `/api/v1/displays/${code}/scenes`)).body.scenes).toMatchObject([{ sceneId: 'ours', version: 1 }]);
  const shown = await fetch(`${url()}/api/v1/displays/${code}/images/${added.body.sha256}`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true);
});

test('the page of a screen may go on from where its display says, and tells nobody its code', async () => {
  await asked('PATCH', `/displays/${setup.event.id}`, { sources: ['http://192.0.2.7:8080'] });
  const { code } = (await asked('POST', `/displays/${setup.event.id}/shares`, {})).body;
  const page = async (path: string) => {
    const { status, headers } = await hub.ask(null, 'GET', path);
    return [status, headers['referrer-policy'], String(headers['content-security-policy']).includes('ws://192.0.2.7:8080')];
  };
  expect([await page(`/d/${code}`), await page(`/d/${code}x`), await page('/d/')]).toEqual([
    [200, 'no-referrer', true],
    [200, 'no-referrer', false],
    [200, 'no-referrer', false],
  ]);
});

test('words for runners go with those they fit', async () => {
  const file = 'text,race,place\nWell done,,\nOn the podium!,,1\nNo such,Ultra,\n';
  const read = await asked('POST', '/runner-messages/read', { file });
  expect(read.body).toMatchObject({
    messages: [{ text: 'Well done' }, { text: 'On the podium!', place_up_to: 1 }],
    refused: [{ line: 4 }],
  });
  expect((await asked('PUT', '/runner-messages', { messages: read.body.messages })).status).toBe(200);
  const { code } = (await asked('POST', `/displays/${setup.event.id}/shares`, {})).body;
  const screen = await aScreen(url(), { code });
  await finish(0, '2026-05-17T07:41:00Z');
  await until(() => screen.state().now?.card.text === 'On the podium!');
  await finish(1, '2026-05-17T07:42:00Z');
  await until(() =>
    [screen.state().now?.card, ...screen.state().waiting].some((card) => card?.participantId === idOf(1) && card.text === 'Well done'),
  );
});

const url = () => hub.hub.addresses.http!;
const idOf = (who: number) => setup.participants[who]!.id;
const asked = (method: string, path: string, body?: unknown) => hub.ask(token, method, root + path, body);
const until = (look: () => boolean) => vi.waitUntil(look, { timeout: 20_000, interval: 5 });

async function finish(who: number, at: string): Promise<void> {
  const entry = { kind: 'manual', participant_id: idOf(who), course_point_id: setup.coursePoints[1]!.id, at };
  expect(await asked('POST', '/corrections', entry)).toMatchObject({ status: 201 });
}
