import { eventSetupAnswerSchema, resultListSchema } from '@chute/protocol';
import { newId } from '@chute/service';
import { setupHash } from '@chute/timing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSetup } from '../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let token: string;
let root: string;
beforeAll(async () => {
  hub = await startTestHub();
  const partner = await hub.newPartner();
  token = partner.token;
  root = `/api/v1/partners/${partner.partnerId}`;
}, 60_000);
afterAll(() => hub.stop());

const get = (path: string, headers = {}) => hub.ask(token, 'GET', `${root}${path}`, undefined, headers);
const send = (method: string, path: string, body?: unknown, headers = {}) => hub.ask(token, method, `${root}${path}`, body, headers);

/** An event with two runners, loaded as the simulator and the organiser do. */
async function aLoadedEvent(bibs?: string[]) {
  const setup = aSetup(bibs);
  const persons = setup.participants.map(({ id, bib }) => ({ participant_id: id, first_name: 'Runner', last_name: bib }));
  const path = `/events/${setup.event.id}`;
  expect(await send('PUT', `${path}/setup`, { setup, persons })).toMatchObject({ status: 200, body: { setup_hash: setupHash(setup) } });
  return { setup, path };
}

test('a setup that was put comes back under the same hash, and is not sent again to who has it', async () => {
  const { setup, path } = await aLoadedEvent();
  const answer = await get(`${path}/setup`);
  expect(setupHash(eventSetupAnswerSchema.parse(answer.body).setup)).toBe(setupHash(setup));
  expect(await get(`${path}/setup`, { 'if-none-match': answer.headers.etag })).toMatchObject({ status: 304 });
  expect(await get(`${path}/setup?setup_hash=${setupHash(setup)}`)).toMatchObject({ status: 200 });
  expect(await get(`${path}/setup?setup_hash=${'0'.repeat(64)}`)).toMatchObject({ status: 404 });
});

test('whether there is a setup can be asked without getting it, as an edge does of every new link', async () => {
  const { path } = await aLoadedEvent();
  expect(await hub.ask(token, 'HEAD', `${root}${path}/setup`)).toMatchObject({ status: 200, body: '' });
  expect(await hub.ask(token, 'HEAD', `${root}/events/${newId()}/setup`)).toMatchObject({ status: 404 });
});

test('a setup that could not be raced is refused with the field, and nothing is kept', async () => {
  const setup = aSetup();
  setup.coursePoints = setup.coursePoints.filter(({ kind }) => kind !== 'finish');
  const answer = await send('PUT', `/events/${setup.event.id}/setup`, { setup });
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'setup.races[0]', message: expect.stringContaining('no finish') }] },
  });
  expect(await get(`/events/${setup.event.id}`)).toMatchObject({ status: 404 });
});

test('a gun and two manual finishes entered on the web make two placed results, and a disqualification moves the second up', async () => {
  const { setup, path } = await aLoadedEvent(['101', '102']);
  const wave_id = setup.waves[0]!.id;
  const course_point_id = setup.coursePoints.find(({ kind }) => kind === 'finish')!.id;
  const [first, second] = setup.participants.map(({ id }) => id);
  const enter = async (correction: object) => {
    const answer = await send('POST', `${path}/corrections`, correction);
    expect(answer).toMatchObject({ status: 201, body: { journal_id: expect.any(String), seq: expect.any(Number) } });
    return answer.body as { journal_id: string; seq: number };
  };
  await enter({ kind: 'gun', wave_id, at: '2026-05-17T09:00:00+02:00' });
  await enter({ kind: 'manual', participant_id: first, course_point_id, at: '2026-05-17T07:41:07.5Z' });
  await enter({ kind: 'manual', participant_id: second, course_point_id, at: '2026-05-17T07:42:00Z' });

  const { body } = await get(`${path}/results`);
  expect(body.items).toMatchObject([
    { bib: '101', status: 'finished', gun_time_ms: 2_467_500, official_gun_time: '41:08', place_overall: 1 },
    { bib: '102', status: 'finished', gun_time_ms: 2_520_000, place_overall: 2 },
  ]);
  const disqualified = await enter({ kind: 'status', participant_id: first, change: 'DSQ', reason: 'USATF 144.3' });
  const list = await get(`${path}/results/list`);
  expect(resultListSchema.parse(list.body).items.map(({ bib, status, place_overall }) => [bib, status, place_overall])).toEqual([
    ['102', 'finished', 1],
    ['101', 'DSQ', null],
  ]);
  expect(await get(`${path}/results/list`, { 'if-none-match': list.headers.etag })).toMatchObject({ status: 304 });

  await enter({ kind: 'void', target: disqualified });
  expect((await get(`${path}/results?status=finished`)).body.items).toHaveLength(2);
  expect((await get(`/results/${first}`)).body).toMatchObject({ place_overall: 1 });
  expect((await get(`${path}/explain?bib=101`)).body).toMatchObject({
    bib: '101',
    sentence: expect.stringContaining('101'),
    status: 'finished',
    gun_time_ms: 2_467_500,
    official_gun_time: '41:08',
  });
  expect(await get(`${path}/watch-outs`)).toMatchObject({
    status: 200,
    body: { as_of: expect.any(String), watch_outs: expect.any(Array) },
  });
  const reads = await get(`/timing/reads?event_id=${setup.event.id}&kind=manual`);
  expect(reads.body.items).toMatchObject([{ decoder_time: '2026-05-17T07:41:07.500Z' }, { kind: 'manual' }]);
});

