import { claimAnswerSchema } from '@chute/protocol';
import { newId } from '@chute/service';
import { eventually } from '../lib/eventually.ts';
import { FinishJournal } from '../lib/finish-journal.ts';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { BacklogEdge } from './backlog-edge.ts';
import { bareInsertsPerSecond } from './bare-insert.ts';
import { type Figure, figureOf, fiveRuns } from './figure.ts';

/** Entries through the hub: MQTT, one transaction a batch, scored; beside it, `pg` alone inserting the very same rows in batches of the same size. */
export async function hubBench({ perRun = 10_000 } = {}): Promise<Figure[]> {
  const house = await House.open();
  try {
    const setup = smallRace(perRun * 5);
    const journal = new FinishJournal(setup.event.id).grow(1 + perRun * 5);
    await house.startHub();
    await house.makePartner();
    const eventUrl = `${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${setup.event.id}`;
    await ask(`${eventUrl}/setup`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
    const edge = house.closing(await enrolledEdge(house, journal));
    // The session, and the gun of its wave: from here on every entry is a finisher.
    await edge.sendUpTo(1);
    await ask(`${eventUrl}/corrections`, {
      token: house.key,
      body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T07:30:00Z' },
    });
    await scoredUpTo(house, 3);

    const ingest: number[] = [];
    const scored: number[] = [];
    await fiveRuns(async (run) => {
      const beganAtMs = performance.now();
      await edge.sendUpTo(1 + perRun * (run + 1));
      ingest.push((perRun / (performance.now() - beganAtMs)) * 1000);
      await scoredUpTo(house, 3 + perRun * (run + 1));
      scored.push((perRun / (performance.now() - beganAtMs)) * 1000);
    });
    const bare = await fiveRuns(() => bareInsertsPerSecond(house.hubDir, journal.entries.slice(1, 1 + perRun)));
    const of = { unit: 'entries/s', n: perRun };
    return [
      figureOf({ bench: 'hub.ingest', ...of, note: 'MQTT to frontier after the commit, batches of 500' }, ingest),
      figureOf({ bench: 'hub.ingest-and-scoring', ...of, note: 'MQTT to finishers written as results' }, scored),
      figureOf({ bench: 'hub.yardstick-bare-insert', ...of, note: 'pg alone, the same rows, batches of 500, a transaction each' }, bare),
    ];
  } finally {
    await house.close();
  }
}

async function enrolledEdge(house: House, journal: FinishJournal): Promise<BacklogEdge> {
  const { code } = await house.enrolEdge('bench', journal.eventId);
  const claim = await ask(`${house.hubUrl}/api/v1/edges/claim`, { body: { code, store_id: newId() } });
  const { partner_id: partnerId, edge_id: edgeId, credential: password } = claimAnswerSchema.parse(claim);
  return BacklogEdge.connect(house.hub.addresses.mqtt!, { partnerId, edgeId, password }, journal);
}

/** As the hub's own figures say: a look at the results would make it rank them all. */
function scoredUpTo(house: House, entries: number): Promise<true> {
  const look = async () => {
    const figures = await (await fetch(`${house.hubUrl}/metrics`)).text();
    const scored = Number(/^chute_entries_scored_total\{.*\} (\d+)$/m.exec(figures)?.[1] ?? 0);
    return scored >= entries ? true : undefined;
  };
  return eventually(`${entries} entries scored`, look, { everyMs: 10 });
}
