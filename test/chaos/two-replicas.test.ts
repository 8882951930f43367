import type { AppProcess } from '@chute/stage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { House } from '../lib/house.ts';
import { Mosquitto, mosquittoProgram } from '../lib/mosquitto.ts';
import { PostgresServer, postgresPrograms } from '../lib/postgres-server.ts';
import { TimedRace } from '../lib/timed-race.ts';

const hasAll = mosquittoProgram !== undefined && postgresPrograms !== undefined;
let postgres: PostgresServer;
let mosquitto: Mosquitto;
let house: House;
let other: AppProcess;

beforeEach(async () => {
  if (!hasAll) return;
  [postgres, mosquitto] = await Promise.all([PostgresServer.start(), Mosquitto.start()]);
  house = await House.open({
    hubEnv: { DATABASE_URL: postgres.url, CHUTE_MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`, CHUTE_MQTT_SHARE: 'hub' },
  });
  await house.startHub();
  await house.makePartner();
  other = await house.startReplica('other');
});
afterEach(async () => {
  await house?.close();
  await mosquitto?.stop();
  await postgres?.stop();
});

test.skipIf(!hasAll)(
  'two hubs share the work, one is killed in mid-race: scoring goes on within 5 s, and nothing is lost or doubled (needs mosquitto and a Postgres in /usr/lib/postgresql)',
  async () => {
    const race = await TimedRace.load(house, { seed: 32 });
    const edge = await race.edge('finish');
    const screen = race.screen(other.addresses.http!);
    const game = await race.play(edge.addresses.chronotrack!);
    await race.heardAt(edge, 0.3);
    await eventually('a screen at the other hub that moves', () => screen.entries() > 0 || undefined);

    await house.hub.kill();
    const killedAtMs = performance.now();
    const shownBefore = screen.entries();
    const heardBefore = await race.readsAt(edge);
    await eventually('a screen at the other hub that goes on', () => screen.entries() > Math.max(shownBefore, heardBefore) || undefined);
    const pauseMs = Math.round(performance.now() - killedAtMs);
    console.info(JSON.stringify({ pause_after_replica_killed_ms: pauseMs }));
    expect(pauseMs).toBeLessThan(5_000);

    await house.startHub();
    await game.finished();
    await race.close();
    await race.settles(edge, [house.hubUrl, other.addresses.http!]);
  },
  120_000,
);
