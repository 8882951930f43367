import { problemSchema } from '@chute/protocol';
import { newId } from '@chute/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../auth/caller.ts';
import { scopes } from '../auth/scopes.ts';
import { everyRoute } from '../routes/every-route.ts';
import type { RouteContext } from '../routes/route-context.ts';
import { quietLog } from '../testing/test-cluster.ts';
import { createHttpApp } from './app.ts';
import type { HubApp } from './hub-app.ts';
import { describeApi } from './openapi.ts';

const caller: Caller = { partnerId: '1', keyId: newId(), scopes: new Set(scopes), edgeId: null };
const root = '/api/v1/partners/1';
let app: HubApp;
beforeAll(async () => {
  app = await aFrontDoor();
  await app.ready();
});
afterAll(() => app.close());

/** Every route, with nothing behind it: what is refused here never reaches a database. */
async function aFrontDoor({ perKey = 1_000, refusedPerAddress = 1_000 } = {}): Promise<HubApp> {
  const authenticate = async (token: string) => (token === 'good' ? caller : undefined);
  const settings = { logger: quietLog, newId, authenticate, rateLimits: { perKey, refusedPerAddress }, proxyHops: 0, openDocs: false };
  const { app: made, limiter } = await createHttpApp(settings);
  await describeApi(made, { version: '0.0.0' });
  everyRoute(made, { limiter, newId } as RouteContext);
  return made;
}

const good = { authorization: 'Bearer good' };

test.each([
  { asked: 'no key', request: { url: `${root}/events` }, status: 401 },
  { asked: 'an event without its partner', request: { url: '/api/v1/events/7/displays', headers: good }, status: 401 },
  { asked: 'a route that is none', request: { url: '/nowhere' }, status: 404 },
  { asked: 'an unknown query parameter', request: { url: `${root}/events?color=red`, headers: good }, status: 400, path: 'query.color' },
  { asked: 'too many at once', request: { url: `${root}/events?limit=501`, headers: good }, status: 400, path: 'query.limit' },
  { asked: 'an id that is none', request: { url: `${root}/events/7`, headers: good }, status: 400, path: 'params.event_id' },
  {
    asked: 'an unknown field',
    request: { method: 'POST', url: `${root}/events`, headers: good, payload: { ...anEvent(), colour: 'red' } },
    status: 400,
    path: 'body.colour',
  },
  {
    asked: 'a zone that is none',
    request: { method: 'POST', url: `${root}/events`, headers: good, payload: { ...anEvent(), zone: 'Europe/Springfield' } },
    status: 400,
    path: 'body.zone',
  },
  {
    asked: 'JSON that is broken',
    request: { method: 'POST', url: `${root}/events`, headers: { ...good, 'content-type': 'application/json' }, payload: '{"name":' },
    status: 400,
  },
  {
    asked: 'a poisoned prototype',
    request: {
      method: 'POST',
      url: `${root}/events`,
      headers: { ...good, 'content-type': 'application/json' },
      payload: '{"__proto__":{"x":1}}',
    },
    status: 400,
  },
  {
    asked: 'a form instead of JSON',
    request: {
      method: 'POST',
      url: `${root}/events`,
      headers: { ...good, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'a=b',
    },
    status: 415,
  },
  {
    asked: 'a body that is far too large',
    request: { method: 'POST', url: `${root}/events`, headers: good, payload: { name: 'x'.repeat(1_100_000) } },
    status: 413,
  },
  {
    asked: 'a code that cannot be one',
    request: { method: 'POST', url: '/api/v1/edges/claim', payload: { code: 'nonsense', store_id: newId() } },
    status: 403,
  },
])('$asked is refused with $status as problem+json, under the id of the request', async ({ request, status, path }) => {
  const answer = await app.inject({ ...request, headers: { ...request.headers, 'x-request-id': 'mine-1' } } as never);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'x-request-id': 'mine-1' });
  const body = problemSchema.strict().parse(answer.json());
  expect(body).toMatchObject({ status, request_id: 'mine-1', ...(path ? { errors: [{ path }] } : {}) });
  expect(answer.statusCode).toBe(status);
});

test('a request id that could break a log line is replaced by one of ours', async () => {
  const { headers } = await app.inject({ url: '/nowhere', headers: { 'x-request-id': 'a\tb{}' } });
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a key that asks too often is told when to come back, and a wrong one is stopped sooner', async () => {
  const busy = await aFrontDoor({ perKey: 2, refusedPerAddress: 1 });
  const ask = async (headers: Record<string, string>) => busy.inject({ url: `${root}/events?color=red`, headers });
  expect([(await ask(good)).statusCode, (await ask(good)).statusCode]).toEqual([400, 400]);
  const refused = await ask(good);
  expect(refused).toMatchObject({ statusCode: 429, headers: { 'retry-after': expect.any(String), 'ratelimit-remaining': '0' } });
  expect((await ask({ authorization: 'Bearer bad' })).statusCode).toBe(401);
  expect((await ask({ authorization: 'Bearer bad' })).statusCode).toBe(429);
  await busy.close();
});

test('corrections are race-day capture: no quota ever refuses one', async () => {
  const busy = await aFrontDoor({ perKey: 1 });
  const answers = [1, 2, 3].map(() =>
    busy.inject({ method: 'POST', url: `${root}/events/${newId()}/corrections`, headers: good, payload: {} }),
  );
  expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([400, 400, 400]);
  await busy.close();
});

test('a route that does not say who may use it keeps the hub from starting', async () => {
  const open = await aFrontDoor();
  open.get('/left-open', async () => 'secret');
  await expect(open.ready()).rejects.toMatchObject({ code: 'route-without-access' });
});

test('the figures and the description are for this machine, not for whoever comes through a proxy', async () => {
  expect((await app.inject({ url: '/openapi.json' })).statusCode).toBe(200);
  expect((await app.inject({ url: '/openapi.json', headers: { 'x-forwarded-for': '203.0.113.7' } })).statusCode).toBe(401);
  expect((await app.inject({ url: '/openapi.json', remoteAddress: '203.0.113.7' })).statusCode).toBe(401);
  expect((await app.inject({ url: '/openapi.json', remoteAddress: '203.0.113.7', headers: good })).statusCode).toBe(200);
});

test('the description is OpenAPI 3.1, every operation has an id of its own, and every reference leads somewhere', async () => {
  const { body } = await app.inject({ url: '/openapi.json' });
  const document = JSON.parse(body);
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.values<Record<string, Operation>>(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids.every((id) => /^[a-z][A-Za-z]+$/.test(id ?? ''))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(operations.every(({ summary, tags, responses }) => summary && tags?.length === 1 && responses.default)).toBe(true);
  const references = [...body.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
  expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  for (const url of Object.keys(document.paths)) expect(url).not.toContain(':');
});

type Operation = { operationId?: string; summary?: string; tags?: string[]; responses: Record<string, unknown> };

function anEvent() {
  return { name: 'River 10', zone: 'Europe/Berlin', first_day: '2026-05-17', last_day: '2026-05-17' };
}
