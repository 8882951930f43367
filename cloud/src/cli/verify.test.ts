import { EdgeJournal } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendBatch } from '../ingest/append-batch.ts';
import type { PartnerId } from '../store/db.ts';
import { journalHolding } from '../store/journal-holdings.ts';
import { createPartner } from '../store/partners.ts';
import { clusterTimeoutMs, startTestCluster, type TestCluster, type TestDatabase } from '../testing/test-cluster.ts';
import { enrolEdge } from '../testing/test-edge.ts';
import { verify } from './verify.ts';

let cluster: TestCluster;
let database: TestDatabase;
let partnerId: PartnerId;

beforeAll(async () => {
  cluster = await startTestCluster();
}, clusterTimeoutMs);
afterAll(() => cluster.stop());

/** A journal of twelve entries that the hub has stored. */
async function aStoredJournal(): Promise<EdgeJournal> {
  database = await cluster.newDatabase();
  partnerId = await createPartner(database.db, { name: 'Big River Timing' });
  const edge = await enrolEdge(database.db, partnerId);
  const journal = new EdgeJournal().opens(newId()).hears(11);
  await appendBatch(database.db, edge, journal.batch());
  return journal;
}

/** What no part of the hub ever does: the owner reaches into the log. */
async function tamper(sql: string): Promise<void> {
  const owner = new pg.Client(database.owner);
  await owner.connect();
  await owner.query(`begin; set local app.current_partner_id = '${partnerId}'; ${sql}; commit`);
  await owner.end();
}

const holding = (journal: EdgeJournal) => database.db.withTenant(partnerId, (tx) => journalHolding(tx, journal.journalId));

test('a hub that has all that edges were told it has says so, and leaves with 0', async () => {
  const journal = await aStoredJournal();
  const { answer, text, exitCode } = await verify(database.db, {});
  expect(exitCode).toBe(0);
  expect(answer).toMatchObject({
    ok: true,
    entries: 12,
    journals: [{ partner_id: partnerId, journal_id: journal.journalId, count: 12, end_hash: journal.entries[11]!.hash, missing: [] }],
  });
  expect(text).toContain(`partner ${partnerId}, ${journal.journalId} (edge finish): the hub has 12 of 12, whole`);
  expect(await holding(journal)).toMatchObject({ count: 12, endSeq: 12, missing: [], conflicts: 0 });
});

test('entries that are gone are named by their numbers', async () => {
  const journal = await aStoredJournal();
  await tamper('delete from race_log where seq in (3, 4, 12)');
  const { text, answer, exitCode } = await verify(database.db, { partner: partnerId });
  expect(exitCode).toBe(2);
  expect(text).toContain('the hub has 9 of 12, with 3 missing (3 to 4, 12)');
  expect(answer).toMatchObject({
    ok: false,
    journals: [
      {
        missing: [
          { from_seq: 3, to_seq: 4 },
          { from_seq: 12, to_seq: 12 },
        ],
      },
    ],
  });
  expect(await holding(journal)).toMatchObject({
    ...{ count: 9, endSeq: 12 },
    missing: [
      { fromSeq: 3, toSeq: 4 },
      { fromSeq: 12, toSeq: 12 },
    ],
  });
});

test('an entry that was changed afterwards is found, also when its hash was made to fit', async () => {
  await aStoredJournal();
  await tamper(`update race_log set body = body || ' '::bytea where seq = 5`);
  expect((await verify(database.db, {})).text).toContain('1 not as written (the first is 5)');
  await tamper(`update race_log set hash = sha256(body) where seq = 5`);
  expect((await verify(database.db, {})).text).toContain('1 not as written (the first is 6)');
});

test('another entry that came for a taken place is listed', async () => {
  const journal = await aStoredJournal();
  const other = new EdgeJournal({ journalId: journal.journalId }).opens(newId()).hears(11);
  await appendBatch(database.db, await enrolEdge(database.db, partnerId), other.batch(1, 2));
  const { answer, text, exitCode } = await verify(database.db, {});
  expect(exitCode).toBe(2);
  expect(text).toContain('the hub has 12 of 12, with 2 that came with other content (1, 2)');
  expect(answer).toMatchObject({ journals: [{ conflicts: [{ seq: 1, hash: other.entries[0]!.hash }, { seq: 2 }] }] });
});

test('one event means its journals, and what does not exist is said', async () => {
  const journal = await aStoredJournal();
  await expect(verify(database.db, { event: newId() })).rejects.toMatchObject({ code: 'no-such-event' });
  await expect(verify(database.db, { partner: '999' })).rejects.toMatchObject({ code: 'no-such-partner' });
  await expect(verify(database.db, { partner: "1' or true" })).rejects.toMatchObject({ code: 'no-such-partner' });
  const theirs = await createPartner(database.db, { name: 'Small Creek' });
  expect((await verify(database.db, { partner: theirs })).answer).toMatchObject({ ok: true, journals: [] });
  expect(await database.db.withTenant(theirs, (tx) => journalHolding(tx, journal.journalId))).toMatchObject({ count: 0, endSeq: 0 });
});
