import {
  type ClientToServer,
  type Delta,
  type Head,
  liveNamespace,
  type ServerToClient,
  type Snapshot,
  type Subscribe,
  type SubscribeAnswer,
} from '@chute/protocol';
import { newId } from '@chute/service';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aSetup } from '../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let token: string;
let partnerId: string;
let setup: ReturnType<typeof aSetup>;
const screens: Screen[] = [];

beforeAll(async () => {
  hub = await startTestHub({ allowedOrigins: ['https://results.example'] });
}, 60_000);
afterAll(() => hub.stop());
beforeEach(async () => {
  ({ partnerId, token } = await hub.newPartner());
  setup = aSetup(['101', '102']);
  setup.participants[1]!.hidden = true;
  const persons = setup.participants.map(({ id, bib }) => ({ participant_id: id, first_name: 'Runner', last_name: bib }));
  await hub.ask(token, 'PUT', `/api/v1/partners/${partnerId}/events/${setup.event.id}/setup`, { setup, persons });
});
afterEach(() => {
  for (const screen of screens.splice(0)) screen.socket.close();
});

type Messages = { snapshot: Snapshot; delta: Delta; head: Head };
type Screen = {
  socket: Socket<ServerToClient, ClientToServer>;
  queues: { [Name in keyof Messages]: Messages[Name][] };
  next: <Name extends keyof Messages>(name: Name) => Promise<Messages[Name]>;
  subscribe: (asked: Partial<Subscribe>) => Promise<SubscribeAnswer>;
};

/** A screen that remembers what it was sent and can wait for more. */
function aScreen({ auth = {}, origin }: { auth?: { token?: string }; origin?: string } = {}): Screen {
  const socket: Socket<ServerToClient, ClientToServer> = io(`${hub.hub.addresses.http}${liveNamespace}`, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    ...(origin ? { extraHeaders: { origin } } : {}),
  });
  const queues: Screen['queues'] = { snapshot: [], delta: [], head: [] };
  const waiting: (() => void)[] = [];
  const note =
    <Name extends keyof Messages>(name: Name) =>
    (message: Messages[Name]) => {
      queues[name].push(message);
      for (const look of waiting.splice(0)) look();
    };
  socket.on('snapshot', note('snapshot'));
  socket.on('delta', note('delta'));
  socket.on('head', note('head'));
  async function next<Name extends keyof Messages>(name: Name): Promise<Messages[Name]> {
    while (queues[name].length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return queues[name].shift()!;
  }
  const subscribe: Screen['subscribe'] = (asked) =>
    socket.timeout(10_000).emitWithAck('subscribe', { eventId: setup.event.id, audience: 'public', cursor: null, ...asked });
  const screen = { socket, queues, next, subscribe };
  screens.push(screen);
  return screen;
}

/** Rows come in no order that means anything: a screen ranks them itself. */
const byBib = ({ rows }: Snapshot) => rows.toSorted((a, b) => a.bib.localeCompare(b.bib));

const correct = async (correction: object) =>
  expect(await hub.ask(token, 'POST', `/api/v1/partners/${partnerId}/events/${setup.event.id}/corrections`, correction)).toMatchObject({
    status: 201,
  });