test('what a disqualification would change can be asked on the web, and nothing is written', async () => {
  const { setup, path } = await aLoadedEvent(['101', '102']);
  const wave_id = setup.waves[0]!.id;
  const course_point_id = setup.coursePoints.find(({ kind }) => kind === 'finish')!.id;
  const [first, second] = setup.participants.map(({ id }) => id);
  await send('POST', `${path}/corrections`, { kind: 'gun', wave_id, at: '2026-05-17T07:00:00Z' });
  await send('POST', `${path}/corrections`, { kind: 'manual', participant_id: first, course_point_id, at: '2026-05-17T07:41:07Z' });
  await send('POST', `${path}/corrections`, { kind: 'manual', participant_id: second, course_point_id, at: '2026-05-17T07:42:00Z' });
  const before = (await get(`${path}/results/list`)).body;
  const corrections = [{ kind: 'status', participant_id: first, change: 'DSQ', reason: 'TR 17' }];
  const answer = await send('POST', `${path}/what-if`, { corrections });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      results: [
        { bib: '102', presence: 'stayed', changes: { place_overall: { from: 2, to: 1 } } },
        { bib: '101', changes: { status: { from: 'finished', to: 'DSQ' }, place_overall: { from: 1, to: null } } },
      ],
    },
  });
  expect((await get(`${path}/results/list`)).body).toEqual(before);
  expect(await send('POST', `${path}/what-if`, { corrections: [{ ...corrections[0], participant_id: newId() }] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'body.corrections[0].participant_id' }] },
  });
});

test('a list is posted as the person saw it, and a race that is not there cannot be posted', async () => {
  const { setup, path } = await aLoadedEvent(['101']);
  await send('POST', `${path}/corrections`, { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' });
  const { frontier } = resultListSchema.parse((await get(`${path}/results/list`)).body).basis;
  const posting = { kind: 'publish', race_id: setup.races[0]!.id, as: 'official', frontier };
  const { body: posted } = await send('POST', `${path}/corrections`, posting);
  expect((await get(`${path}/results/list`)).body.basis.frontier).toMatchObject([{ journal_id: posted.journal_id, seq: posted.seq }]);
  expect(await send('POST', `${path}/corrections`, { ...posting, race_id: newId() })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'body.race_id' }] },
  });
});

