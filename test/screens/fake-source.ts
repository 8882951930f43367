import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { boardAssetsPath, boardContentSecurityPolicy, boardFolder, eventPages } from '@chute/board';
import {
  type ClientToServer,
  type Head,
  type LiveChange,
  type LiveEvent,
  type LiveRow,
  LiveStream,
  liveNamespace,
  type ServerToClient,
  subscribeSchema,
} from '@chute/protocol';
import { Server } from 'socket.io';
import { answerDisplayFile, type DisplayPart, type FakeDisplay, serveDisplay } from './fake-display.ts';
import { displayCode } from './shown-display.ts';
import { eventId, shownId } from './shown-race.ts';

/** A source that speaks the live contract, says what a test says and nothing by itself, but for its head every second. */
export type FakeSource = {
  url: string;
  boardUrl: string;
  announcerUrl: string;
  displayUrl: string;
  display: FakeDisplay;
  /** Brings rows (and the event) to everyone who listens. */
  tell(change: LiveChange): void;
  setHead(change: Partial<Head>): void;
  /** Connected and silent, as a half-open link is. */
  beSilent(): void;
  /** The live feed goes, its pages stay: sockets are cut and no new one is taken. */
  dropFeed(): void;
  resumeFeed(): void;
  /** Another stream, as after a restart, of a source that has counted `entries`. */
  restart(state: { event: LiveEvent; rows: LiveRow[]; entries: number }): void;
  stop(): Promise<void>;
};

type SourceState = { event: LiveEvent | null; rows?: LiveRow[]; raceNowMs: number; rate?: number; display?: DisplayPart; key?: string };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** `event: null` = it knows no event yet; `tell` brings it. `key`: what an audience other than the public needs. */
export async function startFakeSource(state: SourceState): Promise<FakeSource> {
  const displayPart = state.display ?? { state: null };
  const http = servePages(await boardFolder(), displayPart);
  const io = new Server<ClientToServer, ServerToClient>(http, {
    serveClient: false,
    transports: ['websocket'],
    allowRequest: (_, done) => done(null, isFeeding),
  });
  const live = io.of(liveNamespace);
  const display = serveDisplay(io as unknown as Server, displayPart);
  const clock = { originMs: state.raceNowMs, anchorMs: Date.now(), rate: state.rate ?? 1 };
  let isFeeding = true;
  let isSilent = false;
  let streams = 0;
  let headChange: Partial<Head> = counted(100);
  let stream = state.event && newStream(state.event, state.rows ?? []);

  function newStream(event: LiveEvent, rows: LiveRow[]): LiveStream {
    streams += 1;
    const made = new LiveStream({ streamId: shownId(500 + streams), event });
    made.apply({ rows });
    return made;
  }

  const head = ({ cursor }: LiveStream): Head => ({
    cursor,
    source: 'edge',
    asOfMs: Math.round(clock.originMs + clock.rate * (Date.now() - clock.anchorMs)),
    entries: 0,
    basis: { setupHash: '0', engineVersion: '0', frontier: [] },
    clock,
    link: { state: 'none', sinceMs: null },
    ...headChange,
  });

  live.on('connection', (socket) => {
    socket.on('subscribe', (message, answer) => {
      if (isSilent) return;
      const asked = subscribeSchema.safeParse(message);
      if (!asked.success) return answer({ ok: false, code: 'bad-request', detail: asked.error.message });
      if (state.key && asked.data.audience !== 'public' && socket.handshake.auth.token !== state.key)
        return answer({ ok: false, code: 'not-allowed', detail: 'needs the key' });
      if (!stream || asked.data.eventId !== stream.snapshot().event.eventId)
        return answer({ ok: false, code: 'unknown-event', detail: 'no such event' });
      answer({ ok: true });
      const news = stream.since(asked.data.cursor);
      if ('snapshot' in news) socket.emit('snapshot', news.snapshot);
      else if (news.delta) socket.emit('delta', news.delta);
      socket.emit('head', head(stream));
    });
  });
  const beat = () => void (stream && !isSilent && live.emit('head', head(stream)));
  const heads = setInterval(beat, 1_000);

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    url,
    boardUrl: `${url}/board/${state.event?.eventId ?? eventId}`,
    announcerUrl: `${url}/announcer/${state.event?.eventId ?? eventId}`,
    displayUrl: `${url}/d/${displayCode}`,
    display,
    tell(change) {
      stream ??= newStream(change.event!, []);
      const delta = stream.apply(change);
      if (delta && !isSilent) live.emit('delta', delta);
    },
    setHead(change) {
      headChange = { ...headChange, ...change };
      beat();
    },
    beSilent() {
      isSilent = true;
    },
    dropFeed() {
      isFeeding = false;
      io.disconnectSockets(true);
      live.disconnectSockets(true);
    },
    resumeFeed() {
      isFeeding = true;
      isSilent = false;
    },
    restart({ event, rows, entries }) {
      stream = newStream(event, rows);
      headChange = { ...headChange, ...counted(entries) };
      live.disconnectSockets(true);
    },
    async stop() {
      clearInterval(heads);
      await io.close();
      http.closeAllConnections();
    },
  };
}

const counted = (entries: number): Partial<Head> => ({
  entries,
  basis: { setupHash: '0', engineVersion: '0', frontier: [{ journalId: shownId(5), seq: entries, hash: '0' }] },
});

function servePages(folder: string, display: DisplayPart): HttpServer {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const page = Object.entries(eventPages).find(([name]) => pathname.startsWith(`/${name}/`));
    if (answerDisplayFile(pathname, response, display)) return;
    if (pathname.startsWith('/d/')) void sendFile(response, join(folder, 'display.html'));
    else if (page) void sendFile(response, join(folder, page[1]));
    else if (pathname.startsWith(boardAssetsPath)) void sendFile(response, join(folder, basename(pathname)));
    else response.writeHead(404).end();
  });
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  try {
    const bytes = await readFile(path);
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': boardContentSecurityPolicy,
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
