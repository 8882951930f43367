import { nativeSha256Hex, newId } from '@chute/service';
import { type ResultList, score, setupHash } from '@chute/timing';
import { aRace, type RaceStory } from '@chute/timing/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendBatch } from '../ingest/append-batch.ts';
import { appendHubEntries } from '../ingest/hub-journal.ts';
import type { Database, PartnerId } from '../store/db.ts';
import { findHead } from '../store/event-heads.ts';
import { markEvents } from '../store/event-marks.ts';
import { listParticipants } from '../store/participants.ts';
import { createPartner } from '../store/partners.ts';
import { listResults, type ResultRow } from '../store/results.ts';
import { saveEventSetup } from '../store/save-event-setup.ts';
import { saveSetup } from '../store/setups.ts';
import { batchesOf, sealedStory } from '../testing/sealed-story.ts';
import { clusterTimeoutMs, quietLog, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import type { EventScored } from './scored-events.ts';
import { type Scoring, startScoring } from './scoring.ts';

let cluster: TestCluster;
let db: Database;
let partnerId: PartnerId;
let scoring: Scoring;
let told: EventScored[];
const edgeId = newId();
/** Longer than any test: only signals and reads make it work, so that nothing here hangs on time. */
const pollMs = 3_600_000;

beforeAll(async () => {
  cluster = await startTestCluster();
}, clusterTimeoutMs);
afterAll(() => cluster.stop());
beforeEach(async () => {
  db = (await cluster.newDatabase()).db;
  partnerId = await createPartner(db, { name: 'Big River Timing' });
  scoring = startScoring({ db, log: quietLog, pollMs });
  told = [];
  scoring.onScored((scored) => told.push(scored));
});
afterEach(() => scoring.stop());

/** Two boxes, forty runners, a correction of the gun and a disqualification. */
function tenKilometres(): RaceStory {
  const race = aRace().wave('A', { gun: '09:00:00' });
  for (let bib = 1; bib <= 40; bib += 1) race.participant(String(bib), { chips: [`chip-${bib}`] });
  for (let bib = 1; bib <= 40; bib += 1) {
    race.passes(String(bib), 'start', `09:00:${String(bib).padStart(2, '0')}`, { journal: 'start box' });
    race.passes(String(bib), 'finish', `09:4${bib % 10}:${String(bib).padStart(2, '0')}`, { journal: 'finish box' });
  }
  race.gun('A', '08:59:58');
  race.disqualify('7', 'cut the course');
  return race;
}

async function publish(race: RaceStory, options: { setup?: boolean } = {}): Promise<string> {
  const { setup } = race;
  if (options.setup ?? true) await db.withTenant(partnerId, (tx) => saveEventSetup(tx, { setup, persons: [] }));
  return setup.event.id;
}

const send = async (race: RaceStory, size: number) => {
  for (const batch of batchesOf(sealedStory(race), size)) await appendBatch(db, { partnerId, edgeId }, batch);
};
const rows = (eventId: string) => db.withTenant(partnerId, (tx) => listResults(tx, { eventId, limit: 1_000 }));

/** What a row and a result say alike. */
function timesOf(list: ResultList | ResultRow[]) {
  const results = Array.isArray(list) ? list : list.results;
  return results
    .map(
      ({ participantId, bib, status, gunTimeMs, chipTimeMs, officialChipMs, startSource, finishedAtMs, penaltyMs, splits, decidedBy }) => {
        return {
          participantId,
          bib,
          status,
          gunTimeMs,
          chipTimeMs,
          officialChipMs,
          startSource,
          finishedAtMs,
          penaltyMs,
          splits,
          decidedBy,
        };
      },
    )
    .toSorted((a, b) => (a.participantId < b.participantId ? -1 : 1));
}

test('what is scored batch by batch is what the whole log scores at once: same basis, same hash, same rows', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  for (const batch of batchesOf(sealedStory(race), 7)) {
    await appendBatch(db, { partnerId, edgeId }, batch);
    await scoring.read(partnerId, eventId);
  }
  const truth = score(race.setup, sealedStory(race).entries);
  const scored = (await scoring.read(partnerId, eventId))!;
  expect(scored.scorer.list()).toEqual(truth);
  expect(timesOf(await rows(eventId))).toEqual(timesOf(truth));
  expect(truth.results.filter(({ status }) => status === 'finished')).toHaveLength(39);
});

