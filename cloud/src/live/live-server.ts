import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type Audience, liveNamespace, type Subscribe, type SubscribeAnswer, SubscribeBudget, subscribeSchema } from '@chute/protocol';
import { type Logger, type RunningClock, unsentMessages } from '@chute/service';
import { Server } from 'socket.io';
import type { Authenticate, Caller } from '../auth/caller.ts';
import type { Scope } from '../auth/scopes.ts';
import type { HubMetrics } from '../http/metrics.ts';
import type { HubCore } from '../hub-core.ts';
import { eventOwner } from '../store/event-owner.ts';
import { findEvent } from '../store/events.ts';
import { LiveFeeds } from './live-feeds.ts';
import type { LiveNamespace, LiveSocket } from './live-sockets.ts';

export type LiveSettings = {
  server: HttpServer;
  core: Pick<HubCore, 'db' | 'scoring' | 'links' | 'troubles'>;
  authenticate: Authenticate;
  /** Web origins besides our own whose pages may listen without a web socket. */
  allowedOrigins: readonly string[];
  clock: RunningClock;
  metrics: Pick<HubMetrics, 'liveClients'>;
  log: Logger;
  /** How often a key that a socket came with is proved again. */
  recheckEveryMs?: number;
};

/** `io`, `feeds`: for what else speaks over the same sockets, of the same events. */
export type LiveServer = {
  io: Server;
  feeds: LiveFeeds;
  personsChanged: (partnerId: string, eventId: string) => void;
  close: () => Promise<void>;
};

/** What an audience's key must be allowed; the public needs none. */
const scopeOf: Record<Exclude<Audience, 'public'>, Scope> = { announcer: 'read:participants', timer: 'read:timing' };

const messageBytesMax = 64 * 1024;
/** A screen that lets this many messages wait is hung up on; it comes back with its cursor and gets what it missed. */
const unsentMax = 2_000;
const lookForSlowEveryMs = 1_000;

const askedTooOften: SubscribeAnswer = { ok: false, code: 'bad-request', detail: 'wait a few seconds before you subscribe again' };

/** Socket.IO on `/live`: who may listen to what. The server alone puts a socket into a room, and a socket listens to one event at a time. */
export function serveLive(settings: LiveSettings): LiveServer {
  const { server, core, authenticate, allowedOrigins, clock, metrics, log, recheckEveryMs = 30_000 } = settings;
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: messageBytesMax,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    cors: { origin: [...allowedOrigins] },
    allowRequest: (request, decide) => decide(null, isWebSocket(request) || isAllowedOrigin(request, allowedOrigins)),
  });
  const live: LiveNamespace = io.of(liveNamespace);
  const feeds = new LiveFeeds({ live, core, clock, log });

  live.use(async (socket, next) => {
    const token = (socket.handshake.auth as { token?: unknown }).token;
    if (token === undefined || token === null || token === '') return next();
    const caller = typeof token === 'string' ? await authenticate(token).catch(() => undefined) : undefined;
    if (!caller) return next(new Error('not-allowed'));
    socket.data.caller = caller;
    next();
  });
  const recheck = setInterval(() => void dropRevoked(), recheckEveryMs);
  recheck.unref();
  const slow = setInterval(() => {
    for (const socket of live.sockets.values()) if (unsentMessages(socket) > unsentMax) socket.disconnect(true);
  }, lookForSlowEveryMs);
  slow.unref();

  live.on('connection', (socket) => {
    metrics.liveClients.set(live.sockets.size);
    socket.on('disconnect', () => metrics.liveClients.set(live.sockets.size));
    const budget = new SubscribeBudget();
    socket.on('subscribe', (asked: unknown, answer: unknown) => {
      const tell = typeof answer === 'function' ? (answer as (said: SubscribeAnswer) => void) : () => undefined;
      if (!budget.mayAsk(performance.now())) return tell(askedTooOften);
      subscribe(socket, asked).then(tell, (error) => {
        log.error({ err: error }, 'subscription failed');
        tell({ ok: false, code: 'unknown-event', detail: 'the event cannot be shown just now; ask again' });
      });
    });
  });

  async function subscribe(socket: LiveSocket, asked: unknown): Promise<SubscribeAnswer> {
    const parsed = subscribeSchema.safeParse(asked);
    if (!parsed.success) return { ok: false, code: 'bad-request', detail: parsed.error.issues[0]?.message ?? 'not understood' };
    const caller = await stillCaller(socket);
    const { audience } = parsed.data;
    if (audience !== 'public' && !caller?.scopes.has(scopeOf[audience])) {
      return { ok: false, code: 'not-allowed', detail: `${audience} needs a key with ${scopeOf[audience]} in auth.token` };
    }
    const partnerId = await partnerOf(parsed.data, caller);
    const shown = partnerId && (await feeds.show(socket, { ...parsed.data, partnerId }));
    return shown ? { ok: true } : { ok: false, code: 'unknown-event', detail: 'there is no such event' };
  }

  async function dropRevoked(): Promise<void> {
    for (const socket of live.sockets.values()) {
      // While the database is away nobody is put out: nothing new can be read either.
      const isRevoked =
        socket.data.caller &&
        (await stillCaller(socket)
          .then((caller) => caller === null)
          .catch(() => false));
      if (isRevoked) socket.disconnect(true);
    }
  }

  /** A key may have been revoked since the socket came. */
  async function stillCaller(socket: LiveSocket): Promise<Caller | null> {
    if (!socket.data.caller) return null;
    return (await authenticate((socket.handshake.auth as { token: string }).token)) ?? null;
  }

  /** With a key: of its own partner, or what anyone may see. */
  async function partnerOf({ eventId, audience }: Subscribe, caller: Caller | null): Promise<string | undefined> {
    if (caller && caller.partnerId !== '0' && (await core.db.withTenant(caller.partnerId, (tx) => findEvent(tx, eventId))))
      return caller.partnerId;
    return audience === 'public' ? eventOwner(core.db, eventId) : undefined;
  }

  return {
    io,
    feeds,
    personsChanged: (partnerId, eventId) => feeds.personsChanged(partnerId, eventId),
    close: async () => {
      clearInterval(recheck);
      clearInterval(slow);
      feeds.close();
      live.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/**
 * A page that came from an edge, or from a desktop's own files, goes on from here when its own source is lost: so a web socket may come from any origin. It comes
 * with no rights by itself (no cookie, none for the address it calls from), only with a key in its handshake; without one it sees what anyone may see.
 */
function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Programs send no origin; pages only from where we serve them, or from where the settings say. */
function isAllowedOrigin({ headers }: IncomingMessage, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || allowedOrigins.includes('*') || allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
