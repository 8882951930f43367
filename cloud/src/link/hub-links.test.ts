import { type EntryBatch, edgeTopics, type Frontier, parseTopic } from '@chute/protocol';
import { EdgeJournal } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendHubEntries } from '../ingest/hub-journal.ts';
import type { Database, PartnerId } from '../store/db.ts';
import { findEdge, listEdges, revokeEdge } from '../store/edges.ts';
import { findJournals } from '../store/journals.ts';
import { createPartner } from '../store/partners.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeEdge } from '../testing/fake-edge.ts';
import { clusterTimeoutMs, quietLog, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { enrolEdge } from '../testing/test-edge.ts';
import { HubLinks } from './hub-links.ts';
import { sqlLinkStore } from './link-store.ts';
import type { StoredEntries } from './stored-entries.ts';

let cluster: TestCluster;
let db: Database;
let mainDb: Database;
let partnerId: PartnerId;
let links: HubLinks;
let edges: FakeEdge[];
let stored: StoredEntries[];

beforeAll(async () => {
  cluster = await startTestCluster();
  mainDb = (await cluster.newDatabase()).db;
}, clusterTimeoutMs);
afterAll(() => cluster.stop());
beforeEach(async () => {
  db = mainDb;
  partnerId = await createPartner(db, { name: 'Big River' });
  [edges, stored] = [[], []];
  links = await openLinks();
});
afterEach(async () => {
  for (const edge of edges) edge.stop();
  await links.stop();
});

async function openLinks(): Promise<HubLinks> {
  return new HubLinks({
    store: sqlLinkStore(db),
    log: quietLog,
    storeId: await db.storeId(),
    publish: async (topic, payload) => edges.find((edge) => edge.hears(topic))?.receive(topic, payload),
    onStored: (one) => stored.push(one),
    window: 4,
    monotonicNowMs: () => performance.now(),
  });
}

async function newEdge(eventIds: string[]): Promise<FakeEdge> {
  const { edgeId } = await enrolEdge(db, partnerId);
  const say = (topic: string, payload: string) => void links.onMessage({ topic, payload: Buffer.from(payload) });
  const edge = new FakeEdge({ partnerId, edgeId, eventIds, say });
  edges.push(edge);
  return edge;
}
const hubHolds = (journalId: string) => db.withTenant(partnerId, async (tx) => (await findJournals(tx, [journalId]))[0]?.seq ?? 0);
const stamp = { raceNowMs: () => 1_790_000_000_000, monotonicNowMs: () => 1, bootId: 'hub' };

test('what an edge holds comes to the hub, and only then the edge hears that it did', async () => {
  const eventId = newId();
  const journal = new EdgeJournal().opens(eventId).hears(1_234);
  const edge = (await newEdge([eventId])).holds(journal);
  edge.connect();
  await eventually(() => hubHolds(journal.journalId)).toBe(1_235);
  expect(stored.at(-1)).toMatchObject({ partnerId, eventIds: [eventId] });
  expect(links.edgesOnline(partnerId, eventId)).toBe(1);
});

test('the start edge’s reads reach the finish edge, and the other way round, also those that come later', async () => {
  const eventId = newId();
  const [atStart, atFinish] = [new EdgeJournal().opens(eventId).hears(150), new EdgeJournal().opens(eventId).hears(70)];
  const [start, finish] = [(await newEdge([eventId])).holds(atStart), (await newEdge([eventId])).holds(atFinish)];
  start.connect();
  finish.connect();
  await eventually(() => finish.journals.end(atStart.journalId).seq).toBe(151);
  await eventually(() => start.journals.end(atFinish.journalId).seq).toBe(71);
  start.holds(atStart.hears(30)).moved();
  await eventually(() => finish.journals.end(atStart.journalId).seq).toBe(181);
  expect(finish.journals.entries(atStart.journalId)).toEqual(start.journals.entries(atStart.journalId));
});

test('a disqualification made on the hub reaches the edge', async () => {
  const eventId = newId();
  const edge = (await newEdge([eventId])).holds(new EdgeJournal().opens(eventId).hears(3));
  edge.connect();
  await eventually(() => links.edgesOnline(partnerId, eventId)).toBe(1);
  const drafts = [{ kind: 'status', participantId: newId(), change: 'DSQ', penaltyMs: 0, reason: null } as const];
  const { journal } = await appendHubEntries(db, stamp, { partnerId, eventId, drafts });
  links.onStored({ partnerId, eventIds: [eventId] });
  await eventually(() => edge.journals.end(journal.journalId)).toEqual(journal);
});

test('an edge gets nothing of events that it did not ask for', async () => {
  const [ours, others] = [newId(), newId()];
  const foreign = new EdgeJournal().opens(others).hears(5);
  const mine = new EdgeJournal().opens(ours).hears(5);
  (await newEdge([others])).holds(foreign).connect();
  const edge = (await newEdge([ours])).holds(mine);
  edge.connect();
  await eventually(async () => [await hubHolds(foreign.journalId), await hubHolds(mine.journalId)]).toEqual([6, 6]);
  links.onStored({ partnerId, eventIds: [others] });
  edge.connect();
  await eventually(() => links.edgesOnline(partnerId, ours)).toBe(1);
  expect(edge.journals.ends().map(({ journalId }) => journalId)).toEqual([mine.journalId]);
});

test('a hub that was restored from yesterday gets its reads and its own corrections back, and writes on in a new journal', async () => {
  const eventId = newId();
  const reads = new EdgeJournal().opens(eventId).hears(120);
  const edge = (await newEdge([eventId])).holds(reads);
  edge.connect();
  const drafts = [{ kind: 'race-close', raceId: newId() } as const];
  await eventually(() => hubHolds(reads.journalId)).toBe(121);
  const { journal } = await appendHubEntries(db, stamp, { partnerId, eventId, drafts });
  links.onStored({ partnerId, eventIds: [eventId] });
  await eventually(() => edge.journals.end(journal.journalId).seq).toBe(2);

  await links.stop();
  const backup = (await cluster.newDatabase()).db; // of a time before any of this, but for the partner, the edge and the hub journal's first entry
  await copyPartner(db, backup);
  await backup.withTenant(partnerId, (tx) =>
    tx.query(
      `insert into journals (timing_partner_id, journal_id, kind, event_id, end_hash) values ($1, $2, 'hub', $3, decode(repeat('00', 32), 'hex'))`,
      [partnerId, journal.journalId, eventId],
    ),
  );
  db = backup;
  links = await openLinks();
  edge.connect();
  await eventually(() => hubHolds(reads.journalId)).toBe(121);
  await eventually(() => hubHolds(journal.journalId)).toBe(2);
  const next = await appendHubEntries(db, stamp, { partnerId, eventId, drafts });
  expect(next.journal.journalId).not.toBe(journal.journalId);
});

test('a hub that wrote on after a restore nobody told of: where an edge holds other corrections at these numbers, the next one goes to a new journal and arrives', async () => {
  const eventId = newId();
  const drafts = [{ kind: 'race-close', raceId: newId() } as const];
  const { journal } = await appendHubEntries(db, stamp, { partnerId, eventId, drafts });
  const before = new EdgeJournal({ journalId: journal.journalId }).opens(eventId).hears(1);
  const edge = (await newEdge([eventId])).holds(before);
  edge.connect();
  await eventually(() => db.withTenant(partnerId, (tx) => findJournals(tx, [journal.journalId]))).toMatchObject([{ sealed: true }]);
  const next = await appendHubEntries(db, stamp, { partnerId, eventId, drafts });
  expect(next.journal.journalId).not.toBe(journal.journalId);
  links.onStored({ partnerId, eventIds: [eventId] });
  await eventually(() => edge.journals.end(next.journal.journalId)).toEqual(next.journal);
});

test('an edge hears what it ever brought, also for events that it does not time today, and an older copy of its disk gets it back', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(3);
  const edge = (await newEdge([])).holds(journal);
  edge.connect();
  await eventually(() => hubHolds(journal.journalId)).toBe(4);
  expect(edge.frontiers[0]!.yours).toEqual([]);
  edge.stop();
  const olderCopy = sameBox(edge);
  olderCopy.connect();
  await eventually(() => olderCopy.journals.end(journal.journalId).seq).toBe(4);
  expect(olderCopy.frontiers[0]!.yours).toEqual([journal.journalId]);
});

