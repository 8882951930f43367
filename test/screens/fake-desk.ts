import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { boardAssetsPath, boardContentSecurityPolicy, boardFolder, eventPages } from '@chute/board';
import { parseScene } from '@chute/board/scene';
import { Desk, DeskError, type DeskRoute, deskRoutes, type FeedEar, GuessBudget, Pairings, serveDisplays } from '@chute/displays';
import { memoryDeskStore } from '@chute/displays/testing';
import { displayNamespace, type Head, type LiveEvent, type LiveRow, LiveStream, liveNamespace, subscribeSchema } from '@chute/protocol';
import { Server } from 'socket.io';
import { shownId } from './shown-race.ts';

/** A real desk over a race that a test plays, with the pages of an event. Its REST can be away while its pages are served. */
export type FakeDesk = {
  url: string;
  builderUrl: string;
  deskUrl: string;
  desk: Desk;
  pairings: Pairings;
  finish(...rows: LiveRow[]): void;
  goAway(): void;
  comeBack(): void;
  stop(): Promise<void>;
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

type Start = { event: LiveEvent; rows: LiveRow[]; raceNowMs: number; key?: string | null };

/** `key`: what whoever steers must have; null = nothing. Lists are for everyone. */
export async function startFakeDesk({ event, rows, raceNowMs, key = null }: Start): Promise<FakeDesk> {
  const { eventId } = event;
  const live = new LiveStream({ streamId: shownId(800), event });
  live.apply({ rows });
  const ears = new Set<FeedEar>();
  const pairings = new Pairings();
  const guesses = new GuessBudget();
  const steadyMs = () => performance.now();
  let ids = 900;
  const desk = new Desk({
    ...{
      name: 'fake',
      store: memoryDeskStore(),
      codePrefix: '',
      checkScene: async (given) => parseScene(given),
      newId: () => shownId(++ids),
    },
    feed: {
      hasEvent: async (asked) => asked === eventId,
      names: async () => event,
      watch: (_, ear) => {
        ears.add(ear);
        ear.snapshot(live.snapshot());
        return () => ears.delete(ear);
      },
      milestoneOf: () => undefined,
    },
    time: {
      ...{ wallMs: () => Date.now(), steadyMs },
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    gone: (what) => sockets.gone(what),
    warn: (facts, text) => console.warn(text, facts),
  });
  const routes = deskRoutes({ pairings, guesses, steadyMs });
  const folder = await boardFolder();
  let isAway = false;
  const http = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, page = ''] = pathname.split('/');
    if (pathname.startsWith('/api/')) {
      if (isAway) return request.socket.destroy();
      return void answer(request, response, { routes, desk, pathname, query: Object.fromEntries(searchParams) });
    }
    const file = pathname.startsWith(boardAssetsPath)
      ? basename(pathname)
      : page === 'd'
        ? 'display.html'
        : eventPages[page as keyof typeof eventPages];
    if (file) void sendFile(response, join(folder, file));
    else response.writeHead(404).end();
  });
  const io = new Server(http, { serveClient: false, transports: ['websocket'], allowRequest: (_, done) => done(null, !isAway) });
  const sockets = serveDisplays(io, {
    ...{ time: { wallMs: () => Date.now(), steadyMs, after: () => () => undefined }, guesses },
    deskOfCode: async () => desk,
    deskOfKey: async ({ auth }) => (key === null || auth.token === key ? { desk, eventId } : undefined),
    addressOf: ({ address }) => address,
    desks: () => [desk],
    warn: (facts, text) => console.warn(text, facts),
  });
  const head = (): Head => ({
    ...{ cursor: live.snapshot().cursor, source: 'edge', entries: 100, link: { state: 'none', sinceMs: null } },
    asOfMs: raceNowMs,
    basis: { setupHash: '0', engineVersion: '0', frontier: [{ journalId: shownId(5), seq: 100, hash: '0' }] },
    clock: { originMs: raceNowMs, anchorMs: Date.now(), rate: 1 },
  });
  io.of(liveNamespace).on('connection', (socket) => {
    socket.on('subscribe', (message: unknown, answered: (answer: unknown) => void) => {
      if (!subscribeSchema.safeParse(message).success) return answered({ ok: false, code: 'bad-request', detail: '' });
      answered({ ok: true });
      socket.emit('snapshot', live.snapshot());
      socket.emit('head', head());
    });
  });
  const beat = setInterval(() => io.of(liveNamespace).emit('head', head()), 1_000);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    ...{ url, builderUrl: `${url}/builder/${eventId}`, deskUrl: `${url}/desk/${eventId}`, desk, pairings },
    finish(...finishers) {
      const delta = live.apply({ rows: finishers });
      if (!delta) return;
      for (const ear of ears) ear.delta(delta);
      io.of(liveNamespace).emit('delta', delta);
    },
    goAway() {
      isAway = true;
      for (const namespace of [liveNamespace, displayNamespace]) io.of(namespace).disconnectSockets(true);
      http.closeAllConnections();
    },
    comeBack() {
      isAway = false;
    },
    async stop() {
      clearInterval(beat);
      sockets.close();
      await desk.stop();
      await io.close();
      http.closeAllConnections();
    },
  };
}

type Asked = { routes: readonly DeskRoute[]; desk: Desk; pathname: string; query: Record<string, string> };

/** As a web server would: the route whose path fits, its checks, its answer or its refusal. */
async function answer(request: IncomingMessage, response: ServerResponse, { routes, desk, pathname, query }: Asked): Promise<void> {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const isFile = body instanceof Uint8Array;
    response.writeHead(status, isFile ? headers : { ...headers, 'content-type': 'application/json' });
    response.end(isFile ? body : body === null ? undefined : JSON.stringify(body));
  };
  for (const route of routes) {
    const path = (route.of === 'event' ? '/api/v1(?:/partners/7)?/events/:event_id' : '') + route.path;
    const names = new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(pathname);
    if (route.method !== request.method || !names) continue;
    try {
      const bytes = await buffer(request);
      const given = route.mediaTypes ? new Uint8Array(bytes) : bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
      const asked = { params: route.params.parse(names.groups ?? {}), query: route.query?.parse(query), body: route.body?.parse(given) };
      const { status, body, headers } = await route.handle({ desk, address: 'test', ...asked } as Parameters<DeskRoute['handle']>[0]);
      return send(status, body, headers);
    } catch (error) {
      if (error instanceof DeskError) return send(statuses[error.code], { ...error.beside, code: error.code, detail: error.message });
      return send(400, { detail: (error as Error).message });
    }
  }
  send(404, { detail: 'no such address' });
}

const statuses = {
  'bad-request': 400,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'wrong-media-type': 415,
  'too-many-requests': 429,
} as const;

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return void response.writeHead(404).end();
  const headers = {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': boardContentSecurityPolicy,
  };
  response.writeHead(200, headers).end(bytes);
}
