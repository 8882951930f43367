import { expect, test } from 'vitest';
import type { HubTransport, TransportSettings } from './hub-transport.ts';
import { lateTransport } from './late-transport.ts';

const settings: TransportSettings = {
  ...{ url: 'mqtt://hub', clientId: 'edge', username: '1/edge', password: 'secret', subscribe: [] },
  will: { topic: 'status', payload: '' },
};
const on = { open: () => {}, message: () => {}, closed: () => {} };

/** A transport that is loaded when the test says so, and writes down what becomes of it. */
function aLateOne() {
  const seen: string[] = [];
  const { promise, resolve } = Promise.withResolvers<HubTransport>();
  const transport: HubTransport = ({ url }) => {
    seen.push(`dials ${url}`);
    return { publish: (topic) => void seen.push(`publishes ${topic}`), close: async () => void seen.push('closes') };
  };
  const loaded = async () => {
    resolve(transport);
    await promise;
  };
  return { seen, loaded, pipe: lateTransport(() => promise)(settings, on) };
}

test('the way to the hub is opened as soon as it is loaded, and what was said before is left to the next time', async () => {
  const { seen, loaded, pipe } = aLateOne();
  pipe.publish('early', '');
  await loaded();
  pipe.publish('log', '');
  await pipe.close();
  expect(seen).toEqual(['dials mqtt://hub', 'publishes log', 'closes']);
});

test('a way that was given up before it was loaded is never opened', async () => {
  const { seen, loaded, pipe } = aLateOne();
  await pipe.close();
  await loaded();
  expect(seen).toEqual([]);
});
