import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { boardFolder } from '@chute/board';
import { createLogger, nodeVersionAdvice } from '@chute/service';
import { platformToken } from '../auth/platform-key.ts';
import type { HubSettings } from '../settings.ts';
import { openForCommand } from './open-database.ts';

type Check = { name: string; ok: boolean; detail: string };

/** Looks at each thing a hub needs, even when an earlier one fails. A hub may run meanwhile. */
export async function doctor(settings: HubSettings): Promise<{ answer: { ok: boolean; checks: Check[] }; text: string; ok: boolean }> {
  const log = createLogger('chute-hub', { level: 'silent' });
  let hubRuns = false;
  const checks = [
    await check('node', async () => {
      const advice = nodeVersionAdvice(process.versions.node);
      if (advice) throw new Error(advice);
      return process.versions.node;
    }),
    await check('data folder', async () => {
      await mkdir(settings.dataDir, { recursive: true, mode: 0o711 });
      await access(settings.dataDir, constants.W_OK);
      return settings.dataDir;
    }),
    await check('database', async () => {
      const { db, how, close } = await openForCommand({ ...settings, log });
      hubRuns = how === 'of the running hub';
      return db
        .ping()
        .then(() => `answers, is up to date, and keeps tenants apart (${how})`)
        .finally(close);
    }),
    await check('platform key', async () => {
      await platformToken(settings.dataDir);
      return `in ${settings.dataDir}, for this user alone`;
    }),
    await check('web port', () => portIsFree(settings.host, settings.port, { variable: 'CHUTE_HUB_PORT', hubRuns })),
    await check('broker port', async () =>
      settings.mqttUrl
        ? `not needed: ${settings.mqttUrl}`
        : portIsFree(settings.host, settings.mqttPort, { variable: 'CHUTE_MQTT_PORT', hubRuns }),
    ),
    await check('board', async () => `built in ${await boardFolder()}`),
  ];
  const ok = checks.every((one) => one.ok);
  return {
    answer: { ok, checks },
    text: checks.map(({ name, ok: well, detail }) => `${well ? 'ok  ' : 'FAIL'} ${name}: ${detail}`).join('\n'),
    ok,
  };
}

async function check(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}

async function portIsFree(host: string, port: number, { variable, hubRuns }: { variable: string; hubRuns: boolean }): Promise<string> {
  if (port === 0) return 'any free one';
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, resolve);
    });
    return `${port} is free`;
  } catch (error) {
    if (hubRuns && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') return `${port} is taken, most likely by the hub that runs`;
    throw new Error(`${port} cannot be had (${(error as Error).message}): set ${variable} to another port`, { cause: error });
  } finally {
    server.close();
  }
}
