import { createLogger } from '@chute/service';
import { z } from 'zod';
import type { HubSettings } from '../../settings.ts';
import { openOwner } from '../open-database.ts';
import { brokerWorks } from './broker.ts';
import { databaseFindings } from './database.ts';
import { type Finding, find } from './finding.ts';
import { machineFindings, portIsFree } from './machine.ts';

const readySchema = z.object({ waiting_for: z.array(z.string()), details: z.record(z.string(), z.string()).optional() });

type Answer = { answer: { ok: boolean; checks: Finding[] }; text: string; exitCode: 0 | 1 };

/** Looks at each thing a hub needs, even when an earlier one fails, and changes nothing of it. A hub may run meanwhile. */
export async function doctor(settings: HubSettings): Promise<Answer> {
  const machine = await machineFindings(settings);
  const { host, port } = settings;
  const hub = await hubAt({ host, port });
  const { findings: database, isRunningHubs } = await lookIntoDatabase(settings);
  const hubRuns = isRunningHubs || hub !== undefined;
  const checks = [
    ...machine,
    ...database,
    ...(hub ? [hub] : []),
    await find('web port', () => portIsFree({ host, port, variable: 'CHUTE_HUB_PORT', hubRuns })),
    await find('broker', () => brokerWorks({ ...settings, hubRuns })),
  ];
  const bad = checks.filter(({ ok }) => !ok).length;
  const summary = bad === 0 ? 'All is well.' : `${bad} of ${checks.length} need somebody.`;
  const lines = checks.map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}`);
  return { answer: { ok: bad === 0, checks }, text: [...lines, summary].join('\n'), exitCode: bad === 0 ? 0 : 1 };
}

async function lookIntoDatabase(settings: HubSettings): Promise<{ findings: Finding[]; isRunningHubs: boolean }> {
  const log = createLogger('chute-hub', { level: 'silent' });
  try {
    const { owner, how, close } = await openOwner({ ...settings, log });
    const findings = await databaseFindings(owner, how).finally(close);
    return { findings, isRunningHubs: how === 'of the running hub' };
  } catch (error) {
    return { findings: [{ name: 'database', ok: false, detail: (error as Error).message }], isRunningHubs: false };
  }
}

const readyWithinMs = 5_000;

/** What the hub that runs here says of itself; undefined when none answers. */
async function hubAt({ host, port }: { host: string; port: number }): Promise<Finding | undefined> {
  if (port === 0) return undefined;
  const named = host.includes(':') ? `[${host}]` : host;
  const answer = await fetch(`http://${named}:${port}/ready`, { signal: AbortSignal.timeout(readyWithinMs) }).catch(() => undefined);
  const said = readySchema.safeParse(await answer?.json().catch(() => undefined));
  if (!said.success) return undefined;
  const waitsFor = said.data.waiting_for.map((part) => `${part} (${said.data.details?.[part] ?? 'no details'})`);
  if (waitsFor.length === 0) return { name: 'hub', ok: true, detail: `answers at port ${port}, and is ready` };
  return {
    name: 'hub',
    ok: false,
    detail: `answers at port ${port}, and waits for ${waitsFor.join(', ')}: mend that, it goes on by itself`,
  };
}