test('revisions grow by one a step, and each is told once, after its commit', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  for (const batch of batchesOf(sealedStory(race), 20)) {
    await appendBatch(db, { partnerId, edgeId }, batch);
    await scoring.read(partnerId, eventId);
    await scoring.read(partnerId, eventId);
  }
  expect(told.map(({ revision }) => revision)).toEqual(told.map((_, at) => at + 1));
  expect(told[0]!.changes.everything).toBe(true);
  expect(new Set(told.map(({ streamId }) => streamId)).size).toBe(1);
  const head = await db.withTenant(partnerId, (tx) => findHead(tx, eventId));
  expect(head).toMatchObject({ revision: told.length, streamId: told[0]!.streamId });
  expect(head!.scoredMarks).toBe(head!.marks);
});

test('reads that move no result are told all the same, so that nobody takes them for missing', async () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('101', { chips: ['chip-101'] });
  const eventId = await publish(race);
  race.passes('101', 'finish', '09:41:07');
  await send(race, 500);
  await scoring.read(partnerId, eventId);
  race.passes('101', 'finish', '09:41:08');
  await send(race, 500);
  await scoring.read(partnerId, eventId);
  const [first, second] = told;
  expect(second).toMatchObject({ revision: first!.revision, entries: first!.entries + 1, changes: { participantIds: [] } });
});

test('a signal is enough: nobody has to ask', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  await send(race, 500);
  const done = new Promise<EventScored>((resolve) => scoring.onScored(resolve));
  scoring.wake([{ partnerId, eventId }]);
  expect((await done).scorer.list().hash).toBe(score(race.setup, sealedStory(race).entries).hash);
});

test('what was stored before we started is found by a look around', async () => {
  const race = tenKilometres();
  await publish(race);
  await send(race, 500);
  const late = startScoring({ db, log: quietLog, pollMs });
  const done = new Promise<EventScored>((resolve) => late.onScored(resolve));
  late.wake();
  await done;
  await late.stop();
});

test('another replica goes on where this one stopped, and both say the same', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  const other = startScoring({ db, log: quietLog, pollMs });
  const heardByOther: number[] = [];
  other.onScored(({ revision }) => heardByOther.push(revision));
  for (const [at, batch] of batchesOf(sealedStory(race), 10).entries()) {
    await appendBatch(db, { partnerId, edgeId }, batch);
    await (at % 2 ? other : scoring).read(partnerId, eventId);
  }
  const [ours, theirs] = [await scoring.read(partnerId, eventId), await other.read(partnerId, eventId)];
  expect(ours!.scorer.list()).toEqual(theirs!.scorer.list());
  expect(ours!.revision).toBe(theirs!.revision);
  expect(timesOf(await rows(eventId))).toEqual(timesOf(score(race.setup, sealedStory(race).entries)));
  expect(heardByOther).toEqual(heardByOther.toSorted((a, b) => a - b));
  await other.stop();
});

test('scored rows that were lost are made again from the log, byte for byte', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  await send(race, 500);
  await scoring.read(partnerId, eventId);
  const before = await rows(eventId);
  await db.withTenant(partnerId, async (tx) => {
    await tx.query('delete from ct_results where timing_partner_id = $1', [partnerId]);
    await tx.query('delete from ct_participants where timing_partner_id = $1', [partnerId]);
    await markEvents(tx, [eventId]);
  });
  const fresh = startScoring({ db, log: quietLog, pollMs });
  await fresh.read(partnerId, eventId);
  await fresh.stop();
  const withoutRevision = (list: ResultRow[]) => list.map(({ revision: _, ...row }) => row);
  expect(withoutRevision(await rows(eventId))).toEqual(withoutRevision(before));
});

test('an event whose setup is not here yet waits, and is scored once it comes', async () => {
  const race = tenKilometres();
  const eventId = await publish(race, { setup: false });
  await send(race, 500);
  expect(await scoring.read(partnerId, eventId)).toBeUndefined();
  await publish(race);
  expect((await scoring.read(partnerId, eventId))!.scorer.list().hash).toBe(score(race.setup, sealedStory(race).entries).hash);
});

