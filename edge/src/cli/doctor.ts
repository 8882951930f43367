import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { checkPortIsFree, nodeVersionAdvice } from '@chute/service';
import { freeBytes, lowSpaceBytes } from '../disk-space.ts';
import { readJournal } from '../journal/read-journal.ts';
import { readCredentials } from '../link/hub-credentials.ts';
import { type Fetch, HubHttp } from '../link/hub-http.ts';
import { type DecoderSettings, type EdgeSettings, portVariable } from '../settings.ts';
import { edgeUrl } from './ask-edge.ts';

export type Finding = { look_at: string; ok: boolean; found: string };

/** This program was written later than any clock that shows less. */
const writtenAtMs = Date.UTC(2026, 0, 1);
/** A hub is no time service, but a difference like this is felt at the mats. */
const clockOffMaxMs = 2_000;

/** Looks at all that an edge needs, and changes nothing but to make the data folder. What is not well is a sentence with what to do; exit code 1 then. */
export async function doctor(
  settings: EdgeSettings,
  { fetch }: { fetch: Fetch } = { fetch: globalThis.fetch },
): Promise<{ ok: boolean; findings: Finding[] }> {
  const runs = await edgeAnswers(settings, fetch);
  const findings = [
    await look('version', () => {
      const advice = nodeVersionAdvice(process.versions.node);
      if (advice) throw new Error(advice);
      return `chute-edge 0.1.0 on Node ${process.versions.node}`;
    }),
    await look('data folder', () => folder(settings)),
    await look('space', () => space(settings)),
    await look('clock', () => clock(Date.now())),
    await look('journal', () => journal(settings)),
    ...(await hubFindings(settings, fetch)),
    ...(await Promise.all(settings.decoders.map((decoder) => decoderFinding(decoder, { host: settings.host, runs })))),
  ];
  const ok = findings.every((finding) => finding.ok);
  if (!ok) process.exitCode = 1;
  return { ok, findings };
}

/** One line each, for a person. */
export function doctorText({ ok, findings }: { ok: boolean; findings: readonly Finding[] }): string {
  const lines = findings.map(({ look_at: what, ok: well, found }) => `${well ? 'ok  ' : 'FAIL'} ${what}: ${found}`);
  const bad = findings.filter((finding) => !finding.ok).length;
  return [...lines, ok ? 'All is well.' : `${bad} of ${findings.length} need somebody.`].join('\n');
}

function folder({ dataFolder }: EdgeSettings): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  accessSync(dataFolder, constants.R_OK | constants.W_OK);
  return `${dataFolder} can be written`;
}

function space({ dataFolder }: EdgeSettings): string {
  const free = freeBytes(dataFolder);
  if (free < lowSpaceBytes) throw new Error(`${Math.round(free / 1e6)} MB free: make room before the race`);
  return `${Math.round(free / 1e6)} MB free`;
}

/** Errors: a sentence. */
export function clock(nowMs: number): string {
  const shown = new Date(nowMs).toISOString();
  if (nowMs < writtenAtMs)
    throw new Error(
      `this machine shows ${shown}, which is long past: set its clock before the race, since it chooses the day of each read`,
    );
  return `this machine shows ${shown}`;
}

function journal({ dataFolder }: EdgeSettings): string {
  if (!existsSync(`${dataFolder}/journal.sqlite`)) return 'none yet: the first start makes it';
  const { integrity, count } = readJournal(dataFolder, (found) => ({ integrity: found.integrity(), count: found.count }));
  if (integrity !== 'ok') throw new Error(`${integrity}: keep a copy of ${dataFolder}, and start with CHUTE_DATA_DIR set to a new folder`);
  return `the file is whole, ${count} entries; "chute-edge verify" goes through each of them`;
}

async function hubFindings({ dataFolder }: EdgeSettings, fetch: Fetch): Promise<Finding[]> {
  let credentials: ReturnType<typeof readCredentials>;
  const joined = await look('hub', () => {
    credentials = readCredentials(dataFolder);
    return credentials ? `joined to ${credentials.hub_url}` : 'none: this edge works by itself';
  });
  if (!credentials) return [joined];
  const http = new HubHttp(fetch, credentials);
  const answer = await look('hub answers', async () => {
    const { offMs } = await http.clock();
    if (Math.abs(offMs) > clockOffMaxMs)
      throw new Error(
        `it does, and its clock is ${Math.round(Math.abs(offMs) / 1_000)} s ${offMs > 0 ? 'ahead of' : 'behind'} this machine's: look at both`,
      );
    return 'it does, and knows this edge';
  });
  return [joined, answer];
}

function decoderFinding(decoder: DecoderSettings, { host, runs }: { host: string; runs: boolean }): Promise<Finding> {
  switch (decoder.transport) {
    case 'serial':
      return look(`serial line ${decoder.path}`, () => {
        if (!existsSync(decoder.path)) throw new Error('is not there: plug it in, or look at CHUTE_DECODERS');
        accessSync(decoder.path, constants.R_OK | constants.W_OK);
        return 'can be opened by this user';
      });
    case 'listen':
      return look(`${decoder.family} port ${decoder.port}`, () =>
        runs
          ? 'the edge that runs listens'
          : canListen({ host: decoder.host ?? host, port: decoder.port, variable: portVariable(decoder.family) }),
      );
    case 'dial':
      return look(`${decoder.family} ${decoder.host}:${decoder.port}`, () => 'is dialled when the edge runs: see its status');
    case 'replay':
      return look(`recording ${decoder.path}`, () => {
        accessSync(decoder.path, constants.R_OK);
        return 'can be read';
      });
  }
}

async function canListen(at: { host: string; port: number; variable: string }): Promise<string> {
  if (at.port === 0) return 'any free one';
  await checkPortIsFree({ ...at, what: 'the decoder port' });
  return 'is free';
}

async function edgeAnswers(settings: EdgeSettings, fetch: Fetch): Promise<boolean> {
  const url = edgeUrl(settings);
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer !== undefined;
}

async function look(lookAt: string, check: () => string | Promise<string>): Promise<Finding> {
  try {
    return { look_at: lookAt, ok: true, found: await check() };
  } catch (error) {
    return { look_at: lookAt, ok: false, found: (error as Error).message };
  }
}
