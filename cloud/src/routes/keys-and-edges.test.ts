import { claimAnswerSchema, edgeTopics } from '@chute/protocol';
import { newId } from '@chute/service';
import mqtt from 'mqtt';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAuthenticate } from '../auth/authenticate.ts';
import { aSetup } from '../testing/a-setup.ts';
import { quietLog } from '../testing/test-cluster.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let token: string;
let partnerId: string;
beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub.stop());
beforeEach(async () => {
  ({ partnerId, token } = await hub.newPartner());
});

const send = (method: string, path: string, body?: unknown, as: string | null = token) =>
  hub.ask(as, method, `/api/v1/partners/${partnerId}${path}`, body);
const claim = (code: string) => hub.ask(null, 'POST', '/api/v1/edges/claim', { code, store_id: newId(), name: 'finish box' });

/** An edge that is one of the partner's now. */
async function aClaimedEdge(enrol: object = {}) {
  const { body } = await send('POST', '/edges', { name: 'finish', ...enrol });
  return claimAnswerSchema.parse((await claim(body.code)).body);
}

function connect({ mqtt_url, partner_id, edge_id, credential }: Awaited<ReturnType<typeof aClaimedEdge>>) {
  return mqtt.connectAsync(mqtt_url, {
    protocolVersion: 4,
    clientId: edge_id,
    username: `${partner_id}/${edge_id}`,
    password: credential,
    reconnectPeriod: 0,
  });
}

test('a code makes one edge: its credential opens the broker and its own partner, and the code never works again', async () => {
  const setup = aSetup();
  await send('PUT', `/events/${setup.event.id}/setup`, { setup });
  const { body: enrolled } = await send('POST', '/edges', { name: 'finish', event_id: setup.event.id });
  const edge = claimAnswerSchema.parse((await claim(enrolled.code.toLowerCase())).body);
  expect(edge).toMatchObject({ partner_id: partnerId, event_id: setup.event.id });
  expect(await send('GET', `/events/${setup.event.id}/setup`, undefined, edge.credential)).toMatchObject({ status: 200 });

  const client = await connect(edge);
  const status = { online: true, atMs: 1, software: 'chute-edge 0.1.0', detail: { disk: 'ok' } };
  await client.publishAsync(edgeTopics(partnerId, edge.edge_id).status, JSON.stringify(status), { qos: 1 });
  await expect
    .poll(async () => (await send('GET', `/edges/${edge.edge_id}`)).body, { timeout: 15_000 })
    .toMatchObject({
      name: 'finish',
      online: true,
      software: 'chute-edge 0.1.0',
      detail: { disk: 'ok' },
      last_seen_at: expect.any(String),
    });
  await client.endAsync();
  expect(await claim(enrolled.code)).toMatchObject({ status: 403 });
});

test('an edge that is revoked is put off the broker at once and cannot come back', async () => {
  const edge = await aClaimedEdge();
  const client = await connect(edge);
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  expect(await send('DELETE', `/edges/${edge.edge_id}`)).toMatchObject({ status: 204 });
  await closed;
  await expect(connect(edge)).rejects.toThrow();
  expect((await send('GET', '/edges')).body.items).toMatchObject([
    { edge_id: edge.edge_id, online: false, revoked_at: expect.any(String) },
  ]);
});

test('an edge that timed on its own brings its event, and never replaces one that the hub has', async () => {
  const edge = await aClaimedEdge();
  const setup = aSetup(['1']);
  const path = `/events/${setup.event.id}/setup`;
  const first = await send('PUT', path, { setup }, edge.credential);
  expect(first).toMatchObject({ status: 200 });
  const other = { ...setup, chips: [] };
  const offered = await send('PUT', path, { setup: other }, edge.credential);
  expect(offered).toMatchObject({ status: 200 });
  expect((await send('GET', path)).body.setup_hash).toBe(first.body.setup_hash);
  expect((await send('GET', `${path}?setup_hash=${offered.body.setup_hash}`)).body.setup.chips).toEqual([]);
});

test('an edge whose name holds a NUL is refused with the reason', async () => {
  expect(await send('POST', '/edges', { name: 'finish\u0000' })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('NUL') },
  });
});

test('a key is shown once, may do what it was made for, and cannot give more than it has', async () => {
  const made = await send('POST', '/api-keys', { name: 'results page', role: 'viewer' });
  expect(made).toMatchObject({ status: 201, body: { permissions: ['read:events', 'read:results'] } });
  const listed = (await send('GET', '/api-keys')).body.items.find(({ key_id }: { key_id: string }) => key_id === made.body.key_id);
  expect(JSON.stringify(listed)).not.toContain(made.body.token.split('_').at(-1));
  expect(await send('GET', '/events', undefined, made.body.token)).toMatchObject({ status: 200 });
  expect(await send('GET', '/timing/sessions', undefined, made.body.token)).toMatchObject({ status: 403 });
  const half = await send('POST', '/api-keys', { name: 'half', permissions: ['admin:partner'] });
  expect(await send('POST', '/api-keys', { name: 'more', permissions: ['write:timing'] }, half.body.token)).toMatchObject({ status: 403 });
});

test('a key that was revoked opens nothing after 20 seconds', async () => {
  let nowMs = 0;
  const { body } = await send('POST', '/api-keys', { name: 'lost', role: 'viewer' });
  const authenticate = createAuthenticate({ db: hub.hub.core.db, logger: quietLog, platformToken: hub.platformToken, nowMs: () => nowMs });
  expect(await authenticate(body.token)).toMatchObject({ keyId: body.key_id, partnerId });
  expect(await send('DELETE', `/api-keys/${body.key_id}`)).toMatchObject({ status: 204 });
  nowMs = 20_000;
  expect(await authenticate(body.token)).toBeUndefined();
});

test('each call leaves a row: who, what, on which thing, from where, and what came of it', async () => {
  const eventId = newId();
  await hub.ask(token, 'GET', `/api/v1/partners/${partnerId}/events/${eventId}`);
  const rows = () =>
    hub.hub.core.db.withTenant(partnerId, (tx) =>
      tx.query('select actor, action, subject, origin, outcome from audit_log where timing_partner_id = $1', [partnerId]),
    );
  await expect
    .poll(async () => (await rows()).rows, { timeout: 15_000 })
    .toContainEqual({ actor: expect.stringMatching(/^key:/), action: 'getEvent', subject: eventId, origin: '127.0.0.1', outcome: '404' });
});
