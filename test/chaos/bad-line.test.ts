import { TcpProxy } from '@chute/simulator';
import type { AppProcess } from '@chute/stage';
import { afterEach, beforeEach, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { House } from '../lib/house.ts';
import { type HttpFacade, startHttpFacade } from '../lib/http-facade.ts';
import { statusOf, TimedRace } from '../lib/timed-race.ts';

let house: House;
/** Between the edge and the hub's broker. */
let line: TcpProxy;
let facade: HttpFacade;

beforeEach(async () => {
  house = await House.open();
  await house.startHub();
  await house.makePartner();
  line = house.closing(await TcpProxy.listen({ to: addressOf(house.hub.addresses.mqtt!), seed: '34' }));
  facade = house.closing(await startHttpFacade({ hubUrl: house.hubUrl, mqttUrl: `mqtt://127.0.0.1:${line.address.port}` }));
});
afterEach(() => house?.close());

test('the line to the broker is cut, damaged and half open, and the one to the decoder as well: the result is the true one', async () => {
  const race = await TimedRace.load(house, { seed: 34 });
  const edge = await race.edge('finish', { hubUrl: facade.url });
  const mat = house.closing(await TcpProxy.listen({ to: addressOf(`tcp://${edge.addresses.chronotrack}`), seed: '34' }));
  const game = await race.play(`127.0.0.1:${mat.address.port}`);

  await race.heardAt(edge, 0.15);
  line.cut();
  mat.cut();

  await race.heardAt(edge, 0.3);
  const before = line.counts().connections;
  line.change({ up: { corrupt: 0.001 }, down: { corrupt: 0.001 } });
  await eventually('damage that was noticed', () => {
    const refused = /cannot be understood|damaged on its way/.test(house.hub.stderr());
    return refused || line.counts().connections > before || undefined;
  });
  line.change({ up: { corrupt: 0 }, down: { corrupt: 0 } });
  line.cut(); // what was damaged on its way may wait for the rest of a packet that never comes

  await race.heardAt(edge, 0.5);
  mat.change({ up: { silent: true } });
  await eventually('a mat that waits', () => mat.counts().bytesUp > 0 || undefined);
  mat.cut();
  mat.change({ up: { silent: false } });

  await race.heardAt(edge, 0.7);
  line.change({ down: { silent: true } });
  await linkIs(edge, 'down');
  line.change({ down: { silent: false } });
  await linkIs(edge, 'up');

  await game.finished();
  await race.close();
  await race.settles(edge);
}, 120_000);

test('a hub that stands still for five seconds is missed by our own time-outs, and goes on as if nothing had been', async () => {
  const race = await TimedRace.load(house, { seed: 35 });
  const edge = await race.edge('finish');
  const game = await race.play(edge.addresses.chronotrack!);
  await race.heardAt(edge, 0.3);
  process.kill(house.hub.pid, 'SIGSTOP');
  const stoppedAtMs = performance.now();
  try {
    await eventually('an edge that says what waits', async () => {
      const { link } = await statusOf<{ link: { waiting: number } }>(edge);
      return link.waiting > 50 || undefined;
    });
    await eventually('five seconds', () => performance.now() - stoppedAtMs > 5_000 || undefined);
  } finally {
    process.kill(house.hub.pid, 'SIGCONT');
  }
  await game.finished();
  await race.close();
  await race.settles(edge);
}, 120_000);

function linkIs(edge: AppProcess, state: 'up' | 'down'): Promise<true> {
  return eventually(`a link that is ${state}`, async () => {
    const { link } = await statusOf<{ link: { state: string } }>(edge);
    return link.state === state || undefined;
  });
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
