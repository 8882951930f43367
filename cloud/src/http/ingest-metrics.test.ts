import { edgeTopics } from '@chute/protocol';
import { EdgeJournal, testLinkId } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { clusterTimeoutMs } from '../testing/test-cluster.ts';
import { enrolEdge } from '../testing/test-edge.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, clusterTimeoutMs);
afterAll(() => hub.stop());

/** An edge's connection, over which a story says what it likes. */
async function aLine(partnerId: string): Promise<{ edgeId: string; line: MqttClient; topics: ReturnType<typeof edgeTopics> }> {
  const { core } = hub.hub;
  const { edgeId, credential } = await enrolEdge(core.db, partnerId);
  const line = await mqtt.connectAsync(core.mqttUrl, {
    protocolVersion: 4,
    clientId: edgeId,
    username: `${partnerId}/${edgeId}`,
    password: credential,
  });
  onTestFinished(() => line.endAsync(true));
  return { edgeId, line, topics: edgeTopics(partnerId, edgeId) };
}

const figures = async () => ((await hub.ask(null, 'GET', '/metrics')).body as string).split('\n');

test('what came in, what became of it and what is still to come can be seen, by edge and without a bib in it', async () => {
  const { partnerId, token } = await hub.newPartner();
  const { edgeId, line, topics } = await aLine(partnerId);
  const journal = new EdgeJournal().opens(newId()).hears(11);
  const end = journal.entries[11]!;
  const frontier = {
    storeId: newId(),
    linkId: testLinkId,
    whole: true,
    eventIds: [],
    journals: [{ journalId: journal.journalId, seq: 12, hash: end.hash }],
  };
  await line.publishAsync(topics.frontierUp, JSON.stringify(frontier), { qos: 1 });
  await eventually(figures).toContain(`chute_edge_lag_entries{edge="${edgeId}"} 12`);

  const say = (batch: object) => line.publishAsync(topics.log, JSON.stringify(batch), { qos: 1 });
  await say(journal.batch(1, 8));
  await say(journal.batch(1, 8));
  await say(journal.batch(11, 12));
  await say({ nonsense: true });
  await eventually(figures).toEqual(
    expect.arrayContaining([
      'chute_ingest_batches_total{outcome="stored"} 1',
      'chute_ingest_batches_total{outcome="known"} 1',
      'chute_ingest_batches_total{outcome="gap"} 1',
      'chute_ingest_refused_total{reason="not-understood"} 1',
      'chute_ingest_entries_total 8',
      'chute_ingest_conflicts_total 0',
      `chute_edge_lag_entries{edge="${edgeId}"} 4`,
      'chute_part_up{part="postgres"} 1',
      'chute_part_up{part="broker"} 1',
    ]),
  );
  expect((await figures()).filter((figure) => figure.includes('chip-'))).toEqual([]);

  const path = `/api/v1/partners/${partnerId}/timing/journals`;
  expect(await hub.ask(token, 'GET', `${path}/${journal.journalId}`)).toMatchObject({
    status: 200,
    body: { journal_id: journal.journalId, count: 8, end_seq: 8, end_hash: journal.entries[7]!.hash, missing: [], conflicts: 0 },
  });
});

test("another partner's journal is answered like one that nobody has", async () => {
  const [ours, theirs] = [await hub.newPartner(), await hub.newPartner()];
  const { line, topics } = await aLine(theirs.partnerId);
  const journal = new EdgeJournal().opens(newId()).hears(3);
  await line.publishAsync(topics.log, JSON.stringify(journal.batch()), { qos: 1 });
  const asked = async (key: typeof ours, journalId: string) => {
    const { status, body } = await hub.ask(key.token, 'GET', `/api/v1/partners/${key.partnerId}/timing/journals/${journalId}`);
    return { status, body: { ...body, journal_id: '' } };
  };
  await eventually(async () => (await asked(theirs, journal.journalId)).body.count).toBe(4);
  expect(await asked(ours, journal.journalId)).toEqual(await asked(ours, newId()));
});

test('what waits in the outbox and before scoring has its figures', async () => {
  const names = (await figures()).filter((figure) =>
    /^chute_(outbox_waiting|outbox_oldest_seconds|batches_unscored|live_clients) \d/.test(figure),
  );
  expect(names).toHaveLength(4);
});
