import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClaimAnswer, claimAnswerSchema } from '@chute/protocol';
import { newId } from '@chute/service';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, House } from '../lib/house.ts';
import { RestlessEdge } from '../lib/restless-edge.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { smallRace } from '../lib/small-race.ts';

/** `npm run proof` asks for more. */
const kills = Number(process.env.CHUTE_PROOF_KILLS ?? 4);
const setup = smallRace(100);
const plantedFault = new URL('../faults/hub-answers-before-commit.ts', import.meta.url).href;

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

test('a hub killed at any instant, Postgres running on, still holds whatever it had told the edge', async () => {
  const edge = await killAgainAndAgain({ kills, seed: 7, postgresToo: false });
  expect(edge.claimedSeq).toBeGreaterThan(kills * 50);
  expect(edge.stepsBack).toEqual([]);
}, 900_000);

test('a hub killed together with its Postgres comes back by itself, and still holds whatever it had told the edge', async () => {
  const edge = await killAgainAndAgain({ kills, seed: 8, postgresToo: true });
  expect(edge.claimedSeq).toBeGreaterThan(kills * 50);
  expect(edge.stepsBack).toEqual([]);
}, 900_000);

test('a hub that stated its frontier before the commit would be found out', async () => {
  const edge = await killAgainAndAgain({ kills: 2, seed: 9, postgresToo: false, nodeArgs: ['--import', plantedFault] });
  expect(edge.stepsBack).not.toEqual([]);
}, 300_000);

async function killAgainAndAgain(options: {
  kills: number;
  seed: number;
  postgresToo: boolean;
  nodeArgs?: string[];
}): Promise<RestlessEdge> {
  const random = seededRandom(options.seed);
  await house.startHub();
  const edge = house.closing(await enrolledEdge());
  for (let kill = 0; kill < options.kills; kill++) {
    if (kill > 0 || options.nodeArgs) await restart(options.nodeArgs);
    await edge.push(house.hub.addresses.mqtt!, 3 + Math.floor(random() * 20));
    if (options.postgresToo) process.kill(postmasterPid(), 'SIGKILL');
    await house.hub.kill();
  }
  await restart(options.nodeArgs);
  await edge.push(house.hub.addresses.mqtt!, 1);
  return edge;
}

async function restart(nodeArgs: string[] | undefined): Promise<void> {
  await house.hub.kill();
  await house.startHub({ nodeArgs: nodeArgs ?? [] });
}

async function enrolledEdge(): Promise<RestlessEdge> {
  await house.makePartner();
  await ask(`${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${setup.event.id}/setup`, {
    token: house.key,
    method: 'PUT',
    body: { setup, persons: [] },
  });
  const { code } = await house.enrolEdge('restless', setup.event.id);
  const answer = await ask<ClaimAnswer>(`${house.hubUrl}/api/v1/edges/claim`, { body: { code, store_id: newId() } });
  const { partner_id, edge_id, credential } = claimAnswerSchema.parse(answer);
  return new RestlessEdge({ partnerId: partner_id, edgeId: edge_id, password: credential, eventId: setup.event.id });
}

/** Of the hub's own Postgres, from the file that every Postgres keeps. */
function postmasterPid(): number {
  const home = join(house.hubDir, 'postgres');
  const folder = readdirSync(home, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && readdirSync(join(home, entry.name)).includes('postmaster.pid'),
  );
  if (!folder) throw new Error(`no Postgres runs in ${home}`);
  return Number(readFileSync(join(home, folder.name, 'postmaster.pid'), 'utf8').split('\n')[0]);
}
