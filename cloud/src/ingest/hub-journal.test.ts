import { openEntry } from '@chute/protocol';
import { EdgeJournal } from '@chute/protocol/testing';
import { nativeSha256Hex, newId } from '@chute/service';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, PartnerId } from '../store/db.ts';
import { mintStoreIdAnew } from '../store/hub-store.ts';
import { createPartner } from '../store/partners.ts';
import { readEntries } from '../store/race-log.ts';
import { clusterTimeoutMs, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { appendBatch } from './append-batch.ts';
import { appendHubEntries, type HubDraft } from './hub-journal.ts';

let cluster: TestCluster;
let db: Database;
let partnerId: PartnerId;
const edgeId = newId();
const stamp = { raceNowMs: () => 1_790_000_000_000, monotonicNowMs: () => 5, bootId: 'hub' };

beforeAll(async () => {
  cluster = await startTestCluster();
  db = (await cluster.newDatabase()).db;
  partnerId = await createPartner(db, { name: 'Big River Timing' });
}, clusterTimeoutMs);
afterAll(() => cluster.stop());

const disqualify = (): HubDraft => ({ kind: 'status', participantId: newId(), change: 'DSQ', penaltyMs: 0, reason: 'cut the course' });
const append = (eventId: string, ...drafts: HubDraft[]) => appendHubEntries(db, stamp, { partnerId, eventId, drafts });
const entriesOf = async (journalId: string) => {
  const sealed = await db.withTenant(partnerId, (tx) => readEntries(tx, { journalId, fromSeq: 1, limit: 10_000 }));
  return sealed.map((entry) => {
    const opened = openEntry(entry);
    if ('unscored' in opened) throw new Error(opened.unscored);
    return { ...opened.entry, hash: entry.hash };
  });
};

test('the first correction opens the hub’s session on the event, and stands behind it', async () => {
  const eventId = newId();
  const { refs, journal } = await append(eventId, disqualify());
  expect(refs).toEqual([{ journalId: journal.journalId, seq: 2 }]);
  expect(await entriesOf(journal.journalId)).toMatchObject([{ kind: 'session-open', eventId }, { kind: 'status' }]);
});

test('fifty people who correct at once make one journal without a gap, each entry chained to the one before', async () => {
  const eventId = newId();
  const answers = await Promise.all(Array.from({ length: 50 }, () => append(eventId, disqualify())));
  const journalIds = new Set(answers.map(({ journal }) => journal.journalId));
  expect(journalIds.size).toBe(1);
  const entries = await entriesOf([...journalIds][0]!);
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, at) => at + 1));
  for (const [at, entry] of entries.entries()) expect(entry.prev).toBe(entries[at - 1]?.hash ?? '0'.repeat(64));
  expect(new Set(entries.map(({ sessionId }) => sessionId)).size).toBe(1);
});

test('a correction comes after everything that the hub had seen of its event', async () => {
  const eventId = newId();
  await appendBatch(db, { partnerId, edgeId }, new EdgeJournal({ lamport: 700 }).opens(eventId).hears(20).batch());
  const { journal } = await append(eventId, disqualify());
  expect((await entriesOf(journal.journalId)).map(({ lamport }) => lamport)).toEqual([722, 723]);
});

test('when an edge knows more of the hub’s journal than the hub, the hub writes on in a new one and keeps what the edge brought', async () => {
  const eventId = newId();
  const { journal } = await append(eventId, disqualify());
  const lost = new EdgeJournal({ journalId: journal.journalId });
  for (const entry of await db.withTenant(partnerId, (tx) => readEntries(tx, { journalId: journal.journalId, fromSeq: 1, limit: 9 })))
    lost.entries.push(entry);
  const body = '{"kind":"note"}';
  lost.entries.push({ seq: 3, hash: nativeSha256Hex(body), body });

  expect(await appendBatch(db, { partnerId, edgeId }, lost.batch(3, 3))).toMatchObject({ outcome: 'stored', sealedOurs: true });
  const next = await append(eventId, disqualify());
  expect(next.journal.journalId).not.toBe(journal.journalId);
  expect(next.refs).toEqual([{ journalId: next.journal.journalId, seq: 2 }]);
});

test('a hub that was put back from a backup writes its corrections to new journals, for every partner', async () => {
  const { db, owner } = await cluster.newDatabase();
  const partners = [await createPartner(db, { name: 'North' }), await createPartner(db, { name: 'South' })];
  const eventId = newId();
  const correct = (partner: PartnerId) => appendHubEntries(db, stamp, { partnerId: partner, eventId, drafts: [disqualify()] });
  const before = await Promise.all(partners.map(correct));

  const client = new pg.Client(owner);
  await client.connect();
  await mintStoreIdAnew(client).finally(() => client.end());

  const after = await Promise.all(partners.map(correct));
  const journals = new Set([...before, ...after].map(({ journal }) => journal.journalId));
  expect(journals.size).toBe(4);
});
