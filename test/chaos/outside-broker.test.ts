import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edgeTopics } from '@chute/protocol';
import { type AppProcess, runHub } from '@chute/stage';
import mqtt from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { House } from '../lib/house.ts';
import { Mosquitto, mosquittoProgram, setPassword } from '../lib/mosquitto.ts';
import { makeSelfSigned, openssl, type SelfSigned } from '../lib/self-signed.ts';
import { statusOf, TimedRace } from '../lib/timed-race.ts';

const hasAll = mosquittoProgram !== undefined && openssl !== undefined;
let folder: string;
let tls: SelfSigned;
let passwords: string;
let mosquitto: Mosquitto;
let house: House;

/** As docs/broker.md says: TLS, a file of passwords, and the rules that `chute-hub broker acl` prints. */
beforeEach(async () => {
  if (!hasAll) return;
  folder = mkdtempSync(join(tmpdir(), 'chute-broker-'));
  tls = makeSelfSigned(folder);
  passwords = join(folder, 'passwords');
  const rules = join(folder, 'acl');
  writeFileSync(rules, (await runHub(['broker', 'acl'], { dataDir: folder })).stdout);
  writeFileSync(passwords, '');
  for (const file of [rules, passwords]) chmodSync(file, 0o600);
  setPassword(passwords, { user: 'hub', password: 'of-this-story' });
  const files = [`cafile ${tls.ca}`, `certfile ${tls.certificate}`, `keyfile ${tls.key}`];
  mosquitto = await Mosquitto.start([...files, 'allow_anonymous false', `password_file ${passwords}`, `acl_file ${rules}`]);
  house = await House.open({ hubEnv: { CHUTE_MQTT_URL: `mqtts://hub:of-this-story@127.0.0.1:${mosquitto.port}`, CHUTE_MQTT_CA: tls.ca } });
  await house.startHub();
  await house.makePartner();
});
afterEach(async () => {
  await house?.close();
  await mosquitto?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!hasAll)(
  'a race over a Mosquitto with TLS that forgets everything in the middle: nothing is lost or doubled, and no edge hears another (needs mosquitto and openssl)',
  async () => {
    expect((await fetch(`${house.hubUrl}/ready`)).status).toBe(200);
    const race = await TimedRace.load(house, { seed: 33 });
    const edge = await race.edge('finish');
    const claim = letIn('finish');
    await linkIsUp(edge);

    await race.edge('other');
    const other = letIn('other');
    await expect(mqtt.connectAsync(claim.mqtt_url, { reconnectPeriod: 0 })).rejects.toThrow(/certificate/);
    const spy = await mqtt.connectAsync(claim.mqtt_url, {
      ...{ protocolVersion: 4, reconnectPeriod: 0, ca: readFileSync(tls.ca), clientId: 'spy' },
      ...{ username: `${other.partner_id}/${other.edge_id}`, password: other.credential },
    });
    const overheard: string[] = [];
    spy.on('message', (topic) => overheard.push(topic));
    const { feed, log, frontierUp } = edgeTopics(claim.partner_id, claim.edge_id);
    await spy.subscribeAsync(['chute/v1/#', feed, log], { qos: 1 });
    await spy.publishAsync(frontierUp, 'nonsense', { qos: 1 });

    const game = await race.play(edge.addresses.chronotrack!);
    await race.heardAt(edge, 0.3);
    const ownOnly = overheard.every((topic) => topic.includes(other.edge_id));
    spy.end(true);
    await mosquitto.kill();
    await eventually('a hub that says that the broker is away', async () => {
      const { waiting_for } = (await (await fetch(`${house.hubUrl}/ready`)).json()) as { waiting_for: string[] };
      return waiting_for.includes('broker') || undefined;
    });
    await race.heardAt(edge, 0.6);
    await mosquitto.startAgain();
    await linkIsUp(edge);

    await game.finished();
    await race.close();
    await race.settles(edge);
    expect(ownOnly).toBe(true);
    expect(house.hub.stderr()).not.toContain('cannot be understood');
  },
  120_000,
);

type Claim = { partner_id: string; edge_id: string; credential: string; mqtt_url: string; mqtt_ca: string };

/** What whoever runs the broker does for each edge, with what the edge got for its code. */
function letIn(name: string): Claim {
  const claim = JSON.parse(readFileSync(join(house.edgeDir(name), 'hub.json'), 'utf8')) as Claim;
  expect(claim.mqtt_ca).toBe(readFileSync(tls.ca, 'utf8'));
  setPassword(passwords, { user: `${claim.partner_id}/${claim.edge_id}`, password: claim.credential });
  mosquitto.reload();
  return claim;
}

function linkIsUp(edge: AppProcess): Promise<true> {
  return eventually('the edge’s link to the hub', async () => {
    const { link } = await statusOf<{ link: { state: string; problem: string | null } }>(edge);
    if (link.problem) throw new Error(link.problem);
    return link.state === 'up' || undefined;
  });
}
