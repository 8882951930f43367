import { EdgeJournal } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendHubEntries } from '../ingest/hub-journal.ts';
import type { Database, PartnerId } from '../store/db.ts';
import { findJournals } from '../store/journals.ts';
import { createPartner } from '../store/partners.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeEdge } from '../testing/fake-edge.ts';
import { clusterTimeoutMs, quietLog, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { enrolEdge } from '../testing/test-edge.ts';
import { HubLinks } from './hub-links.ts';
import { sqlLinkStore } from './link-store.ts';
import { watchOtherReplicas } from './other-replicas.ts';

let cluster: TestCluster;
let db: Database;
let partnerId: PartnerId;
let replicas: HubLinks[];
let edges: FakeEdge[];
let watches: { stop(): Promise<void> }[];
/** What came down: topic and payload. */
let down: { topic: string; payload: string }[];

beforeAll(async () => {
  cluster = await startTestCluster();
  db = (await cluster.newDatabase()).db;
}, clusterTimeoutMs);
afterAll(() => cluster.stop());
beforeEach(async () => {
  partnerId = await createPartner(db, { name: 'Big River' });
  [edges, down] = [[], []];
  const storeId = await db.storeId();
  const publish = async (topic: string, payload: string) => {
    down.push({ topic, payload });
    edges.find((edge) => edge.hears(topic))?.receive(topic, payload);
  };
  const of = { store: sqlLinkStore(db), log: quietLog, storeId, publish, window: 1, monotonicNowMs: () => performance.now() };
  replicas = [1, 2].map(() => new HubLinks({ ...of, onStored: () => undefined }));
  watches = replicas.map((links) => watchOtherReplicas({ db, links, log: quietLog, everyMs: 20 }));
});
afterEach(async () => {
  for (const edge of edges) edge.stop();
  await Promise.all(watches.map((watch) => watch.stop()));
  await Promise.all(replicas.map((links) => links.stop()));
});

/** As a broker with a shared subscription does it: batches in turn, all else to everybody. */
async function newEdge(eventIds: string[]): Promise<FakeEdge> {
  const { edgeId } = await enrolEdge(db, partnerId);
  let turn = 0;
  const say = (topic: string, payload: string) => {
    const to = topic.endsWith('/log') ? [replicas[turn++ % replicas.length]!] : replicas;
    for (const links of to) void links.onMessage({ topic, payload: Buffer.from(payload) });
  };
  const edge = new FakeEdge({ partnerId, edgeId, eventIds, say });
  edges.push(edge);
  return edge;
}

const hubHolds = (journalId: string) => db.withTenant(partnerId, async (tx) => (await findJournals(tx, [journalId]))[0]?.seq ?? 0);
const stamp = { raceNowMs: () => 1_790_000_000_000, monotonicNowMs: () => 1, bootId: 'hub' };

test('batches that are dealt out to two hubs are all stored, also after the edge came back on a new link', async () => {
  const eventId = newId();
  const journal = new EdgeJournal().opens(eventId).hears(1_500);
  const edge = (await newEdge([eventId])).holds(journal);
  edge.connect();
  await eventually(() => hubHolds(journal.journalId)).toBe(1_501);
  edge.connect();
  edge.holds(journal.hears(1_000)).moved();
  await eventually(() => hubHolds(journal.journalId)).toBe(2_501);
});

test('what one hub stores reaches the edges of the other, and nobody gets back what is his own', async () => {
  const eventId = newId();
  const [atStart, atFinish] = [new EdgeJournal().opens(eventId).hears(250), new EdgeJournal().opens(eventId).hears(70)];
  const [start, finish] = [(await newEdge([eventId])).holds(atStart), (await newEdge([eventId])).holds(atFinish)];
  start.connect();
  finish.connect();
  await eventually(() => finish.journals.end(atStart.journalId).seq).toBe(251);
  await eventually(() => start.journals.end(atFinish.journalId).seq).toBe(71);

  start.holds(atStart.hears(30)).moved();
  await eventually(() => finish.journals.end(atStart.journalId).seq).toBe(281);
  // As a correction on the web: neither of the two links is told of it by the one who wrote it.
  const { journal } = await appendHubEntries(db, stamp, { partnerId, eventId, drafts: [{ kind: 'note', noteId: newId(), target: null }] });
  await eventually(() => start.journals.end(journal.journalId).seq).toBe(journal.seq);
  await eventually(() => finish.journals.end(journal.journalId).seq).toBe(journal.seq);
  const { feed } = start.topics;
  expect(down.filter(({ topic, payload }) => topic === feed && payload.includes(`"journalId":"${atStart.journalId}"`))).toEqual([]);
});
