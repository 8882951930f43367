import { expect, onTestFinished, test, vi } from 'vitest';
import { DeskApi, eventRoot } from './desk-api.ts';

function answering(status: number, body: unknown) {
  const asked = vi.fn(async (_url: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', asked);
  onTestFinished(() => void vi.unstubAllGlobals());
  return asked;
}

test('a key of a hub says whose desk it is; the console key of an edge need not', () => {
  expect(eventRoot({ eventId: 'e1', key: 'chute_17_0199_secret' })).toBe('/api/v1/partners/17/events/e1');
  expect(eventRoot({ eventId: 'e1', key: 'console-key' })).toBe('/api/v1/events/e1');
  expect(eventRoot({ eventId: 'e1', key: null })).toBe('/api/v1/events/e1');
});

test('the key goes along, and is asked for where none or another is needed', async () => {
  const asked = answering(401, { detail: 'A valid key is needed' });
  expect(await new DeskApi({ eventId: 'e1', key: null }).ask('/displays')).toMatchObject({ ok: false, why: 'key' });
  expect(await new DeskApi({ eventId: 'e1', key: 'console-key' }).ask('/displays')).toMatchObject({ ok: false, why: 'key' });
  expect(asked.mock.calls.map(([, init]) => new Headers(init.headers).get('authorization'))).toEqual([null, 'Bearer console-key']);
});

test('what is not there is refused in the words of the server', async () => {
  answering(404, { detail: 'no such display' });
  const api = new DeskApi({ eventId: 'e1', key: null });
  expect(await api.ask('/displays/d1')).toMatchObject({ ok: false, why: 'refused', detail: 'no such display' });
});

test('a server that is broken or silent is away: it may work later', async () => {
  answering(503, {});
  const api = new DeskApi({ eventId: 'e1', key: 'console-key' });
  expect(await api.ask('/displays')).toMatchObject({ ok: false, why: 'away' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no route')));
  expect(await api.ask('/displays')).toMatchObject({ ok: false, why: 'away', status: 0 });
});