test('a correction that is sent again under its Idempotency-Key is entered once, and another one under it not at all', async () => {
  const { setup, path } = await aLoadedEvent();
  const gun = { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' };
  const enter = (correction: object) => send('POST', `${path}/corrections`, correction, { 'idempotency-key': 'gun-1' });
  expect(await enter({ ...gun, wave_id: newId() })).toMatchObject({ status: 400 });
  const first = await enter(gun);
  expect(first).toMatchObject({ status: 201 });
  expect(await enter(gun)).toMatchObject({ status: 201, body: first.body, headers: { 'idempotent-replayed': 'true' } });
  expect(await enter({ ...gun, at: '2026-05-17T07:00:01Z' })).toMatchObject({ status: 409 });
  expect((await get(`/timing/reads?event_id=${setup.event.id}&kind=gun`)).body.items).toHaveLength(1);
});

test('results are paged in public order without a gap or a repetition', async () => {
  const { path } = await aLoadedEvent(['1', '2', '3', '4', '5']);
  const bibs: string[] = [];
  let cursor: string | null = null;
  do {
    const { body }: { body: { items: { bib: string }[]; next_cursor: string | null } } = await get(
      `${path}/results?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
    );
    bibs.push(...body.items.map(({ bib }) => bib));
    cursor = body.next_cursor;
  } while (cursor);
  expect(bibs).toEqual(['1', '2', '3', '4', '5']);
});

test('a correction that names what the event does not have is refused, since an entry is for ever', async () => {
  const { path } = await aLoadedEvent();
  const answer = await send('POST', `${path}/corrections`, { kind: 'gun', wave_id: newId(), at: '2026-05-17T07:00:00Z' });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'body.wave_id' }] } });
});

test('once something was entered the event is timed: its setup is not replaced any more, and it cannot be removed', async () => {
  const { setup, path } = await aLoadedEvent();
  await send('POST', `${path}/corrections`, { kind: 'race-close', race_id: setup.races[0]!.id });
  expect(await send('PUT', `${path}/setup`, { setup: { ...setup, chips: [] } })).toMatchObject({ status: 409 });
  expect(await send('DELETE', path, undefined, { 'if-match': '*' })).toMatchObject({ status: 409 });
});

test('two who change an event at the same time: the second is told, and loses nothing of the first', async () => {
  const made = await send('POST', '/events', { name: 'Lake 5', zone: 'Europe/Berlin', first_day: '2026-06-01', last_day: '2026-06-01' });
  expect(made).toMatchObject({ status: 201, body: { status: expect.any(String) } });
  const path = `/events/${made.body.event_id}`;
  const tag = { 'if-match': made.headers.etag };
  expect(await send('PATCH', path, { name: 'Lake 5 km' }, tag)).toMatchObject({ status: 200, body: { name: 'Lake 5 km' } });
  expect(await send('PATCH', path, { name: 'Lake run' }, tag)).toMatchObject({ status: 412 });
  expect(await send('PATCH', path, { name: 'Lake run' })).toMatchObject({ status: 428 });
  expect((await get(path)).body.name).toBe('Lake 5 km');
});

test('events are found by year, by words and by status, in the order that was asked for', async () => {
  const days = { first: '1990-07-01', second: '1990-08-01', later: '2990-01-01' };
  for (const [name, day] of Object.entries(days)) {
    await send('POST', '/events', { name: `Find me ${name}`, zone: 'UTC', first_day: day, last_day: day });
  }
  const found = async (query: string) => (await get(`/events?q=find me&${query}`)).body.items.map((event: { name: string }) => event.name);
  expect(await found('year=1990&sort=-first_day')).toEqual(['Find me second', 'Find me first']);
  expect(await found('status=upcoming')).toEqual(['Find me later']);
  const page = await get('/events?q=find me&limit=2');
  expect((await get(`/events?q=find me&limit=2&cursor=${page.body.next_cursor}`)).body.items).toHaveLength(1);
  expect(await get(`/events?q=other&limit=2&cursor=${page.body.next_cursor}`)).toMatchObject({ status: 400 });
});

test('a race made by itself has waves, points and divisions, and can be changed and removed', async () => {
  const { body: event } = await send('POST', '/events', { name: 'Hill', zone: 'UTC', first_day: '2026-06-01', last_day: '2026-06-01' });
  const made = await send('POST', `/events/${event.event_id}/races`, {
    name: '5 km',
    rules: { rank_by: 'gun' },
    waves: [{ name: 'all', scheduled_at: '2026-06-01T10:00:00+02:00' }],
    course_points: [{ name: 'Finish', kind: 'finish', location: 'Finish', order: 9 }],
    divisions: [{ name: 'Women', sex: 'F' }],
  });
  expect(made).toMatchObject({
    status: 201,
    body: {
      rules: { rank_by: 'gun', start_window_ms: 1_800_000 },
      waves: [{ scheduled_at: '2026-06-01T08:00:00.000Z' }],
      divisions: [{ sex: 'F' }],
    },
  });
  const path = `/races/${made.body.race_id}`;
  expect(await send('PATCH', path, { name: '5000 m' })).toMatchObject({
    status: 200,
    body: { name: '5000 m', divisions: [{ name: 'Women' }] },
  });
  expect(await send('DELETE', path)).toMatchObject({ status: 204 });
  expect(await get(path)).toMatchObject({ status: 404 });
});

test('a name that was forgotten stays forgotten, while the bib stays', async () => {
  const { setup, path } = await aLoadedEvent(['7']);
  const participantId = setup.participants[0]!.id;
  const before = await get(`${path}/persons`);
  expect(before.body.items).toMatchObject([{ participant_id: participantId, last_name: '7', erased: false }]);
  expect(await send('DELETE', `${path}/persons/${participantId}`)).toMatchObject({ status: 204 });
  expect((await get(`${path}/persons?since=${before.body.revision}`)).body.items).toMatchObject([{ last_name: null, erased: true }]);
  expect((await get(`/participants/${participantId}`)).body).toMatchObject({ bib: '7', last_name: null });
});

test('the board is served for whoever has the address, with a policy that lets no foreign script in, and nothing beside it', async () => {
  const page = await hub.ask(null, 'GET', `/board/${newId()}`);
  expect(page).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: expect.stringContaining('board'),
  });
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect(await hub.ask(null, 'GET', `/announcer/${newId()}`)).toMatchObject({ status: 200, body: expect.stringContaining('announcer') });
  expect(await hub.ask(null, 'GET', '/board/nonsense')).toMatchObject({ status: 400 });
  for (const path of ['nothing.js', '..%2f..%2fpackage.json', '%2e%2e/package.json']) {
    expect((await hub.ask(null, 'GET', `/board-assets/${path}`)).status).toBeGreaterThanOrEqual(400);
  }
});

test('the figures say what changed for which partner, and that nothing waits', async () => {
  const { setup, path } = await aLoadedEvent();
  await send('POST', `${path}/corrections`, { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' });
  await get(`${path}/results`);
  const figures = async () => (await hub.ask(null, 'GET', '/metrics')).body as string;
  expect(await figures()).toMatch(/timing_updates_total\{timing_partner="\d+"\} [1-9]/);
  expect(await figures()).toMatch(/chute_entries_scored_total\{timing_partner="\d+"\} [1-9]/);
  await expect.poll(figures).toContain('chute_events_waiting 0');
});
