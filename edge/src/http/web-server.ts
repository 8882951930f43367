import { writeFileSync } from 'node:fs';
import { type Logger, listenOrExplain } from '@chute/service';
import helmet from '@fastify/helmet';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { addDeskRoutes } from '../display/desk-routes.ts';
import { addDisplayPages } from '../display/display-pages.ts';
import { type EdgeDesk, openEdgeDesk } from '../display/edge-desk.ts';
import type { EdgeTime } from '../edge-time.ts';
import { JournalCallError } from '../journal/journal-client.ts';
import { type LiveSockets, openLiveSockets } from '../live/live-sockets.ts';
import { addressFile } from './address-file.ts';
import { addBoardPages } from './board-pages.ts';
import { consoleKey } from './console-key.ts';
import type { EdgeDoor } from './edge-door.ts';
import { bearerOf, type Caller, mayChange } from './guard.ts';
import { Problem, sendProblem } from './problem.ts';
import { addChangingRoutes, addMetricsRoute, addReadingRoutes } from './routes.ts';

const bodyBytesMax = 64 * 1024;
const requestWithinMs = 30_000;
const headersWithinMs = 10_000;
const idleConnectionMs = 60_000;
/** Screens and people beside one race. */
const connectionsMax = 2_000;

export type WebServer = { address: string; live: Pick<LiveSockets, 'tell' | 'close'>; stop: () => Promise<void> };
export type Route = { method: string; url: string };
export type WebSettings = {
  host: string;
  port: number;
  dataFolder: string;
  log: Logger;
  time: Pick<EdgeTime, 'wallMs' | 'steadyMs' | 'after'>;
  boardFolder: () => Promise<string>;
  /** Where else a page of ours may hear the event. */
  liveSources: readonly string[];
};

/** Everything the edge serves: its state, results and corrections over HTTP, the board, and the live feed. Errors: `ListenError`. */
export async function openWebServer(edge: EdgeDoor, settings: WebSettings): Promise<WebServer & { routes: readonly Route[] }> {
  const { host, port, dataFolder } = settings;
  const key = consoleKey(dataFolder);
  const desk = openEdgeDesk(edge, { key, ...settings });
  const { app, routes } = createHttp(edge, key, { ...settings, desk });
  app.server.maxConnections = connectionsMax;
  const sockets = openLiveSockets(app.server, edge, key);
  desk.serve(sockets.io);
  const live: WebServer['live'] = {
    tell: (...told) => {
      sockets.tell(...told);
      desk.tell(...told);
    },
    close: async () => {
      await desk.close();
      await sockets.close();
    },
  };
  const address = await listenOrExplain({ host, port, variable: 'CHUTE_EDGE_PORT', what: "the edge's web server" }, () =>
    app.listen({ host, port }),
  );
  writeFileSync(`${dataFolder}/${addressFile}`, address);
  return {
    address,
    routes,
    live,
    stop: async () => {
      await live.close();
      await app.close();
    },
  };
}

function createHttp(
  edge: EdgeDoor,
  key: string,
  { log, boardFolder, liveSources, desk }: WebSettings & { desk: EdgeDesk },
): { app: FastifyInstance; routes: Route[] } {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => crypto.randomUUID(),
    bodyLimit: bodyBytesMax,
    requestTimeout: requestWithinMs,
    connectionTimeout: idleConnectionMs,
    keepAliveTimeout: 5_000,
    http: { headersTimeout: headersWithinMs },
    forceCloseConnections: true,
    return503OnClosing: true,
  }) as unknown as FastifyInstance;

  void app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] }, useDefaults: false }, hsts: false });
  app.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(request, reply, problemOf(error, log)));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new Problem('not-found', { detail: `there is nothing at ${request.url}` })),
  );

  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url }) => void routes.push({ method: String(method), url }));
  addReadingRoutes(app, edge);
  addBoardPages(app, edge, { pages: boardFolder, liveSources });
  addDisplayPages(app, { desk: desk.desk, pages: boardFolder, liveSources });
  const [steering, looking] = [
    desk.routes.filter(({ access }) => access === 'steer'),
    desk.routes.filter(({ access }) => access !== 'steer'),
  ];
  void app.register((open) => addDeskRoutes(open, { desk: desk.desk, routes: looking }));
  void app.register(async (changing) => {
    changing.addHook('onRequest', async (request) => {
      if (!mayChange(callerOf(request), key))
        throw new Problem('not-allowed', { detail: 'send the key of <data folder>/console-key as "Authorization: Bearer …"' });
    });
    addChangingRoutes(changing, edge);
    addMetricsRoute(changing, edge);
    await addDeskRoutes(changing, { desk: desk.desk, routes: steering });
  });
  return { app, routes };
}

function callerOf(request: FastifyRequest): Caller {
  const { host, origin, authorization } = request.headers;
  return { peer: request.socket.remoteAddress, host, origin, key: bearerOf(authorization) };
}

function problemOf(error: FastifyError | Problem | JournalCallError, log: Logger): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof JournalCallError) return new Problem('not-ready', { detail: `the journal did not take it: ${error.message}` });
  if (error.statusCode === 413) return new Problem('too-large', { detail: error.message });
  if (error.statusCode === 415) return new Problem('wrong-media-type', { detail: 'send JSON, as application/json' });
  if (error.statusCode && error.statusCode < 500) return new Problem('bad-request', { detail: error.message });
  log.error({ err: error }, 'a request failed');
  return new Problem('our-fault', { detail: 'an error of this program: its log says more, under this request id' }, { cause: error });
}
