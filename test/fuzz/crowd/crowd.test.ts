import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quantile } from '../../bench/figure.ts';
import { eventually } from '../../lib/eventually.ts';
import { ask, House } from '../../lib/house.ts';
import { smallRace } from '../../lib/small-race.ts';
import { dialDecoder, runnersFinish, watchFinish } from './finish-line.ts';

/** `npm run proof` asks for more, and holds the edge to its figure; a machine with other work to do may be late, but nothing may be lost. */
const runners = Number(process.env.CHUTE_PROOF_CROWD ?? 200);
const lateMs = process.env.CHUTE_PROOF_CROWD === undefined ? 1_000 : 100;
const connections = 64;

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

test('a decoder that comes to a port full of hostile connections is let in, and its finishers are on the screen in time', async () => {
  const setup = smallRace(runners);
  const edge = await house.startEdge('edge');
  const url = edge.addresses.http!;
  await ask(`${url}/api/setup`, { body: { setup } });
  await ask(`${url}/api/session`, { body: { event_id: setup.event.id } });
  await ask(`${url}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
  await besiege(edge.addresses.chronotrack!);

  const screen = house.closing(await watchFinish(url, setup.event.id));
  const decoder = await dialDecoder(edge.addresses.chronotrack!);
  const sentAtMs = await runnersFinish(decoder, { runners, perSecond: 100 });
  await eventually('every finisher on the screen', () => screen.seenAtMs.size === runners || undefined);

  const delays = [...sentAtMs].map(([bib, atMs]) => screen.seenAtMs.get(bib)! - atMs).toSorted((a, b) => a - b);
  expect(quantile(delays, 0.99)).toBeLessThanOrEqual(lateMs);
  const { decoders, journal } = await ask<EdgeStatus>(`${url}/status`);
  expect(journal.written.read).toBe(runners);
  expect(decoders[0]!.connections.filter(({ phase }) => phase !== 'closed').length).toBe(connections);
  if (process.env.CHUTE_PROOF_CROWD) console.log({ runners, p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) });
  decoder.destroy();
}, 180_000);

type EdgeStatus = { decoders: { connections: { phase: string }[] }[]; journal: { written: { read: number } } };

/** In a process of its own, and from an address of its own, as strangers are. */
async function besiege(address: string): Promise<void> {
  const [host = '127.0.0.1', port] = address.split(':');
  const order = { host, port: Number(port), from: '127.0.0.2', connections };
  const crowdFile = fileURLToPath(new URL('./hostile-crowd.ts', import.meta.url));
  const crowd = spawn(process.execPath, [crowdFile, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(crowd, 'exit');
  house.closing({
    stop: () => {
      crowd.kill('SIGKILL');
      return ended;
    },
  });
  await once(crowd.stdout, 'data');
}
