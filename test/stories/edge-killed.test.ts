import type { AppProcess } from '@chute/stage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Claims, entriesOnDisk, listenForClaims, pollForClaims } from '../lib/claims.ts';
import { eventually } from '../lib/eventually.ts';
import { ask, House } from '../lib/house.ts';
import { LoadDecoder } from '../lib/load-decoder.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { smallRace } from '../lib/small-race.ts';

/** `npm run proof` asks for more. */
const kills = Number(process.env.CHUTE_PROOF_KILLS ?? 8);
const setup = smallRace(2_000);
const plantedFault = new URL('../faults/edge-acknowledges-before-commit.ts', import.meta.url).href;

let house: House;
let load: LoadDecoder;
beforeEach(async () => {
  house = await House.open();
  load = house.closing(new LoadDecoder({ perSecond: 2_000 }));
});
afterEach(() => house.close());

test('an edge killed at any instant has on disk whatever it had told anyone', async () => {
  const { claims, integrity, broken } = await killAgainAndAgain({ kills, seed: 4 });
  expect(claims).toBeGreaterThan(kills);
  expect(integrity).toEqual('ok');
  expect(broken).toEqual([]);
}, 600_000);

test('an edge that acknowledged before the commit would be found out', async () => {
  const { broken } = await killAgainAndAgain({ kills: 3, seed: 5, nodeArgs: ['--import', plantedFault] });
  expect(broken).not.toEqual([]);
}, 120_000);

async function killAgainAndAgain(options: { kills: number; seed: number; nodeArgs?: string[] }) {
  const random = seededRandom(options.seed);
  const claims = new Claims();
  for (let kill = 0; kill < options.kills; kill++) {
    const edge = await house.startEdge('edge', { nodeArgs: options.nodeArgs ?? [] });
    if (kill === 0) await openRace(edge);
    await underLoad(edge, claims, 100 + Math.floor(random() * 500));
    await edge.kill();
    load.hangUp();
  }
  const { integrity, held } = await entriesOnDisk(house.edgeDir('edge'));
  return { claims: claims.count, integrity, broken: claims.broken(held) };
}

/** Lets the edge hear `reads` more reads, while we write down what it says of itself. */
async function underLoad(edge: AppProcess, claims: Claims, reads: number): Promise<void> {
  const url = edge.addresses.http!;
  const until = load.sent + reads;
  const listener = listenForClaims(url, setup.event.id, claims);
  void edge.ended.then(() => listener.close());
  void pollForClaims(url, claims);
  load.dial(edge.addresses.chronotrack!);
  await eventually('reads under way', () => (load.sent >= until ? true : undefined), { everyMs: 1 });
}

async function openRace(edge: AppProcess): Promise<void> {
  const url = edge.addresses.http!;
  await ask(`${url}/api/setup`, { body: { setup } });
  await ask(`${url}/api/session`, { body: { event_id: setup.event.id } });
  await ask(`${url}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
}
