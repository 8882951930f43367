import { mkdir } from 'node:fs/promises';
import { boardFolder } from '@chute/board';
import { type Logger, listenOrExplain, newId, type Running, raceClock } from '@chute/service';
import { createAuthenticate } from './auth/authenticate.ts';
import { platformToken } from './auth/platform-key.ts';
import { readCa } from './broker/read-ca.ts';
import { openHubDesks } from './display/hub-desks.ts';
import type { GuardedRoute } from './http/access.ts';
import { createHttpApp } from './http/app.ts';
import { auditCalls, createAuditTrail } from './http/audit.ts';
import { serveDocs } from './http/docs.ts';
import type { HubApp } from './http/hub-app.ts';
import { honourIdempotencyKeys } from './http/idempotency.ts';
import { measureIngest } from './http/ingest-metrics.ts';
import { createMetrics, measureRequests } from './http/metrics.ts';
import { describeApi } from './http/openapi.ts';
import { measureScoring } from './http/scoring-metrics.ts';
import { createHubCore, type HubCore } from './hub-core.ts';
import { serveLive } from './live/live-server.ts';
import { boardRoutes } from './routes/board.ts';
import { displayPages } from './routes/display-pages.ts';
import { displayRoutes } from './routes/displays.ts';
import { everyRoute } from './routes/every-route.ts';
import { operationRoutes } from './routes/operation.ts';
import type { HubSettings } from './settings.ts';
import { version } from './version.ts';

export type Hub = Running & { app: HubApp; core: HubCore; routes: readonly GuardedRoute[] };

/** The whole hub in this process: its core, then its doors. What was begun is ended again when a later part cannot start. */
export async function createHub(settings: HubSettings, log: Logger): Promise<Hub> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o711 });
  const { databaseUrl, dataDir, host, mqttPort, mqttUrl, mqttCaFile, mqttShare } = settings;
  const { nowMs: raceNowMs } = raceClock(settings.clock);
  const core = await createHubCore({
    databaseUrl,
    dataDir,
    host,
    mqttPort,
    mqttUrl,
    mqttCa: readCa(mqttCaFile),
    mqttShare,
    raceNowMs,
    log,
  });
  try {
    return await openDoors(core, settings, log);
  } catch (error) {
    await core.stop();
    throw error;
  }
}

/** HTTP, live and the board, over a core that runs. */
export async function openDoors(core: HubCore, settings: HubSettings, log: Logger, pages = { boardFolder }): Promise<Hub> {
  const { host, port, rateLimits, proxyHops, openDocs } = settings;
  const trail = createAuditTrail({ db: core.db, logger: log });
  const metrics = createMetrics({ auditDropped: trail.dropped });
  const authenticate = createAuthenticate({ db: core.db, logger: log, platformToken: await platformToken(settings.dataDir) });
  const { app, limiter, routes } = await createHttpApp({ logger: log, newId, authenticate, rateLimits, proxyHops, openDocs });
  const clock = raceClock(settings.clock);
  const live = serveLive({ server: app.server, core, authenticate, allowedOrigins: settings.allowedOrigins, clock, metrics, log });
  measureScoring(core, metrics, clock);
  measureIngest(core, metrics);
  auditCalls(app, trail);
  measureRequests(app, metrics);
  honourIdempotencyKeys(app, core.db);
  await describeApi(app, { version });
  operationRoutes(app, { troubles: core.troubles, metrics });
  everyRoute(app, { ...core, newId, raceNowMs: clock.nowMs, audit: trail, limiter, onPersonsChanged: live.personsChanged });
  const desks = openHubDesks({ core, ...live, authenticate, log, proxyHops });
  displayRoutes(app, desks);
  await boardRoutes(app, { folder: pages.boardFolder, liveSources: settings.liveSources });
  displayPages(app, { desks, folder: pages.boardFolder, liveSources: settings.liveSources });
  await serveDocs(app);
  // Built while everything else starts; a failure is told to whoever asks for the page.
  pages.boardFolder().catch((error) => log.error({ err: error }, 'the board cannot be built'));

  await listenOrExplain({ port, host, variable: 'CHUTE_HUB_PORT', what: "the hub's web server" }, () => app.listen({ host, port }));
  const address = app.server.address() as { port: number };
  return {
    app,
    core,
    routes,
    addresses: { http: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`, mqtt: core.mqttUrl },
    stop: async () => {
      await desks.close();
      await live.close();
      await app.close();
      await trail.close();
      await core.stop();
    },
  };
}
