import { edgeTopics } from '@chute/protocol';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../store/db.ts';
import { revokeEdge } from '../store/edges.ts';
import { createPartner } from '../store/partners.ts';
import { eventually } from '../testing/eventually.ts';
import { clusterTimeoutMs, quietLog, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { enrolEdge, type TestEdge } from '../testing/test-edge.ts';
import type { Broker, BrokerMessage, EdgeName } from './broker.ts';
import { startEmbeddedBroker } from './embedded-broker.ts';

let cluster: TestCluster;
let db: Database;
let broker: Broker;
let river: TestEdge;
let river2: TestEdge;
let creek: TestEdge;
let heard: BrokerMessage[];
let gone: EdgeName[];
let clients: MqttClient[];

beforeAll(async () => {
  cluster = await startTestCluster();
  db = (await cluster.newDatabase()).db;
  const [bigRiver, smallCreek] = [await createPartner(db, { name: 'Big River' }), await createPartner(db, { name: 'Small Creek' })];
  [river, river2, creek] = [await enrolEdge(db, bigRiver), await enrolEdge(db, bigRiver), await enrolEdge(db, smallCreek)];
}, clusterTimeoutMs);
afterAll(() => cluster.stop());
beforeEach(async () => {
  [heard, gone, clients] = [[], [], []];
  const ears = {
    onMessage: async (message: BrokerMessage) => void heard.push(message),
    onEdgeGone: (edge: EdgeName) => void gone.push(edge),
  };
  broker = await startEmbeddedBroker({ db, log: quietLog, ears, host: '127.0.0.1', port: 0, recheckMs: 20 });
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await broker.stop();
});

type Shown = { username?: string; password?: string; clientId?: string };

function open(edge: TestEdge, shown: Shown = {}): MqttClient {
  const self = { username: `${edge.partnerId}/${edge.edgeId}`, password: edge.credential, clientId: edge.edgeId };
  const client = mqtt.connect(broker.url, { protocolVersion: 4, reconnectPeriod: 0, ...self, ...shown });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

function connect(edge: TestEdge): Promise<MqttClient> {
  const client = open(edge);
  return new Promise((resolve, reject) => client.once('connect', () => resolve(client)).once('error', reject));
}

const refusal = (client: MqttClient) => new Promise<string>((resolve) => client.once('error', ({ message }) => resolve(message)));
const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()));
const topicsOf = ({ partnerId, edgeId }: TestEdge) => edgeTopics(partnerId, edgeId);

test('an edge publishes on its own three topics, and the hub hears it', async () => {
  const client = await connect(river);
  const { log, frontierUp, status } = topicsOf(river);
  for (const topic of [log, frontierUp]) await client.publishAsync(topic, 'x', { qos: 1 });
  await client.publishAsync(status, 'x', { qos: 1, retain: true });
  await eventually(() => heard.map(({ topic }) => topic)).toEqual([log, frontierUp, status]);
});

test('an edge hears what the hub publishes to it', async () => {
  const client = await connect(river);
  const { feed, frontierDown, command } = topicsOf(river);
  const messages: string[] = [];
  client.on('message', (topic, payload) => messages.push(`${topic} ${payload}`));
  await client.subscribeAsync([feed, frontierDown, command], { qos: 1 });
  for (const topic of [feed, frontierDown, command]) await broker.publish(topic, 'hello');
  await eventually(() => messages).toEqual([`${feed} hello`, `${frontierDown} hello`, `${command} hello`]);
});

test.each([
  ['another partner’s', () => creek],
  ['another edge’s of the same partner', () => river2],
] as const)('an edge that publishes on %s topics is not heard, and is cut off', async (_name, other) => {
  for (const topic of Object.values(topicsOf(other()))) {
    const client = await connect(river);
    const cut = closed(client);
    client.publish(topic, 'planted', { qos: 1 });
    await cut;
  }
  expect(heard).toEqual([]);
});

