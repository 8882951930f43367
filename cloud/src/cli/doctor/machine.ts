import { existsSync } from 'node:fs';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { boardFolder } from '@chute/board';
import { checkPortIsFree, ListenError, nodeVersionAdvice } from '@chute/service';
import { platformToken } from '../../auth/platform-key.ts';
import type { HubSettings } from '../../settings.ts';
import { version } from '../../version.ts';
import { type Finding, find } from './finding.ts';

/** Below this a race day may fill it: a million reads take about half of it in Postgres. */
const lowSpaceBytes = 2 * 1024 ** 3;
/** This program was written later than any clock that shows less. */
const writtenAtMs = Date.UTC(2026, 0, 1);

/** What needs no database. */
export function machineFindings({ dataDir }: HubSettings): Promise<Finding[]> {
  return Promise.all([
    find('versions', () => {
      const advice = nodeVersionAdvice(process.versions.node);
      if (advice) throw new Error(advice);
      return `chute-hub ${version} on Node ${process.versions.node}`;
    }),
    find('data folder', async () => {
      await mkdir(dataDir, { recursive: true, mode: 0o711 });
      await access(dataDir, constants.W_OK);
      return `${dataDir} can be written`;
    }),
    find('disk', async () => {
      await mkdir(dataDir, { recursive: true, mode: 0o711 });
      const { bavail, bsize } = await statfs(dataDir);
      const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB are free at ${dataDir}`;
      if (bavail * bsize < lowSpaceBytes) throw new Error(`only ${free}: make room before the race`);
      return free;
    }),
    find("this machine's clock", () => systemClock(Date.now())),
    find('platform key', async () => {
      await platformToken(dataDir);
      return `in ${dataDir}, for this user alone`;
    }),
    find('board', async () => `built in ${await boardFolder()}`),
  ]);
}

/** Errors: a sentence. A machine without systemd's time service cannot be asked who sets its clock. */
export function systemClock(nowMs: number, timeService = '/run/systemd/timesync'): string {
  const shown = new Date(nowMs).toISOString();
  if (nowMs < writtenAtMs) throw new Error(`it shows ${shown}, which is long past: set it, and let the network keep it (NTP)`);
  if (existsSync(timeService) && !existsSync(`${timeService}/synchronized`))
    throw new Error(`it shows ${shown} and is not set by the network: run "timedatectl set-ntp true", and look at the network`);
  return `it shows ${shown}`;
}

/** Errors: a sentence that names the variable. */
export async function portIsFree(at: { host: string; port: number; variable: string; hubRuns: boolean }): Promise<string> {
  const { port, hubRuns } = at;
  if (port === 0) return 'any free one';
  try {
    await checkPortIsFree({ ...at, what: 'the hub' });
    return `${port} is free`;
  } catch (error) {
    if (hubRuns && error instanceof ListenError && error.code === 'port-taken') return `${port} is taken, most likely by the hub that runs`;
    throw error;
  }
}
