import { EdgeJournal } from '@chute/protocol/testing';
import { nativeSha256Hex, newId } from '@chute/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, PartnerId } from '../store/db.ts';
import { findHead } from '../store/event-heads.ts';
import { createPartner } from '../store/partners.ts';
import { readEntries } from '../store/race-log.ts';
import { clusterTimeoutMs, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { appendBatch } from './append-batch.ts';

let cluster: TestCluster;
let db: Database;
let partnerId: PartnerId;
const edgeId = newId();

beforeAll(async () => {
  cluster = await startTestCluster();
  db = (await cluster.newDatabase()).db;
  partnerId = await createPartner(db, { name: 'Big River Timing' });
}, clusterTimeoutMs);
afterAll(() => cluster.stop());

const send = (journal: EdgeJournal, fromSeq?: number, toSeq?: number) =>
  appendBatch(db, { partnerId, edgeId }, journal.batch(fromSeq, toSeq));
const stored = (journal: EdgeJournal) =>
  db.withTenant(partnerId, (tx) => readEntries(tx, { journalId: journal.journalId, fromSeq: 1, limit: 1_000_000 }));
const conflictsOf = async (journal: EdgeJournal) =>
  (
    await db.withTenant(partnerId, (tx) =>
      tx.query<{ seq: number; body: Buffer }>('select seq, body from race_log_conflicts where timing_partner_id = $1 and journal_id = $2', [
        partnerId,
        journal.journalId,
      ]),
    )
  ).rows;

test('a batch is stored byte by byte, and the answer is where the journal ends after the commit', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(9);
  const { outcome, journal: end } = await send(journal);
  expect(outcome).toBe('stored');
  expect(end).toEqual({ journalId: journal.journalId, seq: 10, hash: journal.entries[9]!.hash });
  expect(await stored(journal)).toEqual(journal.entries);
});

test('a batch that comes again is known, and changes nothing', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(4);
  await send(journal);
  expect(await send(journal)).toMatchObject({ outcome: 'known', journal: { seq: 5 }, eventIds: [], conflicts: 0 });
  expect(await stored(journal)).toEqual(journal.entries);
});

test('a batch that would leave a gap is not stored, and the answer is the real end', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(19);
  await send(journal, 1, 5);
  expect(await send(journal, 11, 20)).toMatchObject({ outcome: 'gap', journal: { seq: 5, hash: journal.entries[4]!.hash } });
  expect(await stored(journal)).toHaveLength(5);
});

test('the first batch of a journal that does not begin at its beginning is a gap too', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(9);
  expect(await send(journal, 3, 5)).toMatchObject({ outcome: 'gap', journal: { seq: 0, hash: '0'.repeat(64) } });
});

test('a third of the batches twice and all of them in any order: every entry is there once', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(999);
  const batches = Array.from({ length: 40 }, (_, at) => [at * 25 + 1, at * 25 + 25] as const);
  const shuffled = [...batches, ...batches.filter((_, at) => at % 3 === 0)].toSorted(
    (a, b) => ((a[0] * 7919) % 101) - ((b[0] * 7919) % 101),
  );
  let end = 0;
  // Go-back-N: whatever was refused as a gap is sent again.
  while (end < 1_000) for (const [from, to] of shuffled) end = (await send(journal, from, to)).journal.seq;
  expect(await stored(journal)).toEqual(journal.entries);
  expect(await conflictsOf(journal)).toEqual([]);
});

test('batches of one journal that arrive at once are stored as if they came one after the other', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(99);
  const overlapping = [1, 1, 11, 21, 31, 41, 41, 51].map((from) => [from, from + 49] as const);
  for (let round = 0; round < 6; round += 1) await Promise.all(overlapping.map(([from, to]) => send(journal, from, to)));
  expect(await stored(journal)).toEqual(journal.entries);
});

