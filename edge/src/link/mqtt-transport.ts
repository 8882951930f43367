import type { Socket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { writeToStream } from 'mqtt-packet';
import type { HubTransport, TransportEvents } from './hub-transport.ts';

// The client keeps each number from 0 to 65,535 as bytes, made once: 8 MB, for a few packets a second.
Object.assign(writeToStream, { cacheNumbers: false });

const connectWithinMs = 10_000;
/** The client never settles a publish that the broker refused or lost; a pipe that keeps one this long is given up. */
const publishWithinMs = 10_000;
const closeWithinMs = 1_000;
/** Published but not yet taken by the broker. Beyond it we stop handing over: the journal keeps everything, and the link asks again. */
const unsettledMax = 32;

/** MQTT 3.1.1, clean session. The client's own reconnecting and queueing are off: both lose messages without a word (F6). */
export const mqttTransport: HubTransport = (settings, on) => {
  const client = mqtt.connect(settings.url, {
    protocolVersion: 4,
    clean: true,
    clientId: settings.clientId,
    username: settings.username,
    password: settings.password,
    ...(settings.ca && { ca: settings.ca }),
    reconnectPeriod: 0,
    connectTimeout: connectWithinMs,
    keepalive: 15,
    queueQoSZero: false,
    resubscribe: false,
    will: { topic: settings.will.topic, payload: Buffer.from(settings.will.payload), qos: 1, retain: true },
  });
  let unsettled = 0;
  const closed = closeOnce(client, on);

  client.on('connect', () => {
    sendAtOnce(client);
    client.subscribe(settings.subscribe, { qos: 1 }, (error, granted) => {
      const refused = granted?.find(({ qos }) => qos === 128);
      if (error || refused) closed(error?.message ?? `the broker refuses ${refused?.topic}`);
      else on.open();
    });
  });
  client.on('message', (topic, payload) => on.message(topic, payload));
  client.on('error', (error) => closed(error.message));
  client.on('close', () => closed('the connection was closed'));

  return {
    publish: (topic, payload, { retain = false } = {}) => {
      if (!client.connected || unsettled >= unsettledMax) return;
      unsettled += 1;
      const timeout = setTimeout(() => closed(`no answer to a message within ${publishWithinMs} ms`), publishWithinMs).unref();
      client.publish(topic, payload, { qos: 1, retain }, () => {
        clearTimeout(timeout);
        unsettled -= 1;
      });
    },
    close: () => endWithin(client, closeWithinMs),
  };
};

/** Small packets that answer each other: gathered by Nagle, each waits 40 ms for the other side's delayed acknowledgement. */
function sendAtOnce({ stream }: MqttClient): void {
  (stream as Partial<Socket>).setNoDelay?.(true);
}

function closeOnce(client: MqttClient, on: TransportEvents): (problem: string) => void {
  let isClosed = false;
  return (problem) => {
    if (isClosed) return;
    isClosed = true;
    client.end(true);
    on.closed(problem);
  };
}

/** A clean goodbye, so that the broker does not publish the last will; but nobody waits for ever for it. */
function endWithin(client: MqttClient, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => {
      client.end(true);
      resolve();
    }, ms);
    client.end(false, {}, () => {
      clearTimeout(timeout);
      resolve();
    });
  });
}
