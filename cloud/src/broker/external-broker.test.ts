import { createServer, type Server } from 'node:net';
import { edgeTopics } from '@chute/protocol';
import { newId } from '@chute/service';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { quietLog } from '../testing/test-cluster.ts';
import type { Broker, BrokerMessage } from './broker.ts';
import { startExternalBroker } from './external-broker.ts';

/** A broker that is not ours: no rules, just a pipe. */
let aedes: Aedes;
let server: Server;
let broker: Broker | undefined;

beforeEach(async () => {
  aedes = await Aedes.createBroker();
  server = createServer(aedes.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await broker?.stop();
  await new Promise<void>((resolve) => aedes.close(resolve));
  await new Promise((resolve) => server.close(resolve));
});

const url = () => `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`;
const { log, feed } = edgeTopics('12', newId());

function publish(topic: string, payload: string): void {
  aedes.publish({ cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: false, dup: false }, () => undefined);
}

/** Starts the hub's side and waits until it listens. */
async function listen(onMessage: (message: BrokerMessage) => Promise<void>): Promise<Broker> {
  const subscribed = new Promise((resolve) => aedes.once('subscribe', resolve));
  broker = startExternalBroker({ url: url(), share: undefined, log: quietLog, ears: { onMessage, onEdgeGone: () => undefined } });
  await subscribed;
  await eventually(() => broker?.trouble()).toBeUndefined();
  return broker;
}

test('a message is acknowledged once what it asked for is committed, and not before', async () => {
  let acknowledged = 0;
  aedes.on('ack', () => {
    acknowledged += 1;
  });
  const arrived = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  await listen(async () => {
    arrived.resolve();
    await commit.promise;
  });
  publish(log, 'batch');
  await arrived.promise;
  // Behind an acknowledgement on the same connection: were there one, the broker would have it by the time it has this.
  const meanwhile = new Promise<void>((resolve) => aedes.on('publish', ({ topic }) => topic === feed && resolve()));
  const answer = broker!.publish(feed, 'meanwhile');
  await meanwhile;
  expect(acknowledged).toBe(0);
  commit.resolve();
  await answer;
  await eventually(() => acknowledged).toBe(1);
});

test('a message that cannot be handled does not hold up the next', async () => {
  const heard: string[] = [];
  await listen(async ({ payload }) => {
    heard.push(Buffer.from(payload).toString());
    if (heard.length === 1) throw new Error('the database is away');
  });
  publish(log, 'first');
  publish(log, 'second');
  await eventually(() => heard).toEqual(['first', 'second']);
});

test('a broker that is not there is a trouble with a name, and a publish fails at once instead of waiting for ever', async () => {
  const nobody = startExternalBroker({
    url: 'mqtt://127.0.0.1:1',
    share: undefined,
    log: quietLog,
    ears: { onMessage: async () => undefined, onEdgeGone: () => undefined },
  });
  expect(nobody.trouble()).toMatch(/connect/i);
  await expect(nobody.publish(feed, 'x')).rejects.toMatchObject({ code: 'unreachable' });
  await nobody.stop();
});

test('the address for edges never holds the hub’s password', async () => {
  const secret = startExternalBroker({
    url: 'mqtts://hub:pa55@broker.example:8883',
    share: 'hub',
    log: quietLog,
    ears: { onMessage: async () => undefined, onEdgeGone: () => undefined },
  });
  expect(secret.url).toBe('mqtts://broker.example:8883');
  await secret.stop();
});