test('an entry that comes again with another hash is kept beside ours, and alarms once', async () => {
  const journalId = newId();
  const journal = new EdgeJournal({ journalId }).opens(null).hears(3);
  const clone = new EdgeJournal({ journalId }).opens(null).reads('another', 'mat', '10:00:00').hears(2);
  await send(journal);
  expect(await send(clone)).toMatchObject({ outcome: 'diverged', conflicts: 4, journal: { seq: 4, hash: journal.entries[3]!.hash } });
  expect(await send(clone)).toMatchObject({ outcome: 'diverged', conflicts: 0 });
  expect(await stored(journal)).toEqual(journal.entries);
  expect((await conflictsOf(journal)).map(({ seq, body }) => ({ seq, body: body.toString() }))).toEqual(
    clone.entries.map(({ seq, body }) => ({ seq, body })),
  );
});

test('a batch that continues another past than ours is not appended', async () => {
  const journalId = newId();
  const journal = new EdgeJournal({ journalId }).opens(null).hears(3);
  const clone = new EdgeJournal({ journalId }).opens(null).reads('another', 'mat', '10:00:00').hears(7);
  await send(journal);
  expect(await send(clone, 5, 9)).toMatchObject({ outcome: 'diverged', journal: { seq: 4 } });
  expect(await stored(journal)).toHaveLength(4);
});

test('a bad entry is stored as it came and does not hold up those behind it', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(3);
  const bad = ['not json at all', '{"kind":42}', '\u0000 and "quotes"'];
  const batch = journal.batch();
  for (const [at, body] of bad.entries()) batch.entries[at + 1] = { seq: at + 2, hash: nativeSha256Hex(body), body };
  expect(await appendBatch(db, { partnerId, edgeId }, batch)).toMatchObject({ outcome: 'stored', journal: { seq: 4 } });
  expect((await stored(journal)).slice(1).map(({ body }) => body)).toEqual(bad);
});

test('a batch whose numbers do not follow each other is refused', async () => {
  const batch = new EdgeJournal().opens(newId()).hears(3).batch();
  batch.entries.splice(1, 1);
  expect(await appendBatch(db, { partnerId, edgeId }, batch)).toMatchObject({ outcome: 'malformed', journal: { seq: 0 } });
});

test('a batch that was damaged on its way is not stored, and is stored when it comes again as it was', async () => {
  const journal = new EdgeJournal().opens(newId()).hears(3);
  const batch = journal.batch();
  const damaged = batch.entries.map((entry, at) => (at === 2 ? { ...entry, body: entry.body.replace('09:00:00', '09:00:08') } : entry));
  expect(await appendBatch(db, { partnerId, edgeId }, { ...batch, entries: damaged })).toMatchObject({
    outcome: 'malformed',
    journal: { seq: 0 },
  });
  expect(await appendBatch(db, { partnerId, edgeId }, batch)).toMatchObject({ outcome: 'stored', journal: { seq: 4 } });
});

test('what is stored marks the event of its session as dirty, and a session that moves marks both', async () => {
  const [first, second] = [newId(), newId()] as const;
  const journal = new EdgeJournal().opens(first).hears(2);
  expect((await send(journal)).eventIds).toEqual([first]);
  journal.says({ kind: 'session-bind', eventId: second, setupHash: null });
  expect((await send(journal, 4, 4)).eventIds.sort()).toEqual([first, second].sort());
  const heads = await db.withTenant(partnerId, async (tx) => [await findHead(tx, first), await findHead(tx, second)]);
  expect(heads).toMatchObject([
    { marks: 2, scoredMarks: 0 },
    { marks: 1, scoredMarks: 0 },
  ]);
});

test('another partner with the same journal id has a journal of its own', async () => {
  const other = await createPartner(db, { name: 'Small Creek Timing' });
  const journal = new EdgeJournal().opens(newId()).hears(3);
  await send(journal);
  expect(await appendBatch(db, { partnerId: other, edgeId }, journal.batch(1, 2))).toMatchObject({
    outcome: 'stored',
    journal: { seq: 2 },
  });
  expect(await stored(journal)).toHaveLength(4);
});
