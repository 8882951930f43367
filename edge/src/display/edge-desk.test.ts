import { writeFileSync } from 'node:fs';
import { aScreen } from '@chute/displays/testing';
import { aRace } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import type { Edge } from '../edge.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { aRunningEdge, asked, until } from '../testing/test-edge.ts';

const { setup } = aRace().wave('A').participant('101').participant('102').participant('103').participant('104');
const eventId = setup.event.id;
const idOf = (bib: string) => setup.participants.find((one) => one.bib === bib)!.id;
const displaysPath = `/api/v1/events/${eventId}/displays`;

test('runners finish: two screens of one display are in step, a third display goes its own way, and the desk steers each', async () => {
  const edge = await anEdgeWithARace();
  const slow = { queue: { show_ms: 600_000 } };
  await sent(edge, 'PATCH', `${displaysPath}/${eventId}`, slow);
  const wall = await shareOf(edge, eventId);
  const { body: made } = await asked(edge, displaysPath, { name: 'Stage', ...slow });
  const stage = await shareOf(edge, made.display_id as string, 'steer');
  const [one, other, alone] = [await screenOf(edge, wall.code), await screenOf(edge, wall.code), await screenOf(edge, stage.code)];
  expect([one.answer, alone.answer]).toMatchObject([
    { ok: true, may: 'look' },
    { ok: true, may: 'steer' },
  ]);

  for (const bib of ['101', '102', '103']) await finishes(edge, bib);
  await until(() => alone.state().waitingCount === 2 && one.on() === idOf('101') && other.on() === idOf('101'));
  expect(await one.command({ command: 'next' })).toMatchObject({ ok: false, code: 'not-allowed' });

  expect(await commanded(edge, eventId, { command: 'next' })).toBe(204);
  await until(() => one.on() === idOf('102') && other.on() === idOf('102'));
  expect(alone.on()).toBe(idOf('101'));

  await until(async () => (await alone.command({ command: 'pin' })).ok);
  await commanded(edge, made.display_id as string, { command: 'skip', card_id: alone.state().waiting[0]!.cardId });
  await until(() => alone.state().isPinned && alone.state().waitingCount === 1);
  await alone.command({ command: 'next' });
  await until(() => alone.on() === idOf('103') && !alone.state().isPinned);
  await alone.command({ command: 'recall', cardId: null });
  await until(() => alone.on() === idOf('101'));

  expect(one.states).toEqual(other.states);
  expect(one.states.every(({ displayId }) => displayId === eventId)).toBe(true);
  expect(alone.states.every(({ displayId }) => displayId === made.display_id)).toBe(true);

  expect(await deleted(edge, `${displaysPath}/${eventId}/shares/${wall.shareId}`)).toBe(204);
  await until(() => one.gone === 'revoked' && other.gone === 'revoked');
  const told = one.states.length;
  await commanded(edge, eventId, { command: 'call-up', state: 'emergency', text: 'Stop' });
  expect((await screenOf(edge, wall.code)).answer).toMatchObject({ ok: false, code: 'unknown' });
  expect([one.states.length, alone.gone]).toEqual([told, undefined]);
  expect(await deleted(edge, `${displaysPath}/${made.display_id}`)).toBe(204);
  await until(() => alone.gone === 'removed');
});

test('a screen without an address shows six letters, somebody at the desk types them, and it has its display', async () => {
  const edge = await anEdgeWithARace();
  const { status, body } = await asked(edge, '/api/v1/pairings', {});
  expect([status, body.letters]).toEqual([201, expect.stringMatching(/^[A-Z]{6}$/)]);
  const look = () => asked(edge, `/api/v1/pairings/${body.pairing_id}`);
  expect((await look()).body).toEqual({ code: null });
  expect((await asked(edge, `${displaysPath}/${eventId}/pair`, { letters: 'AAAAAA' })).status).toBe(404);
  expect((await asked(edge, `${displaysPath}/${eventId}/pair`, { letters: (body.letters as string).toLowerCase() })).status).toBe(201);
  const { code } = (await look()).body as { code: string };
  expect((await screenOf(edge, code)).answer).toMatchObject({ ok: true, may: 'look', state: { displayId: eventId } });
  expect((await asked(edge, `${displaysPath}/${eventId}/pair`, { letters: body.letters })).status).toBe(404);
});