const gun = () => correct({ kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' });
const finish = (who: number, at: string) =>
  correct({ kind: 'manual', participant_id: setup.participants[who]!.id, course_point_id: setup.coursePoints[1]!.id, at });

test('a public screen sees the race as it is, then each finish as it happens, and how old its picture is', async () => {
  const screen = aScreen();
  expect(await screen.subscribe({})).toEqual({ ok: true });
  const snapshot = await screen.next('snapshot');
  expect(snapshot.event).toMatchObject({ name: 'River 10', waves: [{ gunAtMs: null }] });
  expect(byBib(snapshot).map(({ bib, name }) => [bib, name])).toEqual([
    ['101', 'Runner 101'],
    ['102', null],
  ]);
  expect(await screen.next('head')).toMatchObject({ source: 'hub', cursor: snapshot.cursor, entries: 0, link: { state: 'none' } });

  await gun();
  const started = await screen.next('delta');
  expect(started).toMatchObject({
    fromRevision: snapshot.cursor.revision,
    event: { waves: [{ gunAtMs: Date.parse('2026-05-17T07:00:00Z') }] },
  });
  await finish(0, '2026-05-17T07:41:07Z');
  const finished = await screen.next('delta');
  expect(finished.rows).toMatchObject([{ bib: '101', status: 'finished', rankKey: 2_467_000, decidedBy: { seq: 3 } }]);
  let head = await screen.next('head');
  while (head.cursor.revision < finished.cursor.revision) head = await screen.next('head');
  expect(head).toMatchObject({ entries: 3, link: { state: 'none' } });
});

test('a screen that was away gets what it missed, and the whole picture when its cursor is of another stream', async () => {
  const before = aScreen();
  await before.subscribe({});
  const { cursor } = await before.next('snapshot');
  before.socket.close();
  await gun();

  const back = aScreen();
  await back.subscribe({ cursor });
  expect(await back.next('delta')).toMatchObject({ fromRevision: cursor.revision });
  expect(back.queues.snapshot).toEqual([]);
  const other = aScreen();
  await other.subscribe({ cursor: { streamId: newId(), revision: 3 } });
  expect((await other.next('snapshot')).event.waves[0]!.gunAtMs).not.toBeNull();
});

test('forty screens that come at once while the race goes on each get a picture, and then every change after it', async () => {
  const crowd = Array.from({ length: 40 }, () => aScreen());
  const asked = Promise.all(crowd.map((screen) => screen.subscribe({})));
  await gun();
  expect(await asked).toEqual(crowd.map(() => ({ ok: true })));
  await finish(0, '2026-05-17T07:41:07Z');
  for (const screen of crowd) {
    const { cursor, rows } = await screen.next('snapshot');
    let [revision, isFinished] = [cursor.revision, rows.some(({ status }) => status === 'finished')];
    while (!isFinished) {
      const delta = await screen.next('delta');
      expect(delta.fromRevision).toBe(revision);
      [revision, isFinished] = [delta.cursor.revision, delta.rows.some(({ status }) => status === 'finished')];
    }
    expect(screen.queues.snapshot).toEqual([]);
  }
});

test('a name that is forgotten leaves the screens at once', async () => {
  const screen = aScreen();
  await screen.subscribe({});
  await screen.next('snapshot');
  const participantId = setup.participants[0]!.id;
  await hub.ask(token, 'DELETE', `/api/v1/partners/${partnerId}/events/${setup.event.id}/persons/${participantId}`);
  expect((await screen.next('delta')).rows).toMatchObject([{ participantId, name: null }]);
});

test('why someone was disqualified is told to an announcer, never to the public', async () => {
  const open = aScreen();
  const announcer = aScreen({ auth: { token: await hub.newKey(partnerId, 'announcer') } });
  for (const [screen, audience] of [
    [open, 'public'],
    [announcer, 'announcer'],
  ] as const) {
    expect(await screen.subscribe({ audience })).toEqual({ ok: true });
    await screen.next('snapshot');
  }
  await correct({ kind: 'status', participant_id: setup.participants[0]!.id, change: 'DSQ', reason: 'USATF 144.3' });
  expect((await announcer.next('delta')).rows).toMatchObject([{ status: 'DSQ', reason: 'USATF 144.3' }]);
  const [told] = (await open.next('delta')).rows;
  expect(told).toMatchObject({ status: 'DSQ' });
  expect(told).not.toHaveProperty('reason');
});

test('a timer sees hidden names; who has no key, or one that may not, is told so', async () => {
  const timer = aScreen({ auth: { token } });
  expect(await timer.subscribe({ audience: 'timer' })).toEqual({ ok: true });
  expect(byBib(await timer.next('snapshot'))[1]).toMatchObject({ name: 'Runner 102' });
  expect(await aScreen().subscribe({ audience: 'timer' })).toMatchObject({ ok: false, code: 'not-allowed' });
  const viewer = aScreen({ auth: { token: await hub.newKey(partnerId, 'viewer') } });
  expect(await viewer.subscribe({ audience: 'announcer' })).toMatchObject({ ok: false, code: 'not-allowed' });
});

test("another partner's timer is told of this event what is told of one that does not exist", async () => {
  const other = await hub.newPartner();
  const theirs = aScreen({ auth: { token: other.token } });
  const foreign = await theirs.subscribe({ audience: 'timer' });
  expect(foreign).toMatchObject({ ok: false, code: 'unknown-event' });
  expect(await theirs.subscribe({ audience: 'timer', eventId: newId() })).toEqual(foreign);
  expect(await theirs.subscribe({ audience: 'public' })).toEqual({ ok: true });
});

test('an announcer with the key hears what there is to say, a public screen does not', async () => {
  const participantId = setup.participants[0]!.id;
  const said = { phonetic_name: 'RUN-ner', milestone: '100th race' };
  await hub.ask(token, 'PATCH', `/api/v1/partners/${partnerId}/participants/${participantId}`, said);
  const announcer = aScreen({ auth: { token } });
  await announcer.subscribe({ audience: 'announcer' });
  const rowOf = ({ rows }: Snapshot) => rows.find((row) => row.participantId === participantId);
  expect(rowOf(await announcer.next('snapshot'))?.announce).toEqual({ phoneticName: 'RUN-ner', milestone: '100th race' });
  const board = aScreen();
  await board.subscribe({});
  expect(rowOf(await board.next('snapshot'))).not.toHaveProperty('announce');
});

test('whoever makes an event under an id that is shown already does not take over its board', async () => {
  const thief = await hub.newPartner();
  const copy = { ...aSetup(['666'], setup.event.id) };
  await hub.ask(thief.token, 'PUT', `/api/v1/partners/${thief.partnerId}/events/${setup.event.id}/setup`, { setup: copy });
  const screen = aScreen();
  await screen.subscribe({});
  expect(byBib(await screen.next('snapshot')).map(({ bib }) => bib)).toEqual(['101', '102']);
});

test('a wrong key gets no connection; a page of another origin sees what anyone may see, and nothing more', async () => {
  const refused = (screen: Screen) =>
    new Promise<string>((resolve) => screen.socket.on('connect_error', (error) => resolve(error.message)));
  expect(await refused(aScreen({ auth: { token: 'chute_1_x_y' } }))).toBe('not-allowed');
  const elsewhere = aScreen({ origin: 'https://elsewhere.example' });
  expect(await elsewhere.subscribe({})).toEqual({ ok: true });
  expect(await elsewhere.subscribe({ audience: 'announcer' })).toMatchObject({ ok: false, code: 'not-allowed' });
});

test('without a web socket, where a browser would let any page read the answers, only the origins of the settings are let in', async () => {
  const statusFrom = async (origin: string) =>
    (await fetch(`${hub.hub.addresses.http}/socket.io/?EIO=4&transport=polling`, { headers: { origin } })).status;
  expect(await statusFrom('https://elsewhere.example')).toBe(403);
  expect(await statusFrom('https://results.example')).toBe(200);
});

test('a screen listens to one event at a time, and nonsense is answered, not obeyed', async () => {
  const other = aSetup(['1']);
  await hub.ask(token, 'PUT', `/api/v1/partners/${partnerId}/events/${other.event.id}/setup`, { setup: other });
  const screen = aScreen();
  await screen.subscribe({});
  await screen.next('snapshot');
  await screen.subscribe({ eventId: other.event.id });
  expect((await screen.next('snapshot')).event).toMatchObject({ eventId: other.event.id });
  await gun();
  await hub.ask(token, 'POST', `/api/v1/partners/${partnerId}/events/${other.event.id}/corrections`, {
    kind: 'gun',
    wave_id: other.waves[0]!.id,
    at: '2026-05-17T07:00:00Z',
  });
  expect((await screen.next('delta')).event).toMatchObject({ eventId: other.event.id });
  expect(await screen.subscribe({ eventId: 'nonsense' })).toMatchObject({ ok: false, code: 'bad-request' });
});
