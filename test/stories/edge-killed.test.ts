import type { AppProcess } from '@chute/stage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Claims, entriesOnDisk, listenForClaims, pollForClaims } from '../lib/claims.ts';
import { eventually } from '../lib/eventually.ts';
import { ask, House } from '../lib/house.ts';
import { LoadDecoder } from '../lib/load-decoder.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { smallRace } from '../lib/small-race.ts';
import { statusOf } from '../lib/timed-race.ts';
import { ReadyTimes } from '../lib/times.ts';

/** `npm run proof` asks for more, and holds the edge to its time; a machine with other work to do may be late, but nothing may be lost. */
const isProof = process.env.CHUTE_PROOF_KILLS !== undefined;
const kills = Number(process.env.CHUTE_PROOF_KILLS ?? 8);
const seed = Number(process.env.CHUTE_PROOF_SEED ?? 4);
const readyWithinMs = 3_000;
const setup = smallRace(2_000);
const plantedFault = new URL('../faults/edge-acknowledges-before-commit.ts', import.meta.url).href;

let house: House;
let load: LoadDecoder;
beforeEach(async () => {
  house = await House.open();
  load = house.closing(new LoadDecoder({ perSecond: 2_000, remembers: true }));
});
afterEach(() => house.close());

test(
  'an edge killed at any instant has on disk whatever it had told anyone, and every read of its decoder once',
  async () => {
    const { claims, times } = await killAgainAndAgain({ kills, seed });
    await hearTheRest(times);
    const { integrity, held, readNumbers } = await entriesOnDisk(house.edgeDir('edge'));
    const { lost, doubled } = compareNumbers(readNumbers, load.sent);
    if (isProof)
      console.log({ kills, seed, reads: load.sent, claims: claims.count, lost: lost.length, doubled: doubled.length, ...times.figures });
    expect(claims.count).toBeGreaterThanOrEqual(2 * kills);
    expect(integrity).toEqual('ok');
    expect(claims.broken(held)).toEqual([]);
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    if (isProof) expect(times.figures.readyUnhindered.p99).toBeLessThanOrEqual(readyWithinMs);
  },
  60_000 + kills * 20_000,
);

test('an edge that acknowledged before the commit would be found out', async () => {
  const { claims } = await killAgainAndAgain({ kills: 3, seed: 5, nodeArgs: ['--import', plantedFault] });
  const { held } = await entriesOnDisk(house.edgeDir('edge'));
  expect(claims.broken(held)).not.toEqual([]);
}, 120_000);

/** `times`: of each start over what a kill had left. */
async function killAgainAndAgain(options: { kills: number; seed: number; nodeArgs?: string[] }) {
  const { nodeArgs = [] } = options;
  const random = seededRandom(options.seed);
  const claims = new Claims();
  const times = new ReadyTimes();
  for (let kill = 0; kill < options.kills; kill++) {
    const start = () => house.startEdge('edge', { nodeArgs });
    const edge = kill === 0 ? await start() : await times.of(start);
    if (kill === 0) await openRace(edge);
    await underLoad(edge, claims, 20 + Math.floor(random() * 230));
    await edge.kill();
    load.hangUp();
  }
  return { claims, times };
}

/** Lets the edge hear `reads` more reads at least, while we write down what it says of itself, twice at least. */
async function underLoad(edge: AppProcess, claims: Claims, reads: number): Promise<void> {
  const url = edge.addresses.http!;
  const claimsBefore = claims.count;
  const listener = listenForClaims(url, setup.event.id, claims);
  void edge.ended.then(() => listener.close());
  void pollForClaims(url, claims);
  load.dial(edge.addresses.chronotrack!);
  await eventually('reads under way', () => (load.sentOnLine >= reads && claims.count > claimsBefore + 1 ? true : undefined), {
    everyMs: 1,
  });
}

/** One more edge, which asks its decoder for whatever the last kill took, and ends well. */
async function hearTheRest(times: ReadyTimes): Promise<void> {
  const edge = await times.of(() => house.startEdge('edge'));
  load.dial(edge.addresses.chronotrack!);
  await eventually('the decoder is through', () => (load.sentOnLine > 0 && load.isThrough ? true : undefined), { everyMs: 1 });
  load.rest();
  const heard = async () => (await statusOf(edge)).journal.written.read;
  await eventually('all of it is written', async () => ((await heard()) === load.sentOnLine ? true : undefined));
  await edge.stop();
}

/** The decoder counts its reads from 1 to `sent`. */
function compareNumbers(found: readonly number[], sent: number): { lost: number[]; doubled: number[] } {
  const times = new Map<number, number>();
  for (const number of found) times.set(number, (times.get(number) ?? 0) + 1);
  const numbers = Array.from({ length: sent }, (_, index) => index + 1);
  return { lost: numbers.filter((number) => !times.has(number)), doubled: numbers.filter((number) => times.get(number)! > 1) };
}

async function openRace(edge: AppProcess): Promise<void> {
  const url = edge.addresses.http!;
  await ask(`${url}/api/setup`, { body: { setup } });
  await ask(`${url}/api/session`, { body: { event_id: setup.event.id } });
  await ask(`${url}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
}