test('whoever only reaches this edge may see which displays there are, and change nothing', async () => {
  const edge = await anEdgeWithARace();
  const stranger = { origin: 'https://elsewhere.example', 'content-type': 'application/json' };
  const post = (path: string, body: object) =>
    fetch(edge.addresses.http + path, { method: 'POST', headers: stranger, body: JSON.stringify(body) });
  expect((await post(displaysPath, { name: 'Mine' })).status).toBe(403);
  expect((await post(`${displaysPath}/${eventId}/commands`, { command: 'next' })).status).toBe(403);
  expect((await post(`${displaysPath}/${eventId}/shares`, {})).status).toBe(403);
  expect((await fetch(`${edge.addresses.http}${displaysPath}`, { headers: stranger })).status).toBe(200);
  const screen = await aScreen(edge.addresses.http!, { displayId: eventId }, { headers: { origin: 'https://elsewhere.example' } });
  expect(screen.answer).toMatchObject({ ok: false, code: 'not-allowed' });
  expect((await aScreen(edge.addresses.http!, { displayId: eventId })).answer).toMatchObject({ ok: true, may: 'steer' });
  expect((await screenOf(edge, 'never-was-a-code')).answer).toMatchObject({ ok: false, code: 'unknown' });
});

test('scenes and images that were made for an event come to its screens by their code, and are there after a restart', async () => {
  const folder = temporaryFolder();
  const before = await anEdgeWithARace(folder);
  const at = `/api/v1/events/${eventId}`;
  const scene = { v: 1, sceneId: 'ours', name: 'Ours', stage: { width: 1920, height: 1080 } };
  const put = (base_version: number, name = 'Ours') =>
    sent(before, 'PUT', `${at}/scenes/ours`, { base_version, scene: { ...scene, name } });
  expect(await put(0)).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await put(0, 'Theirs')).toMatchObject({
    status: 409,
    body: { type: 'urn:chute:problem:conflict', current: { name: 'Ours', version: 1 }, yours: { name: 'Theirs' } },
  });
  expect(await sent(before, 'PUT', `${at}/scenes/other`, { base_version: 0, scene: { v: 1, evil: '<script>' } })).toMatchObject({
    status: 400,
  });
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000780000004380806000000e8d3c143', 'hex');
  const image = await fetch(`${before.addresses.http}${at}/images`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: png,
  });
  const { sha256, width } = (await image.json()) as { sha256: string; width: number };
  expect([image.status, width]).toEqual([201, 1920]);
  const svg = { method: 'POST', headers: { 'content-type': 'image/png' }, body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
  expect((await fetch(`${before.addresses.http}${at}/images`, svg)).status).toBe(415);
  await sent(before, 'PATCH', `${displaysPath}/${eventId}`, { scene_ids: ['finish-line', 'ours'] });
  const { code } = await shareOf(before, eventId);
  await before.stop();

  const edge = await aRunningEdge({ folder });
  const { body } = await asked(edge, `/api/v1/displays/${code}/scenes`);
  expect(body.scenes).toMatchObject([{ sceneId: 'ours', version: 1 }]);
  const shown = await fetch(`${edge.addresses.http}/api/v1/displays/${code}/images/${sha256}`);
  expect([shown.status, shown.headers.get('content-type'), shown.headers.get('content-security-policy')]).toEqual([
    200,
    'image/png',
    "default-src 'none'",
  ]);
  expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true);
  expect((await asked(edge, `/api/v1/displays/${code.slice(1)}0/scenes`)).status).toBe(404);
});

