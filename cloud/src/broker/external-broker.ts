import type { Socket } from 'node:net';
import { hubSubscriptions } from '@chute/protocol';
import { type Logger, newId } from '@chute/service';
import mqtt, { type MqttClient } from 'mqtt';
import { type Broker, type BrokerEars, BrokerError, publishTimeoutMs } from './broker.ts';

export type ExternalBrokerSettings = {
  /** With user and password in it, if the broker asks for them. */
  url: string;
  /** Who vouches for the broker at `mqtts:`, as PEM; undefined: whoever this machine trusts. */
  ca?: string | undefined;
  /** Name of a shared subscription, so that replicas share the work. */
  share: string | undefined;
  log: Logger;
  ears: BrokerEars;
};

/** A broker elsewhere (Mosquitto, EMQX, …), which keeps its own access rules. Not reached at the start is no error: it is tried for ever, and `trouble` says so. */
export function startExternalBroker({ url, ca, share, log, ears }: ExternalBrokerSettings): Broker {
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    clientId: `chute-hub-${newId()}`,
    clean: true,
    reconnectPeriod: 1_000,
    connectTimeout: 10_000,
    // A hub that hangs is given up by the broker after one and a half of this, and its part of a shared subscription goes to the others.
    keepalive: 15,
    ...(ca && { ca }),
    // What could not be sent is not kept: the link sends it again, from what the peer then says it has.
    queueQoSZero: false,
    resubscribe: false,
  });
  let trouble: string | undefined = 'not connected yet';
  acknowledgeAfterCommit(client, ears, log);
  client.on('connect', () => {
    sendAtOnce(client);
    client.subscribe(topicsFor(share), { qos: 1 }, (error, granted) => {
      trouble = error?.message ?? (granted?.some(({ qos }) => qos > 2) ? 'the broker refused a subscription' : undefined);
      if (trouble) log.error({ err: error, granted }, 'not subscribed at the broker');
    });
  });
  client.on('close', () => {
    trouble ??= 'connection lost';
  });
  client.on('error', (error) => {
    trouble = error.message;
    log.warn({ err: error }, 'broker connection failed');
  });

  return {
    url: withoutPassword(url),
    publish: (topic, payload) => publish(client, topic, payload),
    dropEdge: () => undefined,
    trouble: () => trouble,
    stop: async () => void (await client.endAsync(true)),
  };
}

/**
 * Replicas share the batches, which are the work. Where an edge stands and whether it is there every one of them hears: so each knows each link,
 * answers and feeds it right whichever stored the last batch, and what an edge hears twice is no news to it.
 */
function topicsFor(share: string | undefined): string[] {
  return hubSubscriptions.map((topic) => (share && topic.endsWith('/log') ? `$share/${share}/${topic}` : topic));
}

/** Small packets that answer each other: gathered by Nagle, each waits 40 ms for the other side's delayed acknowledgement. */
function sendAtOnce({ stream }: MqttClient): void {
  (stream as Partial<Socket>).setNoDelay?.(true);
}

/** MQTT.js acknowledges when its handler calls back: after the commit, so that a hub that dies first gets the message again. */
function acknowledgeAfterCommit(client: MqttClient, ears: BrokerEars, log: Logger): void {
  client.handleMessage = (packet, acknowledge) => {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    ears.onMessage({ topic: packet.topic, payload }).then(
      () => acknowledge(),
      (error) => {
        // The frontier says what is missing: to hold the message back would only stop those behind it.
        log.error({ err: error, topic: packet.topic }, 'message could not be handled');
        acknowledge();
      },
    );
  };
}

function publish(client: MqttClient, topic: string, payload: string): Promise<void> {
  if (!client.connected) return Promise.reject(new BrokerError('unreachable', 'the broker is not connected'));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new BrokerError('not-sent', `${topic} was not acknowledged in time`)), publishTimeoutMs);
    late.unref();
    client.publish(topic, payload, { qos: 1 }, (error) => {
      clearTimeout(late);
      if (error) reject(new BrokerError('not-sent', error.message, { cause: error }));
      else resolve();
    });
  });
}

function withoutPassword(url: string): string {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain.href;
}