/** Another disk under the same name. */
function sameBox({ topics }: FakeEdge): FakeEdge {
  const { edgeId } = parseTopic(topics.status)!;
  const say = (topic: string, payload: string) => void links.onMessage({ topic, payload: Buffer.from(payload) });
  edges = [new FakeEdge({ partnerId, edgeId, eventIds: [], say })];
  return edges[0]!;
}

test('two boxes that take turns under one name are told of each other', async () => {
  const edge = await newEdge([]);
  const { edgeId } = parseTopic(edge.topics.status)!;
  const boxes = [newId(), newId()];
  for (const writing of [...boxes, ...boxes, ...boxes]) {
    const frontier: Frontier = { storeId: newId(), linkId: newId(), whole: true, eventIds: [], journals: [], writing };
    await links.onMessage({ topic: edge.topics.frontierUp, payload: Buffer.from(JSON.stringify(frontier)) });
  }
  expect(links.twins()).toEqual([edgeId]);
  expect(edge.frontiers.map(({ twin }) => twin ?? false)).toEqual([false, false, false, false, true, true]);
});

async function copyPartner(from: Database, to: Database): Promise<void> {
  await to.withTenant(partnerId, (tx) =>
    tx.query(`insert into timing_partners (timing_partner_id, name) values ($1, 'Big River')`, [partnerId]),
  );
  for (const { edgeId, name } of await from.withTenant(partnerId, listEdges))
    await to.withTenant(partnerId, (tx) =>
      tx.query('insert into edges (timing_partner_id, edge_id, name) values ($1, $2, $3)', [partnerId, edgeId, name]),
    );
}