test('the page of a screen may go on from where its display says, and tells nobody its code', async () => {
  const pages = temporaryFolder();
  writeFileSync(`${pages}/display.html`, '<!doctype html><title>display</title>');
  const edge = await anEdgeWithARace(temporaryFolder(), { boardFolder: async () => pages });
  await sent(edge, 'PATCH', `${displaysPath}/${eventId}`, { sources: ['https://hub.example'] });
  const { code } = await shareOf(edge, eventId);
  const page = async (path: string) => {
    const { status, headers } = await fetch(edge.addresses.http + path);
    return [status, headers.get('referrer-policy'), headers.get('content-security-policy')?.includes('wss://hub.example')];
  };
  expect([await page(`/d/${code}`), await page('/d/a-wrong-code'), await page('/d/')]).toEqual([
    [200, 'no-referrer', true],
    [200, 'no-referrer', false],
    [200, 'no-referrer', false],
  ]);
});

test('nonsense from a screen is refused and not obeyed, who guesses is told to wait, and the screens beside it go on', async () => {
  const edge = await anEdgeWithARace();
  const steering = await screenOf(edge, (await shareOf(edge, eventId, 'steer')).code);
  for (const nonsense of [null, 7, {}, { code: 'x' }, { code: 'x'.repeat(100) }, { displayId: 'mine' }, [eventId]])
    expect(await steering.watch(nonsense)).toMatchObject({ ok: false, code: 'bad-request' });
  for (const nonsense of [undefined, {}, { command: 'format-disk' }, { command: 'show' }, { command: 'scene', sceneId: 'nowhere' }])
    expect(await steering.command(nonsense as object)).toMatchObject({ ok: false, code: 'bad-request' });
  expect(await steering.command({ command: 'hold' })).toEqual({ ok: true });

  const answers: number[] = [];
  for (let guess = 0; guess < 310; guess++) answers.push((await asked(edge, `/api/v1/displays/a-wrong-code-${guess}/scenes`)).status);
  expect([answers.slice(0, 300).every((status) => status === 404), answers.slice(300)]).toEqual([true, Array(10).fill(429)]);
  expect((await screenOf(edge, 'another-wrong-code')).answer).toMatchObject({ ok: false, code: 'not-allowed' });
  expect(await steering.command({ command: 'go-on' })).toEqual({ ok: true });
});

async function anEdgeWithARace(folder = temporaryFolder(), rim: Parameters<typeof aRunningEdge>[0] = {}): Promise<Edge> {
  const edge = await aRunningEdge({ folder, ...rim });
  await asked(edge, '/api/setup', { setup });
  await until(() => edge.scoringRun());
  await asked(edge, '/api/entries', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00.000Z' });
  return edge;
}

async function finishes(edge: Edge, bib: string): Promise<void> {
  const finish = setup.coursePoints.find(({ kind }) => kind === 'finish')!;
  const at = `2026-05-17T07:4${bib.at(-1)}:00.000Z`;
  const entry = { kind: 'manual', participant_id: idOf(bib), course_point_id: finish.id, at };
  expect(await asked(edge, '/api/entries', entry)).toMatchObject({ status: 201 });
}

async function shareOf(edge: Edge, displayId: string, scope = 'look'): Promise<{ code: string; shareId: string }> {
  const { status, body } = await asked(edge, `${displaysPath}/${displayId}/shares`, { scope });
  expect(status).toBe(201);
  return { code: body.code as string, shareId: body.share_id as string };
}

async function commanded(edge: Edge, displayId: string, command: object): Promise<number> {
  return (await asked(edge, `${displaysPath}/${displayId}/commands`, command)).status;
}

async function sent(edge: Edge, method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(edge.addresses.http + path, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

async function deleted(edge: Edge, path: string): Promise<number> {
  return (await fetch(edge.addresses.http + path, { method: 'DELETE' })).status;
}

function screenOf(edge: Edge, code: string) {
  return aScreen(edge.addresses.http!, { code });
}