test.each(['feed', 'frontierDown', 'command'] as const)('an edge does not publish on its own %s, which is the hub’s', async (channel) => {
  const client = await connect(river);
  const cut = closed(client);
  client.publish(topicsOf(river)[channel], 'x', { qos: 1 });
  await cut;
});

test('a retained log or frontier would come back after a restart: it is refused', async () => {
  const client = await connect(river);
  const cut = closed(client);
  client.publish(topicsOf(river).log, 'x', { qos: 1, retain: true });
  await cut;
  expect(heard).toEqual([]);
});

test('an edge subscribes to nothing of others, to no wildcard and to no shared subscription, and hears nothing of theirs', async () => {
  const client = await connect(river);
  const messages: string[] = [];
  client.on('message', (topic) => messages.push(topic));
  const own = topicsOf(river);
  const tried = [
    ...Object.values(topicsOf(creek)),
    ...Object.values(topicsOf(river2)),
    ...[own.log, own.frontierUp, own.status],
    ...[
      '#',
      '+/#',
      'chute/#',
      `chute/v1/${river.partnerId}/#`,
      `chute/v1/+/${river.edgeId}/feed`,
      `chute/v1/${river.partnerId}/${river.edgeId}/+`,
    ],
    ...[`$share/x/${own.feed}`, `$share/x/${topicsOf(creek).feed}`, '$SYS/#'],
  ];
  for (const topic of tried) await expect(client.subscribeAsync(topic, { qos: 1 }), topic).rejects.toThrow();
  await client.subscribeAsync(own.feed, { qos: 1 });
  await broker.publish(topicsOf(creek).feed, 'secret');
  await broker.publish(topicsOf(river2).feed, 'secret');
  await broker.publish(own.feed, 'mine');
  await eventually(() => messages).toEqual([own.feed]);
});

test.each([
  ['no password', () => ({ password: '' })],
  ['another edge’s credential', () => ({ password: creek.credential })],
  [
    'a secret with one letter changed',
    () => ({ password: `${river.credential.slice(0, -1)}${river.credential.endsWith('A') ? 'B' : 'A'}` }),
  ],
  ['another partner in the user name', () => ({ username: `${creek.partnerId}/${river.edgeId}` })],
  ['another edge in the user name', () => ({ username: `${river.partnerId}/${river2.edgeId}` })],
  ['another client id', () => ({ clientId: river2.edgeId })],
  [
    'another edge of the partner, with its own credential',
    () => ({ username: `${river.partnerId}/${river2.edgeId}`, clientId: river2.edgeId }),
  ],
] as const)('a connection with %s is refused', async (_name, shown) => {
  expect(await refusal(open(river, shown()))).toMatch(/not authorized/i);
});

test('an edge that was revoked is cut off within the time of a look, and does not come back', async () => {
  const lost = await enrolEdge(db, river.partnerId);
  const client = await connect(lost);
  const cut = closed(client);
  await db.withTenant(lost.partnerId, (tx) => revokeEdge(tx, lost.edgeId));
  await cut;
  expect(await refusal(open(lost))).toMatch(/not authorized/i);
  await eventually(() => gone.map(({ edgeId }) => edgeId)).toEqual([lost.edgeId]);
});

test('an edge that is dropped is gone at once, and who listens is told', async () => {
  const client = await connect(river);
  const cut = closed(client);
  broker.dropEdge(river);
  await cut;
  await eventually(() => gone).toMatchObject([{ partnerId: river.partnerId, edgeId: river.edgeId }]);
});

test('a taken port is named, with what to set', async () => {
  const port = Number(new URL(broker.url).port);
  const ears = { onMessage: async () => undefined, onEdgeGone: () => undefined };
  const second = startEmbeddedBroker({ db, log: quietLog, ears, host: '127.0.0.1', port });
  await expect(second).rejects.toThrow(new RegExp(`port ${port} is taken.*CHUTE_MQTT_PORT`));
});
