import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../auth/scopes.ts';
import { aSetup } from '../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';
import type { Access } from './access.ts';

type Route = { method: string; url: string; access: Access };

let hub: TestHub;
let routes: Route[];
let ours: { partnerId: string; token: string };
let theirs: { partnerId: string; token: string };
/** Ids of a real event of theirs, by the names that paths give them. */
let theirIds: Record<string, string>;

beforeAll(async () => {
  hub = await startTestHub();
  routes = hub.hub.routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
  [ours, theirs] = [await hub.newPartner(), await hub.newPartner()];
  const setup = aSetup(['101']);
  const root = `/api/v1/partners/${theirs.partnerId}`;
  await hub.ask(theirs.token, 'PUT', `${root}/events/${setup.event.id}/setup`, { setup });
  const key = await hub.ask(theirs.token, 'POST', `${root}/api-keys`, { name: 'x', role: 'viewer' });
  const { body: enrolled } = await hub.ask(theirs.token, 'POST', `${root}/edges`, { name: 'finish' });
  const { body: edge } = await hub.ask(null, 'POST', '/api/v1/edges/claim', { code: enrolled.code, store_id: setup.event.id });
  const csv = 'bib,last name\n900,New\n';
  const { body: imported } = await hub.ask(theirs.token, 'POST', `${root}/participants/import`, {
    event_id: setup.event.id,
    csv,
    dry_run: false,
  });
  const displays = `${root}/events/${setup.event.id}/displays`;
  const { body: display } = await hub.ask(theirs.token, 'POST', displays, { name: 'Wall' });
  const { body: share } = await hub.ask(theirs.token, 'POST', `${displays}/${display.display_id}/shares`, {});
  const scene = { v: 1, sceneId: 'theirs', name: 'Theirs', stage: { width: 1920, height: 1080 } };
  await hub.ask(theirs.token, 'PUT', `${root}/events/${setup.event.id}/scenes/theirs`, { base_version: 0, scene });
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000780000004380806000000e8d3c143', 'hex');
  const { body: image } = await hub.ask(theirs.token, 'POST', `${root}/events/${setup.event.id}/images`, png, {
    'content-type': 'image/png',
  });
  theirIds = {
    ...{ display_id: display.display_id, share_id: share.share_id, scene_id: 'theirs', sha256: image.sha256 },
    event_id: setup.event.id,
    race_id: setup.races[0]!.id,
    participant_id: setup.participants[0]!.id,
    key_id: key.body.key_id,
    edge_id: edge.edge_id,
    import_id: imported.import_id,
  };
}, 60_000);
afterAll(() => hub.stop());

