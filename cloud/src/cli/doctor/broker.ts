import { edgeTopics } from '@chute/protocol';
import { newId } from '@chute/service';
import mqtt from 'mqtt';
import { readCa } from '../../broker/read-ca.ts';
import type { HubSettings } from '../../settings.ts';
import { portIsFree } from './machine.ts';

const withinMs = 5_000;

type Where = Pick<HubSettings, 'host' | 'mqttPort' | 'mqttUrl' | 'mqttCaFile'> & { hubRuns: boolean };

/** An outside broker has to carry a message of ours there and back. Our own answers, and refuses whoever has no credential. Errors: a sentence. */
export async function brokerWorks({ host, mqttPort, mqttUrl, mqttCaFile, hubRuns }: Where): Promise<string> {
  if (mqttUrl) return carriesOurMessage(mqttUrl, readCa(mqttCaFile));
  if (!hubRuns || mqttPort === 0) return portIsFree({ host, port: mqttPort, variable: 'CHUTE_MQTT_PORT', hubRuns });
  return refusesStrangers(`mqtt://${host.includes(':') ? `[${host}]` : host}:${mqttPort}`);
}

/** Errors: a sentence. */
export async function carriesOurMessage(url: string, ca?: string): Promise<string> {
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    clientId: `chute-doctor-${newId()}`,
    reconnectPeriod: 0,
    connectTimeout: withinMs,
    ...(ca && { ca }),
  });
  const topic = edgeTopics('0', newId()).feed; // of nobody, and no hub listens to it
  const named = new URL(url).host;
  try {
    await inTime(`the broker at ${named} does not answer: look at it, at the network, and at CHUTE_MQTT_URL`, async (failed) => {
      client.on('error', (error) => failed(new Error(`the broker at ${named} refuses us (${error.message}): look at CHUTE_MQTT_URL`)));
      await new Promise<void>((resolve) => client.once('connect', () => resolve()));
    });
    const [granted] = await client.subscribeAsync(topic, { qos: 1 }).catch(() => []);
    if (!granted || granted.qos > 2)
      throw new Error(`the broker at ${named} does not let us listen to ${topic}: give the hub all of chute/v1/#`);
    const heard = new Promise<void>((resolve) => client.once('message', () => resolve()));
    const startedAtMs = performance.now();
    await inTime(`the broker at ${named} does not carry our message to ${topic}: give the hub all of chute/v1/#`, async () => {
      await client.publishAsync(topic, 'hear', { qos: 1 });
      await heard;
    });
    return `${named} carried a message of ours there and back in ${Math.ceil(performance.now() - startedAtMs)} ms`;
  } finally {
    await client.endAsync(true);
  }
}

async function refusesStrangers(url: string): Promise<string> {
  const client = mqtt.connect(url, { protocolVersion: 4, clientId: newId(), reconnectPeriod: 0, connectTimeout: withinMs });
  try {
    const answer = await inTime(`our broker does not answer at ${url}: look at the log of the hub`, async () =>
      Promise.race([
        new Promise<string>((resolve) => client.once('connect', () => resolve('open'))),
        new Promise<string>((resolve) => client.once('error', ({ message }) => resolve(message))),
      ]),
    );
    if (answer === 'open') throw new Error(`the broker at ${url} lets anybody in, so it is not ours: look who listens there`);
    if (!/not authorized/i.test(answer)) throw new Error(`our broker does not answer at ${url} (${answer}): look at the log of the hub`);
    return `our own answers at ${url}, and lets no stranger in`;
  } finally {
    await client.endAsync(true);
  }
}

async function inTime<T>(late: string, work: (failed: (error: Error) => void) => Promise<T>): Promise<T> {
  let timeout: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      timeout = setTimeout(() => reject(new Error(late)), withinMs);
      work(reject).then(resolve, reject);
    });
  } finally {
    clearTimeout(timeout);
  }
}