test('a setup that is adopted during the race replaces the one before', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  await send(race, 500);
  await scoring.read(partnerId, eventId);
  const renamed = {
    ...race.setup,
    divisions: [{ id: newId(), raceId: race.setup.races[0]!.id, name: 'all', sex: null, ageMin: null, ageMax: null, custom: false }],
  };
  const hash = await db.withTenant(partnerId, (tx) => saveSetup(tx, renamed));
  await appendHubEntries(
    db,
    { raceNowMs: () => 1, monotonicNowMs: () => 1, bootId: 'hub' },
    { partnerId, eventId, drafts: [{ kind: 'setup-adopt', setupHash: hash }] },
  );
  const scored = (await scoring.read(partnerId, eventId))!;
  expect(scored.setupHash).toBe(setupHash(renamed));
  expect(scored.scorer.list().results[0]!.places!.divisions).toHaveLength(1);
  expect(told.at(-1)!.changes.everything).toBe(true);
});

test('a session that is moved to another event takes its reads along', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  await send(race, 500);
  const finishers = async () =>
    [...(await scoring.read(partnerId, eventId))!.scorer.results()].filter(({ status }) => status === 'finished').length;
  expect(await finishers()).toBe(39);
  const finishBox = race.entries.find(({ entry }) => entry?.kind === 'read' && entry.location === 'finish')!.entry!;
  race.write('desk', { kind: 'session-bind', arrivedAtMs: 0, sessionId: finishBox.sessionId, eventId: newId(), setupHash: null });
  await send(race, 500);
  expect(await finishers()).toBe(0);
  expect((await scoring.read(partnerId, eventId))!.scorer.basis().frontier.map(({ journalId }) => journalId)).not.toContain(
    finishBox.journalId,
  );
});

test('a runner who is entered or taken out during the race is so in the lists', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  race.enter('F12', { sex: 'F', raceAge: 31 });
  race.enter('3', { removed: true });
  await send(race, 500);
  await scoring.read(partnerId, eventId);
  const bibs = (await db.withTenant(partnerId, (tx) => listParticipants(tx, { eventId, limit: 500 }))).map(({ bib }) => bib);
  expect(bibs).toContain('F12');
  expect(bibs).not.toContain('3');
  expect((await rows(eventId)).map(({ bib }) => bib).sort()).toEqual(bibs.sort());
});

test('when a commit fails, nothing is told, and the next try has it all', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  let connectionBreaks = false;
  const shaky: Database = {
    ...db,
    withTenant: (tenant, work) =>
      db.withTenant(tenant, async (tx) => {
        const result = await work(tx);
        if (connectionBreaks) throw new Error('the connection broke before the commit');
        return result;
      }),
  };
  const unlucky = startScoring({ db: shaky, log: quietLog, pollMs });
  const revisions: number[] = [];
  unlucky.onScored(({ revision }) => revisions.push(revision));
  const [first, ...others] = batchesOf(sealedStory(race), 40);
  await appendBatch(db, { partnerId, edgeId }, first!);
  await unlucky.read(partnerId, eventId);
  for (const batch of others) await appendBatch(db, { partnerId, edgeId }, batch);
  connectionBreaks = true;
  await expect(unlucky.read(partnerId, eventId)).rejects.toThrow('before the commit');
  expect(revisions).toEqual([1]);
  connectionBreaks = false;
  await unlucky.read(partnerId, eventId);
  expect(revisions).toEqual([1, 2]);
  expect(timesOf(await rows(eventId))).toEqual(timesOf(score(race.setup, sealedStory(race).entries)));
  await unlucky.stop();
});

test('entries that cannot be understood are questions, not a stop', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  const [batch] = batchesOf(sealedStory(race), 500);
  const body = '{"kind":"from the future"}';
  batch!.entries[3] = { seq: 4, hash: nativeSha256Hex(body), body };
  await appendBatch(db, { partnerId, edgeId }, batch!);
  const scored = (await scoring.read(partnerId, eventId))!;
  expect(scored.entries).toBe(batch!.entries.length);
  expect(scored.scorer.openQuestions()).toContainEqual(expect.objectContaining({ source: { journalId: batch!.journalId, seq: 4 } }));
});

test('a text that no column can hold does not stop the scoring of its event', async () => {
  const race = tenKilometres();
  const eventId = await publish(race);
  race.disqualify('9', 'nul \u0000 and half a pair \ud83d'.toWellFormed());
  race.enter('N\u00001', {});
  await send(race, 500);
  await scoring.read(partnerId, eventId);
  const stored = await rows(eventId);
  expect(stored.map(({ bib }) => bib)).toContain('N\ufffd1');
  expect(stored.find(({ bib }) => bib === '9')).toMatchObject({ status: 'DSQ', reason: 'nul \ufffd and half a pair \ufffd' });
});
