import { setupHash } from '@chute/timing';
import { aRace } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import type { Edge } from '../edge.ts';
import { ChronoTrackClient } from '../testing/chronotrack-client.ts';
import { liveScreen } from '../testing/live-screen.ts';
import { PaperHub } from '../testing/paper-hub.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { aRunningEdge, asked, until } from '../testing/test-edge.ts';

const { setup } = aRace({ points: { FINISH: { kind: 'finish' } } })
  .wave('A', { scheduled: '09:00:00' })
  .participant('101')
  .participant('102');
const eventId = setup.event.id;
const gun = { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z', replaces: null } as const;

const anEdgeOf = (hub: PaperHub, folder = temporaryFolder()) => aRunningEdge({ folder, transport: hub.transport, fetch: hub.fetch });
const claim = (edge: Edge, hub: PaperHub, code = hub.code) => asked(edge, '/api/claim', { hub_url: `${hub.url}/`, code });
const resultOf = (edge: Edge, at: number) => edge.scoringRun()?.scorer.result(setup.participants[at]!.id);

type Journals = { journal_id: string; seq: number; hub_has: number | null; text: string }[];
async function hubHasAll(edge: Edge): Promise<boolean> {
  const journals = (await asked(edge, '/status')).body.journals as Journals;
  return journals.every(({ seq, hub_has }) => seq === hub_has);
}

test('an edge joins a hub with a one-time code, and takes its event, its setup and its people from there', async () => {
  const hub = new PaperHub();
  hub.events.set(eventId, setup);
  hub.eventId = eventId;
  const name = { first_name: 'Ada', last_name: 'Example', city: null, country: null };
  hub.persons = [{ participant_id: setup.participants[0]!.id, ...name, revision: 3, erased: false }];
  const edge = await anEdgeOf(hub);

  expect(await claim(edge, hub, 'a wrong code')).toMatchObject({ status: 502, body: { detail: expect.stringContaining('not known') } });
  expect(await claim(edge, hub)).toMatchObject({ status: 201, body: { partner_id: '7', edge_id: hub.edgeId, event_id: eventId } });
  await until(() => edge.scoringRun());
  const screen = await liveScreen(edge.addresses.http!, { eventId });
  await until(() => screen.row('101')?.name === 'Ada Example');
  expect(screen.row('102')?.name).toBeNull();
  await until(() => hubHasAll(edge));
  await until(() => screen.heads.some(({ link }) => link.state === 'up'));
  await until(() => hub.statuses.some(({ online, detail }) => online && (detail.session as { event_id: string }).event_id === eventId));
});

test('with the link cut the race goes on, and the hub has every read once it is back', async () => {
  const hub = new PaperHub();
  hub.events.set(eventId, setup);
  hub.eventId = eventId;
  const edge = await anEdgeOf(hub);
  await claim(edge, hub);
  await until(() => hubHasAll(edge));
  const { journal_id: journalId } = (await asked(edge, '/status')).body.journal as { journal_id: string };

  hub.cutLine();
  const box = new ChronoTrackClient('FINISH');
  await box.dial(edge.addresses.chronotrack!);
  for (let seq = 1; seq <= 1_200; seq += 1) box.says({ location: 'FINISH', sourceSeq: seq, ident: '101', at: '2026-05-17T09:41:07.00' });
  await asked(edge, '/api/entries', gun);
  await until(() => resultOf(edge, 0)?.status === 'finished');
  expect(await asked(edge, '/status')).toMatchObject({ body: { link: { state: 'down', waiting: expect.any(Number) } } });

  hub.mendLine();
  await until(() => hubHasAll(edge));
  expect(hub.journals.end(journalId).seq).toBeGreaterThanOrEqual(1_202);
  const row = ((await asked(edge, '/status')).body.journals as Journals).find(({ journal_id }) => journal_id === journalId)!;
  expect(row.text).toMatch(/^the hub has 1,2\d\d of 1,2\d\d$/);
});

test('a link that comes back does not bring the setup again: live reads would wait behind that of a large race', async () => {
  const hub = new PaperHub();
  hub.events.set(eventId, setup);
  hub.eventId = eventId;
  const edge = await anEdgeOf(hub);
  await claim(edge, hub);
  await until(() => hubHasAll(edge));
  const screen = await liveScreen(edge.addresses.http!, { eventId });
  const { setupsSent } = hub;

  hub.cutLine();
  const name = { first_name: 'Ada', last_name: 'Example', city: null, country: null };
  hub.persons = [{ participant_id: setup.participants[0]!.id, ...name, revision: 3, erased: false }];
  hub.mendLine();
  await until(() => screen.row('101')?.name === 'Ada Example');
  expect(hub.setupsSent).toBe(setupsSent);
});

test('what is corrected on the web counts at the edge', async () => {
  const hub = new PaperHub();
  hub.events.set(eventId, setup);
  hub.eventId = eventId;
  const edge = await anEdgeOf(hub);
  await claim(edge, hub);
  const box = new ChronoTrackClient('FINISH');
  await box.dial(edge.addresses.chronotrack!);
  box.says({ location: 'FINISH', sourceSeq: 1, ident: '101', at: '2026-05-17T09:41:07.00' });
  await until(() => hubHasAll(edge));
  hub.enters(eventId, gun);
  await until(() => resultOf(edge, 0)?.officialGunMs === 2_467_000);
  hub.enters(eventId, { kind: 'status', participant_id: setup.participants[0]!.id, change: 'DSQ', penalty_ms: 0, reason: null });
  await until(() => resultOf(edge, 0)?.status === 'DSQ');
});

test('an edge that began alone brings its event, its people and its reads to the hub', async () => {
  const hub = new PaperHub();
  const edge = await anEdgeOf(hub);
  await asked(edge, '/api/setup', { setup, persons: [{ participant_id: setup.participants[0]!.id, first_name: 'Ada' }] });
  await until(() => edge.scoringRun());
  await claim(edge, hub);
  await until(() => hub.events.has(eventId) && hubHasAll(edge));
  expect(setupHash(hub.events.get(eventId)!)).toBe(setupHash(setup));
});

test('an edge that knows its hub finds it again after a restart, and the hub keeps both journals', async () => {
  const hub = new PaperHub();
  hub.events.set(eventId, setup);
  hub.eventId = eventId;
  const folder = temporaryFolder();
  const first = await anEdgeOf(hub, folder);
  await claim(first, hub);
  await until(() => hubHasAll(first));
  await first.stop();
  expect(hub.statuses.at(-1)).toMatchObject({ online: false });
  const second = await anEdgeOf(hub, folder);
  await until(() => hubHasAll(second));
  expect(hub.journals.ends()).toHaveLength(2);
});

test('a hub can ask whether an edge listens; nothing else of the sort reaches it', async () => {
  const hub = new PaperHub();
  const edge = await anEdgeOf(hub);
  await claim(edge, hub);
  await until(() => hubHasAll(edge));
  hub.commands({ name: 'set-finish-time' });
  hub.commands({ name: 'ping' });
  const answer = await until(() => hub.statuses.findLast(({ detail }) => detail.lastCommand)?.detail);
  expect(answer).toMatchObject({ lastCommand: { ok: true, detail: 'pong' } });
});