const ofPartners = () => routes.filter(({ url }) => url.includes(':partner_id'));
const pathOf = (url: string, ids: Record<string, string>) => url.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-${name}`);
const plain = ({ status, body }: { status: number; body: { request_id?: string } }) => ({ status, body: { ...body, request_id: '' } });

test('the matrix covers every route there is: each is of a partner, or is one of these', () => {
  const others = routes.filter(({ url }) => !url.includes(':partner_id')).map(({ method, url, access }) => `${method} ${url} ${access}`);
  expect(others.sort()).toEqual([
    'GET /announcer/:event_id public',
    'GET /api/v1/displays/:code/images/:sha256 public',
    'GET /api/v1/displays/:code/scenes public',
    'GET /api/v1/pairings/:pairing_id public',
    'GET /board-assets/* public',
    'GET /board/:event_id public',
    'GET /builder/:event_id public',
    'GET /d/ public',
    'GET /d/:code public',
    'GET /desk/:event_id public',
    'GET /docs docs',
    'GET /docs/ docs',
    'GET /docs/js/scalar.js docs',
    'GET /health public',
    'GET /metrics operator',
    'GET /openapi.json docs',
    'GET /ready public',
    'POST /api/v1/edges/claim public',
    'POST /api/v1/pairings public',
    'POST /api/v1/partners platform',
  ]);
  expect(ofPartners().length).toBeGreaterThan(30);
  expect(ofPartners().every(({ access }) => Array.isArray(access) && access.length > 0)).toBe(true);
});

test('without a key, and with a wrong one, every route of a partner answers 401', async () => {
  const wrongKey = `${ours.token.slice(0, -4)}AAAA`;
  for (const { method, url } of ofPartners()) {
    const path = pathOf(url, { ...theirIds, partner_id: ours.partnerId });
    expect([await hub.ask(null, method, path), await hub.ask(wrongKey, method, path)], `${method} ${url}`).toMatchObject([
      { status: 401, headers: { 'www-authenticate': expect.any(String) } },
      { status: 401 },
    ]);
  }
});

test('on every route another partner is answered exactly like one that does not exist, whatever else is wrong with the request', async () => {
  for (const { method, url } of ofPartners()) {
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { nonsense: true } : undefined;
    const ask = async (partner_id: string) =>
      plain(await hub.ask(ours.token, method, `${pathOf(url, { ...theirIds, partner_id })}?bogus=1`, body));
    const unknown = await ask('999999');
    expect(unknown, `${method} ${url}`).toMatchObject({ status: 404, body: { detail: 'there is no such partner' } });
    expect(await ask(theirs.partnerId), `${method} ${url}`).toEqual(unknown);
  }
});

test("on every route another partner's id is answered exactly like an unknown one", async () => {
  const madeUp = (name: string) => (name === 'sha256' ? 'ab'.repeat(32) : '01997f3a-5c00-7000-8000-00000000dead');
  const unknownIds = Object.fromEntries(Object.keys(theirIds).map((name) => [name, madeUp(name)]));
  const withIds = ofPartners().filter(({ method, url }) => /:(event|race|participant|key|edge|import)_id/.test(url) && !makes(method, url));
  expect(withIds.length).toBeGreaterThan(20);
  for (const { method, url } of withIds) {
    const ask = async (ids: Record<string, string>) => {
      const path = pathOf(url, { ...ids, partner_id: ours.partnerId });
      return plain(await hub.ask(ours.token, method, `${path}${queries[url] ?? ''}`, bodies(ids)[`${method} ${url}`], { 'if-match': '*' }));
    };
    const unknown = await ask(unknownIds);
    expect(unknown, `${method} ${url}`).toMatchObject({ status: 404 });
    expect(await ask(theirIds), `${method} ${url}`).toEqual(unknown);
  }
});

test('an event made under an id that another partner has too is another event, and theirs stays as it is', async () => {
  const [their, our] = [theirs, ours].map(({ partnerId }) => `/api/v1/partners/${partnerId}/events/${theirIds.event_id}/setup`);
  const before = await hub.ask(theirs.token, 'GET', their!);
  expect(await hub.ask(ours.token, 'PUT', our!, { setup: aSetup(['1'], theirIds.event_id) })).toMatchObject({ status: 200 });
  expect((await hub.ask(theirs.token, 'GET', their!)).body).toEqual(before.body);
  expect((await hub.ask(ours.token, 'GET', our!)).body.setup_hash).not.toBe(before.body.setup_hash);
  await hub.ask(ours.token, 'DELETE', our!.replace('/setup', ''), undefined, { 'if-match': '*' });
});

test('an id of another partner in a body or a query finds nothing either', async () => {
  const root = `/api/v1/partners/${ours.partnerId}`;
  const asked = [
    ['GET', `/timing/reads?event_id=${theirIds.event_id}`],
    ['POST', '/edges', { name: 'finish', event_id: theirIds.event_id }],
    ['POST', '/participants/import', { event_id: theirIds.event_id, csv: 'bib\n1\n' }],
  ] as const;
  for (const [method, path, body] of asked) expect(await hub.ask(ours.token, method, root + path, body)).toMatchObject({ status: 404 });
  expect((await hub.ask(ours.token, 'GET', `${root}/timing/sessions?event_id=${theirIds.event_id}`)).body.items).toEqual([]);
  expect((await hub.ask(ours.token, 'GET', `${root}/events`)).body.items).toEqual([]);
});

describe.each(Object.entries(roles))('a key of a %s', (role, allowed) => {
  test('is let in where its permissions reach, and nowhere else', async () => {
    const token = await hub.newKey(ours.partnerId, role as keyof typeof roles);
    for (const { method, url, access } of ofPartners()) {
      const { status } = await hub.ask(token, method, pathOf(url, { ...theirIds, partner_id: ours.partnerId }));
      const mayIn = (access as readonly string[]).some((scope) => (allowed as readonly string[]).includes(scope));
      expect(status === 403, `${method} ${url} as ${role}`).toBe(!mayIn);
    }
  });
});

test('a key of the platform makes partners and sees nothing of what they own', async () => {
  const made = await hub.ask(hub.platformToken, 'POST', '/api/v1/partners', { name: 'New Timing' });
  expect(made).toMatchObject({
    status: 201,
    body: { partner: { name: 'New Timing' }, api_key: { token: expect.stringContaining('chute_') } },
  });
  const root = `/api/v1/partners/${made.body.partner.partner_id}`;
  expect(await hub.ask(made.body.api_key.token, 'GET', root)).toMatchObject({ status: 200 });
  expect(await hub.ask(hub.platformToken, 'GET', root)).toMatchObject({ status: 404 });
  expect(await hub.ask(ours.token, 'POST', '/api/v1/partners', { name: 'x' })).toMatchObject({ status: 403 });
});

/** The one route that makes what its path names, and so does not answer 404. */
const makes = (method: string, url: string) => method === 'PUT' && url.endsWith('/setup');

const queries: Record<string, string> = { '/api/v1/partners/:partner_id/events/:event_id/explain': '?bib=101' };

/** A request that would be right, so that only the id can be wrong with it. */
function bodies(ids: Record<string, string>): Record<string, object> {
  const root = '/api/v1/partners/:partner_id';
  const at = { name: 'x', scheduled_at: '2026-05-17T07:00:00Z' };
  const race = { name: 'x', waves: [at], course_points: [{ name: 'x', kind: 'finish', location: 'x', order: 1 }] };
  const setup = aSetup(['1'], ids.event_id);
  return {
    [`PUT ${root}/events/:event_id`]: { name: 'x', zone: 'UTC', first_day: '2026-05-17', last_day: '2026-05-17' },
    [`PATCH ${root}/events/:event_id`]: { name: 'x' },
    [`POST ${root}/events/:event_id/races`]: race,
    [`POST ${root}/events/:event_id/participants`]: { race_id: setup.races[0]!.id, wave_id: setup.waves[0]!.id, bib: '1' },
    [`POST ${root}/events/:event_id/corrections`]: { kind: 'race-close', race_id: setup.races[0]!.id },
    [`POST ${root}/events/:event_id/what-if`]: { corrections: [{ kind: 'race-close', race_id: setup.races[0]!.id }] },
    [`POST ${root}/events/:event_id/displays`]: { name: 'x' },
    [`PATCH ${root}/events/:event_id/displays/:display_id`]: { name: 'x' },
    [`POST ${root}/events/:event_id/displays/:display_id/commands`]: { command: 'next' },
    [`POST ${root}/events/:event_id/displays/:display_id/shares`]: {},
    [`POST ${root}/events/:event_id/displays/:display_id/pair`]: { letters: 'BCDFGH' },
    [`PUT ${root}/events/:event_id/runner-messages`]: { messages: [] },
    [`POST ${root}/events/:event_id/runner-messages/read`]: { file: 'x' },
    [`PUT ${root}/events/:event_id/scenes/:scene_id`]: { base_version: 0, scene: {} },
    [`PATCH ${root}/races/:race_id`]: { name: 'x' },
    [`PATCH ${root}/participants/:participant_id`]: { bib: '2' },
  };
}
