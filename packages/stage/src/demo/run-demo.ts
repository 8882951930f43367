import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RaceClock } from '@chute/protocol';
import { newId, raceClock } from '@chute/service';
import type { AppProcess } from '../app-process.ts';
import { runSim, startEdge, startHub, startSim } from '../apps.ts';
import { firstFinisher } from './first-finisher.ts';
import { requestJson, untilAnswered } from './http-json.ts';
import { createEventAtHub } from './hub-event.ts';
import { makeRaceFolder } from './race-folder.ts';
import type { DemoSettings } from './settings.ts';

/** The race of `npm start`. Its seed was chosen for a close finish at the front, soon after minute 30. */
export const demoRace = { seed: 'demo-46', runners: 300, waves: 2, distanceM: 10_000, rate: 20, joinedAfterMs: 28 * 60_000 };
const faults = 'repeat=0.01,reorder=0.05,miss-read=0.02';

export type Demo = {
  boardUrl: string;
  /** Pages beside the mats, which need no key on this machine. */
  edgePages: { board: string; announcer: string; desk: string; builder: string };
  docsUrl: string;
  token: string;
  logs: string;
  readySeconds: number;
  /** Of the race, when everything was ready. */
  minuteAtReady: number;
  /** Seconds from ready until a finisher is in the hub's live feed. */
  firstRunnerSeconds: Promise<number>;
  /** The first program that ended by itself, which none should. */
  ended: Promise<AppProcess>;
};

/**
 * Brings up hub, edge and simulator and lets them meet: a partner, its event, an edge enrolled by code, decoders on the wire.
 * Every program that was started is in `started`, in this order, also when it fails half-way.
 */
export async function runDemo(settings: DemoSettings, started: AppProcess[], signal: AbortSignal): Promise<Demo> {
  const beganAtMs = performance.now();
  const { dataDir, passedOn } = settings;
  const eventId = newId();
  const folder = await makeRaceFolder(dataDir, eventId);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { gunAtMs, clock } = joinedRace(Date.now());
  const limits = { clock, signal };
  const logs = resolve(dataDir, 'logs');
  await mkdir(logs, { recursive: true });

  const keep = async (starting: Promise<AppProcess>): Promise<AppProcess> => {
    const app = await starting;
    started.push(app);
    return app;
  };
  const raceArgs = [
    ...['race', '--seed', demoRace.seed, '--event-id', eventId, '--name', 'Demo 10 km', '--zone', zone],
    ...['--runners', String(demoRace.runners), '--waves', String(demoRace.waves), '--distance', String(demoRace.distanceM)],
    ...['--gun', new Date(gunAtMs).toISOString(), '--faults', faults, '--out', folder],
  ];
  const hubDir = resolve(dataDir, 'hub');
  const [hub, edge] = await allOrFirstTrouble([
    keep(startHub({ ...limits, dataDir: hubDir, env: { ...passedOn, CHUTE_OPEN_DOCS: '1' }, onStderr: logTo(join(logs, 'hub.log')) })),
    keep(startEdge({ ...limits, dataDir: join(folder, 'edge'), env: passedOn, onStderr: logTo(join(logs, 'edge.log')) })),
    plan(raceArgs),
  ]);

  const hubUrl = hub.addresses.http!;
  const edgeUrl = edge.addresses.http!;
  const { token, code } = await createEventAtHub({ http: hubUrl, dataDir: hubDir }, { eventId, folder });
  await requestJson('POST', `${edgeUrl}/api/claim`, { body: { hub_url: hubUrl, code } });
  const boardUrl = `${hubUrl}/board/${eventId}`;
  const sim = keep(
    startSim([...raceArgs, '--stay', '--box', `name=course,family=ctp01,to=${edge.addresses.chronotrack},locations=START+5K+FINISH`], {
      ...limits,
      onStderr: logTo(join(logs, 'sim.log')),
    }),
  );
  await allOrFirstTrouble([
    untilAnswered(`${hubUrl}/ready`, signal),
    untilAnswered(`${edgeUrl}/status`, signal, (text) => text.includes(eventId)),
    untilAnswered(boardUrl, signal),
    sim,
  ]);
  const readyAtMs = performance.now();
  return {
    boardUrl,
    edgePages: {
      board: `${edgeUrl}/board/${eventId}`,
      announcer: `${edgeUrl}/announcer/${eventId}`,
      desk: `${edgeUrl}/desk/${eventId}`,
      builder: `${edgeUrl}/builder/${eventId}`,
    },
    docsUrl: `${hubUrl}/docs`,
    token,
    logs,
    readySeconds: seconds(readyAtMs - beganAtMs),
    minuteAtReady: Math.floor((raceClock(clock).nowMs() - gunAtMs) / 60_000),
    firstRunnerSeconds: firstFinisher({ http: hubUrl, eventId, signal }).then(() => seconds(performance.now() - readyAtMs)),
    ended: Promise.race(started.map((app) => app.ended.then(() => app))),
  };
}

/** Now is minute 28 of a race that runs at twenty times the speed. The gun was on a full second. */
function joinedRace(nowMs: number): { gunAtMs: number; clock: RaceClock } {
  const gunAtMs = Math.floor((nowMs - demoRace.joinedAfterMs) / 1000) * 1000;
  return { gunAtMs, clock: { originMs: gunAtMs + demoRace.joinedAfterMs, anchorMs: nowMs, rate: demoRace.rate } };
}

async function plan(raceArgs: readonly string[]): Promise<void> {
  const ran = await runSim([...raceArgs, '--plan-only']);
  if (ran.code !== 0) throw new Error(`chute-sim made no plan: ${ran.stderr.trim()}`);
}

/** Waits for all even when one fails, so that nothing is still starting when everything is stopped. */
async function allOrFirstTrouble<T extends readonly unknown[]>(promises: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

function logTo(file: string): (text: string) => void {
  const out = createWriteStream(file, { flags: 'w' });
  return (text) => out.write(text);
}

function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
