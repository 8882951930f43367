import { type ClaimAnswer, claimAnswerSchema } from '@chute/protocol';
import { newId } from '@chute/service';
import { ask, House, hubResults } from '../lib/house.ts';
import { RestlessEdge } from '../lib/restless-edge.ts';
import { smallRace } from '../lib/small-race.ts';
import { bareInsertsPerSecond } from './bare-insert.ts';
import { type Figure, figureOf, fiveRuns } from './figure.ts';

/** Entries through the hub: MQTT, one transaction a batch, scored; beside it, `pg` alone inserting the very same rows in batches of the same size. */
export async function hubBench({ perRun = 10_000 } = {}): Promise<Figure[]> {
  const house = await House.open();
  try {
    const setup = smallRace(perRun * 5);
    await house.startHub();
    await house.makePartner();
    await ask(`${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${setup.event.id}/setup`, {
      token: house.key,
      method: 'PUT',
      body: { setup, persons: [] },
    });
    const { code } = await house.enrolEdge('bench', setup.event.id);
    const claimed = claimAnswerSchema.parse(
      await ask<ClaimAnswer>(`${house.hubUrl}/api/v1/edges/claim`, { body: { code, store_id: newId() } }),
    );
    const edge = new RestlessEdge({
      partnerId: claimed.partner_id,
      edgeId: claimed.edge_id,
      password: claimed.credential,
      eventId: setup.event.id,
      batchSize: 500,
    });

    const ingest: number[] = [];
    const scored: number[] = [];
    for (let run = 0; run < 5; run++) {
      const before = edge.claimedSeq;
      const beganAtMs = performance.now();
      await edge.push(house.hub.addresses.mqtt!, perRun / 500 + 1);
      const count = edge.claimedSeq - before;
      ingest.push((count / (performance.now() - beganAtMs)) * 1000);
      edge.hangUp();
      while (await isBehind(house, setup.event.id, edge.claimedSeq)) await new Promise((later) => setTimeout(later, 20));
      scored.push((count / (performance.now() - beganAtMs)) * 1000);
    }
    const bare = await fiveRuns(() => bareInsertsPerSecond(house.hubDir, edge.entries.slice(0, perRun)));
    return [
      figureOf({ bench: 'hub.ingest', unit: 'entries/s', n: perRun, note: 'MQTT to frontier after the commit, batches of 500' }, ingest),
      figureOf({ bench: 'hub.ingest-and-scoring', unit: 'entries/s', n: perRun, note: 'MQTT to results that are up to date' }, scored),
      figureOf(
        {
          bench: 'hub.yardstick-bare-insert',
          unit: 'rows/s',
          n: perRun,
          note: 'pg alone, the same rows, batches of 500, a transaction each',
        },
        bare,
      ),
    ];
  } finally {
    await house.close();
  }
}

async function isBehind(house: House, eventId: string, seq: number): Promise<boolean> {
  const { basis } = await hubResults(house, eventId);
  return Math.max(0, ...basis.frontier.map((position) => position.seq)) < seq;
}
