import { resultListSchema } from '@chute/protocol';
import { createLogger, newId, raceClock } from '@chute/service';
import { onTestFinished, vi } from 'vitest';
import { createEdge, type Edge, type EdgeRim } from '../edge.ts';
import { systemTime } from '../edge-time.ts';
import type { EdgeSettings } from '../settings.ts';
import { readEnv } from '../settings.ts';
import { temporaryFolder } from './temporary-folder.ts';

type TestEdgeOptions = { folder?: string; settings?: Partial<EdgeSettings> } & Partial<Omit<EdgeRim, 'settings'>>;

/** A whole edge in this process, on ports of its own, without a hub unless the story brings one. Stopped after the test. */
export async function aRunningEdge({ folder = temporaryFolder(), settings = {}, ...rim }: TestEdgeOptions = {}): Promise<Edge> {
  const env = readEnv({ CHUTE_EDGE_PORT: '0', CHUTE_CHRONOTRACK_PORT: '0', CHUTE_DATA_DIR: folder });
  const edge = await createEdge({
    settings: { ...env, ...settings },
    log: createLogger('chute-edge', { level: 'silent' }),
    time: systemTime(raceClock()),
    random: Math.random,
    newId,
    fetch: () => Promise.reject(new Error('there is no hub in this story')),
    transport: () => ({ publish: () => {}, close: async () => {} }),
    boardFolder: () => Promise.reject(new Error('there is no board in this story')),
    fatal: (error) => {
      throw error;
    },
    ...rim,
  });
  onTestFinished(() => edge.stop());
  return edge;
}

/** What came back; a story says with `toMatchObject` what it is about. */
export type Asked = { status: number; body: Record<string, unknown> };

/** Asks the edge over its own HTTP. */
export async function asked(edge: Edge, path: string, body?: unknown): Promise<Asked> {
  const request = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${edge.addresses.http}${path}`, { ...request, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : { text } };
}

/** The list as a screen or a tester sees it: `[bib, status, official chip time]`. */
export async function resultsOf(edge: Edge, eventId: string): Promise<[string, string, string | null][]> {
  const { body } = await asked(edge, `/api/v1/events/${eventId}/results/list`);
  return resultListSchema.parse(body).items.map((item) => [item.bib, item.status, item.official_chip_time]);
}

/** Lets everything else do its work until it is so. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  return (await vi.waitUntil(look, { timeout: 15_000, interval: 5 })) as NonNullable<T>;
}
