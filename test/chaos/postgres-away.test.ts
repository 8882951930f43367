import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { House } from '../lib/house.ts';
import { PostgresServer, postgresPrograms } from '../lib/postgres-server.ts';
import { TimedRace } from '../lib/timed-race.ts';

const plantedFault = new URL('../faults/hub-ready-without-asking.ts', import.meta.url).href;

let postgres: PostgresServer;
let house: House;

beforeEach(async () => {
  if (!postgresPrograms) return;
  postgres = await PostgresServer.start();
  house = await House.open({ hubEnv: { DATABASE_URL: postgres.url } });
});
afterEach(async () => {
  await house?.close();
  await postgres?.stop();
});

test.skipIf(!postgresPrograms)(
  'Postgres hangs, is shut down and is restarted in mid-race: the hub says so, goes on by itself, and nothing is lost or doubled (needs a Postgres in /usr/lib/postgresql)',
  async () => {
    await house.startHub();
    await house.makePartner();
    const race = await TimedRace.load(house, { seed: 31 });
    const edge = await race.edge('finish');
    const game = await race.play(edge.addresses.chronotrack!);

    await race.heardAt(edge, 0.2);
    postgres.hang();
    await hubSays(503, 'no answer');
    await race.heardAt(edge, 0.4);
    postgres.goOn();
    await hubSays(200);

    await postgres.shutDown();
    await hubSays(503);
    await race.heardAt(edge, 0.6);
    await postgres.startAgain();
    await hubSays(200);

    await race.heardAt(edge, 0.8);
    await postgres.restart();
    await game.finished();
    await race.close();
    await race.settles(edge);
    expect(house.hub.stderr()).not.toContain('"level":"fatal"');
  },
  120_000,
);

test.skipIf(!postgresPrograms)(
  'a hub that calls itself ready without asking its database would be found out (needs a Postgres in /usr/lib/postgresql)',
  async () => {
    await house.startHub({ nodeArgs: ['--import', plantedFault] });
    postgres.hang();
    try {
      await expect(hubSays(503, 'no answer', { withinMs: 5_000 })).rejects.toThrow('a hub that says 503');
    } finally {
      postgres.goOn();
    }
  },
  60_000,
);

/** `/ready` within 2 s of its being so, and `/health` all the time: it is the database that is away, not the hub. */
async function hubSays(status: 200 | 503, detail?: string, { withinMs = 15_000 } = {}): Promise<void> {
  await eventually(
    `a hub that says ${status}`,
    async () => {
      const beganAtMs = performance.now();
      const [ready, health] = await Promise.all([fetch(`${house.hubUrl}/ready`), fetch(`${house.hubUrl}/health`)]);
      expect(performance.now() - beganAtMs).toBeLessThan(4_000);
      expect(health.status).toBe(200);
      const { waiting_for, details } = (await ready.json()) as { waiting_for: string[]; details: Record<string, string> };
      if (ready.status !== status) return undefined;
      if (status === 503) expect(waiting_for).toContain('postgres');
      if (detail) expect(details.postgres).toContain(detail);
      return true;
    },
    { withinMs },
  );
}
