import { createServer, type Server, type Socket } from 'node:net';
import { edgeTopics } from '@chute/protocol';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { seededRandom } from './seeded-random.ts';

/** Chances per message, each way. A held message is let go after the next one, so the two change places. */
export type PipeFaults = { drop: number; repeat: number; hold: number };

export type MqttPipe = {
  /** Where an edge connects instead of the hub's broker. */
  url: string;
  /** Every connection falls, and none is accepted until `mend`. */
  cut(): void;
  mend(): void;
  counts(): { forwarded: number; dropped: number; repeated: number; held: number };
  stop(): Promise<void>;
};

/**
 * A broker between an edge and the hub's broker that behaves badly on purpose: it acknowledges what it then drops, repeats what arrived once, and reorders.
 * The edge's own credentials travel through, so the hub sees the edge itself.
 */
export async function startMqttPipe(options: { hubUrl: string; faults: PipeFaults; seed: number }): Promise<MqttPipe> {
  const random = seededRandom(options.seed);
  const counts = { forwarded: 0, dropped: 0, repeated: 0, held: 0 };
  const upstreams = new Map<string, mqtt.MqttClient>();
  const sockets = new Set<Socket>();
  let open = true;

  const credentials = new Map<string, { username: string; password: Buffer | undefined }>();
  const broker = await Aedes.createBroker({
    authenticate: (client, username, password, done) => {
      credentials.set(client.id, { username: username ?? '', password: password as Buffer | undefined });
      done(null, true);
    },
  });
  const up = faultyPath((clientId, topic, payload, retain) => upstreams.get(clientId)?.publish(topic, payload, { qos: 1, retain }));
  const down = faultyPath((_clientId, topic, payload) =>
    broker.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false }, () => {}),
  );

  broker.on('clientReady', (client) => {
    const [partnerId = '', edgeId = ''] = credentials.get(client.id)!.username.split('/');
    const { username, password } = credentials.get(client.id)!;
    const upstream = mqtt.connect(options.hubUrl, {
      protocolVersion: 4,
      clientId: client.id,
      username,
      ...(password && { password }),
      reconnectPeriod: 0,
    });
    upstreams.set(client.id, upstream);
    const topics = edgeTopics(partnerId, edgeId);
    upstream.on('connect', () => upstream.subscribe([topics.feed, topics.frontierDown, topics.command], { qos: 1 }));
    upstream.on('message', (topic, payload) => down(client.id, topic, payload, false));
    upstream.on('error', () => client.close());
    upstream.on('close', () => client.close());
  });
  broker.on('clientDisconnect', (client) => {
    upstreams.get(client.id)?.end(true);
    upstreams.delete(client.id);
  });
  broker.on('publish', (packet, client) => {
    if (client) up(client.id, packet.topic, Buffer.from(packet.payload), packet.retain);
  });

  const server = createServer((socket) => {
    if (!open) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  const port = await listening(server);

  return {
    url: `mqtt://127.0.0.1:${port}`,
    cut() {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      open = true;
    },
    counts: () => ({ ...counts }),
    async stop() {
      open = false;
      for (const upstream of upstreams.values()) upstream.end(true);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => broker.close(() => done()));
      await new Promise<void>((done) => server.close(() => done()));
    },
  };

  type Forward = (clientId: string, topic: string, payload: Buffer, retain: boolean) => void;

  function faultyPath(forward: Forward): Forward {
    const heldBack = new Map<string, Parameters<Forward>>();
    return (...message) => {
      const [clientId] = message;
      const chance = random();
      const { drop, repeat, hold } = options.faults;
      if (chance < drop) {
        counts.dropped++;
        return;
      }
      if (chance < drop + hold && !heldBack.has(clientId)) {
        counts.held++;
        heldBack.set(clientId, message);
        return;
      }
      counts.forwarded++;
      forward(...message);
      if (chance > 1 - repeat) {
        counts.repeated++;
        forward(...message);
      }
      const held = heldBack.get(clientId);
      if (held) {
        heldBack.delete(clientId);
        forward(...held);
      }
    };
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}
