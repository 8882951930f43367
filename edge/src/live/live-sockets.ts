import type { Server as HttpServer } from 'node:http';
import {
  type Audience,
  type ClientToServer,
  type Delta,
  liveNamespace,
  type ServerToClient,
  type Snapshot,
  type Subscribe,
  type SubscribeAnswer,
  SubscribeBudget,
  subscribeSchema,
} from '@chute/protocol';
import { ScreenTurns, unsentMessages } from '@chute/service';
import { Server, type Socket } from 'socket.io';
import type { EdgeDoor } from '../http/edge-door.ts';
import { mayChange } from '../http/guard.ts';

const headEveryMs = 1_000;
const messageBytesMax = 64 * 1024;
/** A screen that lets this many messages wait is hung up on; it comes back with its cursor and gets what it missed. */
const unsentMax = 2_000;

const askedTooOften: SubscribeAnswer = { ok: false, code: 'bad-request', detail: 'wait a few seconds before you subscribe again' };

type LiveSocket = Socket<ClientToServer, ServerToClient>;

export type LiveSockets = {
  /** For what else speaks over the same sockets. */
  io: Server;
  tell: (eventId: string, audience: Audience, news: { delta: Delta } | { snapshot: Snapshot }) => void;
  close: () => Promise<void>;
};

/** The live feed over Socket.IO. A client that reconnects asks with its cursor; recovery of the socket itself is not relied on (R14). */
export function openLiveSockets(server: HttpServer, edge: EdgeDoor, key: string): LiveSockets {
  const io = new Server(server, { serveClient: false, maxHttpBufferSize: messageBytesMax, connectTimeout: 10_000 });
  const live = io.of(liveNamespace) as unknown as ReturnType<Server<ClientToServer, ServerToClient>['of']>;

  const turns = new ScreenTurns<LiveSocket, Subscribe>({
    keyOf: ({ eventId, audience, cursor }) => `${roomOf(eventId, audience)} ${edge.live()?.goesOnFrom(audience, cursor) ?? 'whole'}`,
    give: ({ eventId, audience, cursor }, sockets) => {
      const feed = edge.live();
      if (feed?.eventId !== eventId) return;
      for (const socket of sockets) void socket.join(roomOf(eventId, audience));
      const all = live.to(sockets.map(({ id }) => id));
      const missed = feed.since(audience, cursor);
      if (missed && 'snapshot' in missed) all.emit('snapshot', missed.snapshot);
      else if (missed?.delta) all.emit('delta', missed.delta);
    },
  });

  live.on('connection', (socket: LiveSocket) => {
    const budget = new SubscribeBudget();
    socket.on('subscribe', (wanted: unknown, answer: unknown) => {
      const said = budget.mayAsk(performance.now()) ? subscribe(socket, wanted, { edge, key, turns }) : askedTooOften;
      if (typeof answer === 'function') answer(said);
    });
  });

  const heads = setInterval(() => {
    const feed = edge.live();
    const head = edge.head();
    if (feed && head)
      for (const { audience, cursor } of feed.heads()) live.to(roomOf(feed.eventId, audience)).emit('head', { ...head, cursor });
    for (const socket of live.sockets.values()) if (unsentMessages(socket) > unsentMax) socket.disconnect(true);
  }, headEveryMs);

  return {
    io,
    tell: (eventId, audience, news) => {
      const room = live.to(roomOf(eventId, audience));
      if ('delta' in news) room.emit('delta', news.delta);
      else room.emit('snapshot', news.snapshot);
    },
    close: async () => {
      clearInterval(heads);
      turns.close();
      await io.close();
    },
  };
}

/** The last function that sees what a screen sent. */
function subscribe(
  socket: LiveSocket,
  wanted: unknown,
  { edge, key, turns }: { edge: EdgeDoor; key: string; turns: ScreenTurns<LiveSocket, Subscribe> },
): SubscribeAnswer {
  const parsed = subscribeSchema.safeParse(wanted);
  if (!parsed.success) return { ok: false, code: 'bad-request', detail: 'send {eventId, audience, cursor}' };
  const { eventId, audience } = parsed.data;
  if (audience !== 'public' && !mayChange(callerOf(socket), key)) {
    return { ok: false, code: 'not-allowed', detail: `the ${audience} audience is for this machine and for whoever has the console key` };
  }
  if (edge.live()?.eventId !== eventId) return { ok: false, code: 'unknown-event', detail: 'this edge does not time that event' };
  if (turns.ask(socket, parsed.data)) for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
  return { ok: true };
}

function roomOf(eventId: string, audience: Audience): string {
  return `${eventId} ${audience}`;
}

function callerOf({ handshake, conn }: LiveSocket) {
  const { host, origin } = handshake.headers;
  const { token } = handshake.auth as { token?: unknown };
  return { peer: conn.remoteAddress, host, origin, key: typeof token === 'string' ? token : undefined };
}
