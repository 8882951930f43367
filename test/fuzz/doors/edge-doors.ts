import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemTime } from '@chute/edge';
import { openWebServer, type Route } from '@chute/edge/parts';
import { createLogger, raceClock } from '@chute/service';
import type { Setup } from '@chute/timing';
import type { Door } from './knock.ts';

/** Every route of an edge that takes a body, from its router: that of a web server in this process, with nothing behind it. */
export async function edgeDoors(edgeUrl: string, setup: Setup): Promise<Door[]> {
  const samples: Record<string, unknown> = {
    '/api/entries': { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' },
    '/api/session': { event_id: setup.event.id },
    '/api/setup': { setup, persons: [] },
    // However it is cut, this address leads nowhere but here.
    '/api/claim': { hub_url: 'http://[::1]:9', code: 'one-time-code' },
  };
  const routes = (await edgeRoutes()).filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method));
  return routes.map(({ method, url }) => ({ method, url: edgeUrl + url, sample: samples[url] ?? {} }));
}

async function edgeRoutes(): Promise<readonly Route[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'chute-routes-'));
  const nobody = new Proxy({}, { get: () => () => undefined }) as Parameters<typeof openWebServer>[0];
  const log = createLogger('routes', { level: 'silent' });
  const web = await openWebServer(nobody, {
    ...{ host: '127.0.0.1', port: 0, dataFolder, log, time: systemTime(raceClock()) },
    ...{ boardFolder: async () => dataFolder, liveSources: [] },
  });
  await web.stop();
  rmSync(dataFolder, { recursive: true });
  return web.routes;
}
