import { readFileSync, rmSync } from 'node:fs';
import { EdgeJournal } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import { score } from '@chute/timing';
import { aRace, type RaceStory } from '@chute/timing/testing';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHubCore, type HubCore } from './hub-core.ts';
import type { PartnerId } from './store/db.ts';
import { createPartner } from './store/partners.ts';
import { readEntries } from './store/race-log.ts';
import { saveEventSetup } from './store/save-event-setup.ts';
import { eventually } from './testing/eventually.ts';
import { FakeEdge } from './testing/fake-edge.ts';
import { sealedStory } from './testing/sealed-story.ts';
import { clusterTimeoutMs, makeTestFolder, quietLog } from './testing/test-cluster.ts';
import { enrolEdge } from './testing/test-edge.ts';

let dataDir: string;
let core: HubCore;
let clients: MqttClient[];
let edges: FakeEdge[];

beforeAll(async () => {
  dataDir = makeTestFolder();
  core = await open();
}, clusterTimeoutMs);
afterAll(async () => {
  await core.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, clusterTimeoutMs);
beforeEach(() => {
  [clients, edges] = [[], []];
});
afterEach(async () => {
  for (const edge of edges) edge.stop();
  await Promise.all(clients.map((client) => client.endAsync(true)));
});

const open = (mqttPort = 0) =>
  createHubCore({
    databaseUrl: undefined,
    dataDir,
    host: '127.0.0.1',
    mqttPort,
    mqttUrl: undefined,
    mqttShare: undefined,
    raceNowMs: () => 1_790_000_000_000,
    log: quietLog,
  });

/** An edge with a real connection, which opens a new link whenever it is connected again. */
async function connectEdge(partnerId: PartnerId, eventId: string): Promise<FakeEdge> {
  const { edgeId, credential } = await enrolEdge(core.db, partnerId);
  const shown = { clientId: edgeId, username: `${partnerId}/${edgeId}`, password: credential };
  const client = mqtt.connect(core.mqttUrl, { protocolVersion: 4, reconnectPeriod: 50, ...shown });
  clients.push(client);
  const edge = new FakeEdge({
    partnerId,
    edgeId,
    eventIds: [eventId],
    say: (topic, payload) => void client.publish(topic, payload, { qos: 1 }),
  });
  edges.push(edge);
  client.on('message', (topic, payload) => edge.hears(topic) && edge.receive(topic, payload.toString()));
  client.on('error', () => undefined);
  client.on(
    'connect',
    () => void client.subscribeAsync([edge.topics.feed, edge.topics.frontierDown], { qos: 1 }).then(() => edge.connect()),
  );
  return edge;
}

function twoBoxes(): RaceStory {
  const race = aRace().wave('A', { gun: '09:00:00' });
  for (let bib = 1; bib <= 60; bib += 1) race.participant(String(bib));
  for (let bib = 1; bib <= 60; bib += 1) {
    race.passes(String(bib), 'start', `09:00:${String(bib % 50).padStart(2, '0')}`, { journal: 'start box' });
    race.passes(String(bib), 'finish', `09:5${bib % 10}:00`, { journal: 'finish box' });
  }
  return race;
}

test('reads of two boxes and a disqualification on the web end as one list, at the hub and at both edges', {
  timeout: 60_000,
}, async () => {
  const partnerId = await createPartner(core.db, { name: 'Big River' });
  const race = twoBoxes();
  const eventId = race.setup.event.id;
  await core.db.withTenant(partnerId, (tx) => saveEventSetup(tx, { setup: race.setup, persons: [] }));
  const story = sealedStory(race);
  const journals = [...story.journals].map(([journalId, entries]) => ({ journalId, entries }));
  const edges = await Promise.all(journals.map(async (journal) => (await connectEdge(partnerId, eventId)).holds(journal)));
  const finishers = async () =>
    [...((await core.scoring.read(partnerId, eventId))?.scorer.results() ?? [])].filter(({ status }) => status === 'finished').length;
  await eventually(finishers).toBe(60);

  const { participantId } = race.result('7');
  const [ref] = await core.journal.append(partnerId, eventId, [
    { kind: 'status', participantId, change: 'DSQ', penaltyMs: 0, reason: null },
  ]);
  for (const edge of edges) {
    for (const { journalId, entries } of journals) await eventually(() => edge.journals.end(journalId).seq).toBe(entries.length);
    await eventually(() => edge.journals.end(ref!.journalId).seq).toBe(ref!.seq);
  }
  race.disqualify('7');
  const list = (await core.scoring.read(partnerId, eventId))!.scorer.list();
  const truth = score(race.setup, sealedStory(race).entries);
  expect(list.hash).toBe(truth.hash);
  expect(await core.troubles()).toEqual([]);
});

test('Postgres killed under load: the hub lives, and every read is there once it is back', {
  timeout: 90_000,
}, async () => {
  const partnerId = await createPartner(core.db, { name: 'Big River' });
  const eventId = newId();
  const journal = new EdgeJournal().opens(eventId).hears(1_999);
  const edge = (await connectEdge(partnerId, eventId)).holds({ journalId: journal.journalId, entries: journal.entries.slice(0, 500) });
  const held = async () =>
    (await core.db.withTenant(partnerId, (tx) => readEntries(tx, { journalId: journal.journalId, fromSeq: 1, limit: 9_999 }))).length;
  await eventually(held).toBe(500);
  edge.holds(journal).moved();
  process.kill(postmasterIn(dataDir), 'SIGKILL');
  await eventually(() => held().catch(() => 0)).toBe(2_000);
  await eventually(() => core.troubles()).toEqual([]);
});

test('a hub that starts again on the same folder has everything, and its edges find it', { timeout: 90_000 }, async () => {
  const partnerId = await createPartner(core.db, { name: 'Big River' });
  const eventId = newId();
  const journal = new EdgeJournal().opens(eventId).hears(99);
  const edge = (await connectEdge(partnerId, eventId)).holds(journal);
  const storeId = await core.db.storeId();
  const held = () => core.db.withTenant(partnerId, (tx) => readEntries(tx, { journalId: journal.journalId, fromSeq: 1, limit: 999 }));
  await eventually(async () => (await held()).length).toBe(100);
  const port = Number(new URL(core.mqttUrl).port);
  await core.stop();
  core = await open(port);
  expect(await core.db.storeId()).toBe(storeId);
  expect(await held()).toEqual(journal.entries);
  edge.holds(journal.hears(10)).moved();
  await eventually(async () => (await held()).length).toBe(110);
});

function postmasterIn(folder: string): number {
  return Number(readFileSync(`${folder}/postgres/cluster/postmaster.pid`, 'utf8').split('\n')[0]);
}