test('tenant and edge come from the topic: a batch that lies about nothing else is stored for the topic’s partner alone', async () => {
  const creek = await createPartner(db, { name: 'Small Creek' });
  const edge = await enrolEdge(db, creek);
  const journal = new EdgeJournal().opens(newId()).hears(4);
  const { log } = edgeTopics(creek, edge.edgeId);
  await links.onMessage({ topic: log, payload: Buffer.from(JSON.stringify({ ...journal.batch(), partnerId, edgeId: newId() })) });
  expect(await hubHolds(journal.journalId)).toBe(0);
  expect(stored).toMatchObject([{ partnerId: creek }]);
});

test.each([
  ['an edge that nobody enrolled', async () => edgeTopics(partnerId, newId()).log],
  [
    'an edge of one partner on the topic of another',
    async () => edgeTopics(await createPartner(db, { name: 'x' }), (await enrolEdge(db, partnerId)).edgeId).log,
  ],
  ['a revoked edge', async () => revoked()],
  ['a topic that is none of ours', async () => 'chute/v2/1/x/log'],
])('a batch of %s is let go', async (_name, topic) => {
  await links.onMessage({ topic: await topic(), payload: Buffer.from(JSON.stringify(new EdgeJournal().opens(newId()).batch())) });
  expect(stored).toEqual([]);
});

async function revoked(): Promise<string> {
  const { edgeId } = await enrolEdge(db, partnerId);
  await db.withTenant(partnerId, (tx) => revokeEdge(tx, edgeId));
  return edgeTopics(partnerId, edgeId).log;
}

test.each(['', 'no json', '{}', '[]', 'null', '{"journalId":"x"}', '{"entries":[{"seq":0}]}'])(
  'the payload %j is let go, and the next batch is stored',
  async (payload) => {
    const { edgeId } = await enrolEdge(db, partnerId);
    const { log, frontierUp, status } = edgeTopics(partnerId, edgeId);
    for (const topic of [log, frontierUp, status]) await links.onMessage({ topic, payload: Buffer.from(payload) });
    const batch: EntryBatch = new EdgeJournal().opens(newId()).batch();
    await links.onMessage({ topic: log, payload: Buffer.from(JSON.stringify(batch)) });
    expect(await hubHolds(batch.journalId)).toBe(1);
  },
);

test('what an edge says of itself is kept, and one that says goodbye is no longer online', async () => {
  const eventId = newId();
  const edge = await newEdge([eventId]);
  edge.connect();
  const say = (online: boolean) =>
    links.onMessage({ topic: edge.topics.status, payload: Buffer.from(JSON.stringify({ online, atMs: 1, software: 'chute-edge 0.1.0' })) });
  await say(true);
  await eventually(() => links.edgesOnline(partnerId, eventId)).toBe(1);
  await say(false);
  expect(links.edgesOnline(partnerId, eventId)).toBe(0);
  expect(await db.withTenant(partnerId, (tx) => findEdge(tx, parseTopic(edge.topics.status)!.edgeId))).toMatchObject({
    online: false,
    status: { software: 'chute-edge 0.1.0' },
  });
});

test('an edge that sends faster than we store loses messages, not the hub its memory', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(399);
  const { edgeId } = await enrolEdge(db, partnerId);
  const payload = (from: number) => Buffer.from(JSON.stringify(journal.batch(from, from)));
  const topic = edgeTopics(partnerId, edgeId).log;
  await links.onMessage({ topic, payload: payload(1) });
  await Promise.all(Array.from({ length: 399 }, (_, at) => links.onMessage({ topic, payload: payload(at + 2) })));
  const held = await hubHolds(journal.journalId);
  expect(held).toBeGreaterThan(60);
  expect(held).toBeLessThan(400);
});
