import { createServer, type Server } from 'node:net';
import { hubSubscriptions } from '@chute/protocol';
import { type Logger, listenOrExplain } from '@chute/service';
import { Aedes, type AedesOptions, type Client } from 'aedes';
import type { Database } from '../store/db.ts';
import { type Broker, type BrokerEars, BrokerError, publishTimeoutMs } from './broker.ts';
import { type EdgeIdentity, identifyEdge, isStillLive } from './edge-login.ts';
import { boundPackets } from './packet-bound.ts';
import { mayPublish, maySubscribe } from './topic-access.ts';

export type EmbeddedBrokerSettings = {
  db: Database;
  log: Logger;
  ears: BrokerEars;
  host: string;
  /** 0 = any. */
  port: number;
  /** How often the keys of connected edges are looked at again (S6: a revoked one is out within 60 s). */
  recheckMs?: number;
};

const connectionsMax = 2_000;

/** The broker in our own process. The hub listens to it without a connection of its own. */
export async function startEmbeddedBroker({ db, log, ears, host, port, recheckMs = 20_000 }: EmbeddedBrokerSettings): Promise<Broker> {
  const identities = new Map<Client, EdgeIdentity>();
  const aedes = await Aedes.createBroker({
    connectTimeout: 10_000,
    ...accessRules(db, identities, log),
  });
  aedes.on('clientDisconnect', (client) => forget(client));
  aedes.on('clientError', (client, error) => log.debug({ err: error, edgeId: client.id }, 'edge connection ended with an error'));
  aedes.on('connectionError', (_client, error) => log.debug({ err: error }, 'connection refused'));
  listen();

  // Small packets that answer each other: gathered by Nagle, each waits 40 ms for the other side's delayed acknowledgement.
  const server = createServer({ noDelay: true }, (socket) => aedes.handle(socket));
  server.maxConnections = connectionsMax;
  const tooLarge = (peer: string | undefined) => log.warn({ peer }, 'connection to the broker ended: a packet without end');
  const bound = boundPackets({ server, aedes, tooLarge });
  const url = await open(server, { host, port });
  if (!isLoopback(host))
    log.warn({ url }, 'edges reach this broker without encryption: put a TLS proxy before it, or use an outside broker');
  const recheck = setInterval(() => void dropRevoked(), recheckMs);
  recheck.unref();

  return {
    url,
    publish: (topic, payload) => publish(aedes, topic, payload),
    dropEdge: ({ partnerId, edgeId }) => {
      for (const [client, identity] of identities) if (identity.partnerId === partnerId && identity.edgeId === edgeId) client.close();
    },
    trouble: () => (server.listening ? undefined : 'the embedded broker does not listen'),
    stop: async () => {
      clearInterval(recheck);
      bound.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(resolve));
      await closed;
    },
  };

  function forget(client: Client): void {
    const identity = identities.get(client);
    identities.delete(client);
    // An edge that came back before its old connection had ended is not gone.
    const isBack = [...identities.values()].some(
      ({ partnerId, edgeId }) => partnerId === identity?.partnerId && edgeId === identity.edgeId,
    );
    if (identity && !isBack) ears.onEdgeGone(identity);
  }

  /** Aedes has acknowledged to the edge already, which trusts frontiers alone; whoever listens bounds its own queue. */
  function listen(): void {
    for (const topic of hubSubscriptions) {
      aedes.subscribe(
        topic,
        (packet, done) => {
          done();
          void ears.onMessage({ topic: packet.topic, payload: Buffer.from(packet.payload) });
        },
        () => undefined,
      );
    }
  }

  async function dropRevoked(): Promise<void> {
    for (const [client, identity] of [...identities]) {
      try {
        if (await isStillLive(db, identity)) continue;
        log.warn({ edgeId: identity.edgeId }, 'edge was revoked: its connection is closed');
        client.close();
      } catch (error) {
        log.warn({ err: error }, 'keys of connected edges could not be looked at');
        return;
      }
    }
  }
}

/** Who may connect, and to what. A refused publish ends the connection; a refused subscription is answered as one. */
function accessRules(db: Database, identities: Map<Client, EdgeIdentity>, log: Logger): AedesOptions {
  return {
    preConnect: (_client, packet, callback) => {
      // No queue for absent edges: the journal is the queue, and ours would only grow.
      packet.clean = true;
      callback(null, true);
    },
    authenticate: (client, username, password, done) => {
      identifyEdge(db, { clientId: client.id, username, password: password?.toString('utf8') }).then(
        (identity) => {
          if (identity) identities.set(client, identity);
          else log.warn({ edgeId: client.id }, 'connection refused: no live credential of this edge');
          done(null, identity !== undefined);
        },
        (error) => {
          log.error({ err: error }, 'credentials could not be looked at');
          done(Object.assign(new Error('try again'), { returnCode: 3 }), null);
        },
      );
    },
    authorizePublish: (client, packet, callback) => {
      const identity = client && identities.get(client);
      if (identity && mayPublish(identity, packet)) return callback(null);
      log.warn({ edgeId: client?.id, topic: packet.topic }, 'publish refused: not a topic of this edge');
      callback(new BrokerError('not-sent', 'not a topic of this edge'));
    },
    authorizeSubscribe: (client, subscription, callback) => {
      const identity = identities.get(client);
      if (identity && maySubscribe(identity, subscription.topic)) return callback(null, subscription);
      log.warn({ edgeId: client.id, topic: subscription.topic }, 'subscription refused: not a topic of this edge');
      callback(null, null);
    },
  };
}

function publish(aedes: Aedes, topic: string, payload: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new BrokerError('not-sent', `${topic} was not taken in time`)), publishTimeoutMs);
    late.unref();
    aedes.publish({ cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: false, dup: false }, (error) => {
      clearTimeout(late);
      if (error) reject(new BrokerError('not-sent', error.message, { cause: error }));
      else resolve();
    });
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

async function open(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  const at = { port, host, variable: 'CHUTE_MQTT_PORT', what: "the hub's MQTT broker" };
  await listenOrExplain(
    at,
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, () => resolve());
      }),
  );
  const { port: actual } = server.address() as { port: number };
  return `mqtt://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}
