import {
  type CommandAnswer,
  type DisplayToClient,
  type DisplayToServer,
  displayCommandSchema,
  displayNamespace,
  SubscribeBudget,
  type Watch,
  type WatchAnswer,
  watchSchema,
} from '@chute/protocol';
import type { Server, Socket } from 'socket.io';
import type { Desk } from './desk.ts';
import { DeskError } from './desk-error.ts';
import type { DeskTime } from './desk-time.ts';
import type { Gone } from './displays.ts';
import type { GuessBudget } from './guess-budget.ts';
import type { ShareRecord, ShareScope } from './records.ts';

/** A screen that lets this many messages wait is hung up on; it comes back and gets the state as it is then. */
const unsentMax = 500;
const lookEveryMs = 1_000;
/** What another process revoked, changed or removed is seen within this. */
const refreshEveryLooks = 30;

type Watched = { desk: Desk; eventId: string; displayId: string; may: ShareScope; share: ShareRecord | null };
type DisplaySocket = Socket<DisplayToServer, DisplayToClient, Record<string, never>, { watched?: Watched | undefined }>;

export type DisplayDoor = {
  time: DeskTime;
  guesses: GuessBudget;
  /** Whose desk a code speaks of. */
  deskOfCode: (code: string) => Desk | undefined | Promise<Desk | undefined>;
  /** The desk that holds this display, for whoever may steer it with a key of their own. */
  deskOfKey: (handshake: KeyHandshake, displayId: string) => Promise<{ desk: Desk; eventId: string } | undefined>;
  addressOf: (handshake: KeyHandshake) => string;
  /** All desks that are open. */
  desks: () => Iterable<Desk>;
  warn: (facts: Record<string, unknown>, text: string) => void;
};

export type KeyHandshake = {
  headers: Record<string, string | string[] | undefined>;
  auth: Record<string, unknown>;
  address: string;
};

/**
 * `/display`: what to show now, and commands of whoever may give them. The server alone puts a socket into a room, and a socket watches one display: nobody hears
 * of another's.
 */
export function serveDisplays(io: Server, door: DisplayDoor): { close: () => void; gone: (what: Gone) => void } {
  const displays = io.of(displayNamespace) as unknown as ReturnType<Server<DisplayToServer, DisplayToClient, Record<string, never>>['of']>;
  /** One ear for each display that has sockets here. */
  const ears = new Map<string, Promise<() => void>>();
  let looks = 0;
  const every = setInterval(() => {
    looks += 1;
    for (const socket of sockets()) lookAt(socket);
    if (looks % refreshEveryLooks === 0) refresh().catch((error) => door.warn({ err: error }, 'displays not refreshed'));
  }, lookEveryMs);
  every.unref();

  displays.on('connection', (socket) => {
    const screen = socket as unknown as DisplaySocket;
    const watches = new SubscribeBudget();
    const commands = new SubscribeBudget();
    screen.on('watch', (asked: unknown, answer: unknown) => {
      answerWith<WatchAnswer>(answer, () => (watches.mayAsk(door.time.steadyMs()) ? watch(screen, asked) : Promise.resolve(askedTooOften)));
    });
    screen.on('command', (asked: unknown, answer: unknown) => {
      answerWith<CommandAnswer>(answer, () =>
        commands.mayAsk(door.time.steadyMs()) ? command(screen, asked) : Promise.resolve(askedTooOften),
      );
    });
    screen.on('disconnect', () => leave(screen));
  });

  async function watch(socket: DisplaySocket, asked: unknown): Promise<WatchAnswer> {
    const parsed = watchSchema.safeParse(asked);
    if (!parsed.success) return { ok: false, code: 'bad-request', detail: 'send {code} or {displayId}' };
    const found = await find(socket, parsed.data);
    if ('code' in found) return { ok: false, ...found };
    leave(socket);
    socket.data.watched = found;
    const room = roomOf(found);
    void socket.join(room);
    try {
      await (ears.get(room) ?? listen(found, room));
      return { ok: true, state: await found.desk.displays.state(found), may: found.may };
    } catch (error) {
      leave(socket);
      if (error instanceof DeskError) return unknown;
      throw error;
    }
  }

  async function find(
    socket: DisplaySocket,
    watch: Watch,
  ): Promise<Watched | { code: 'unknown' | 'expired' | 'not-allowed'; detail: string }> {
    if ('displayId' in watch) {
      const found = await door.deskOfKey(handshakeOf(socket), watch.displayId);
      if (!found) return { code: 'not-allowed', detail: 'to name a display takes a key; a screen has a code' };
      return { ...found, displayId: watch.displayId, may: 'steer', share: null };
    }
    const address = door.addressOf(handshakeOf(socket));
    if (!door.guesses.mayGuess(address, door.time.steadyMs()))
      return { code: 'not-allowed', detail: 'too many wrong codes: wait a minute' };
    const desk = await door.deskOfCode(watch.code);
    const opened = await desk?.shares.open(watch.code);
    if (desk && opened && !('closed' in opened)) {
      const { share, display } = opened;
      return { desk, eventId: display.eventId, displayId: display.displayId, may: share.scope, share };
    }
    door.guesses.wasWrong(address, door.time.steadyMs());
    if (opened && 'closed' in opened && opened.closed === 'expired')
      return { code: 'expired', detail: 'this address is no longer valid: ask for another' };
    return { code: 'unknown', detail: unknown.detail };
  }

  async function command(socket: DisplaySocket, asked: unknown): Promise<CommandAnswer> {
    const { watched } = socket.data;
    if (watched?.may !== 'steer') return { ok: false, code: 'not-allowed', detail: 'this screen may look, not steer' };
    const parsed = displayCommandSchema.safeParse(asked);
    if (!parsed.success) return { ok: false, code: 'bad-request', detail: parsed.error.issues[0]?.message ?? 'not understood' };
    try {
      await watched.desk.displays.command(watched, parsed.data);
      return { ok: true };
    } catch (error) {
      if (error instanceof DeskError) return { ok: false, code: 'bad-request', detail: error.message };
      throw error;
    }
  }

  function listen(watched: Watched, room: string): Promise<() => void> {
    const listening = watched.desk.displays
      .watch(watched, (state) => void displays.to(room).emit('display', state))
      .then(({ stop }) => stop);
    ears.set(room, listening);
    listening.catch(() => ears.delete(room));
    return listening;
  }

  function leave(socket: DisplaySocket): void {
    const { watched } = socket.data;
    if (!watched) return;
    const room = roomOf(watched);
    socket.data.watched = undefined;
    void socket.leave(room);
    if (sockets().some(({ data }) => data.watched && roomOf(data.watched) === room)) return;
    ears.get(room)?.then(
      (stop) => stop(),
      () => undefined,
    );
    ears.delete(room);
  }

  function sayGone(socket: DisplaySocket, why: 'revoked' | 'expired' | 'removed'): void {
    leave(socket);
    socket.emit('gone', why);
  }

  function lookAt(socket: DisplaySocket): void {
    const { watched } = socket.data;
    const why = watched?.share ? watched.desk.shares.whyClosed(watched.share) : null;
    if (why !== null) sayGone(socket, why);
    if (waitingIn(socket) > unsentMax) socket.disconnect(true);
  }

  async function refresh(): Promise<void> {
    for (const desk of door.desks()) {
      const gone = new Set(await desk.displays.refresh());
      for (const socket of sockets()) {
        const { watched } = socket.data;
        if (watched?.desk !== desk) continue;
        if (gone.has(watched.displayId)) sayGone(socket, 'removed');
        else if (watched.share && (await desk.shares.isRevoked(watched.share))) sayGone(socket, 'revoked');
        else if (!watched.share && !(await door.deskOfKey(handshakeOf(socket), watched.displayId))) sayGone(socket, 'revoked');
      }
    }
  }

  function sockets(): DisplaySocket[] {
    return [...displays.sockets.values()] as unknown as DisplaySocket[];
  }

  function answerWith<Answer>(answer: unknown, ask: () => Promise<Answer | typeof failed>): void {
    const tell = typeof answer === 'function' ? (answer as (said: Answer | typeof failed) => void) : () => undefined;
    ask().then(tell, (error) => {
      door.warn({ err: error }, 'a screen got no answer');
      tell(failed);
    });
  }

  return {
    gone: (what) => {
      for (const socket of sockets()) {
        const { watched } = socket.data;
        if ('shareId' in what && watched?.share?.shareId === what.shareId) sayGone(socket, 'revoked');
        if ('displayId' in what && watched?.displayId === what.displayId) sayGone(socket, 'removed');
      }
    },
    close: () => {
      clearInterval(every);
      displays.disconnectSockets(true);
    },
  };
}

const askedTooOften = { ok: false, code: 'bad-request', detail: 'wait a few seconds before you ask again' } as const;
const failed = { ok: false, code: 'bad-request', detail: 'not possible just now: ask again' } as const;
const unknown = { ok: false, code: 'unknown', detail: 'there is no such display' } as const;

function roomOf({ eventId, displayId, desk }: Watched): string {
  return `${desk.name}/${eventId}/${displayId}`;
}

function handshakeOf(socket: DisplaySocket): KeyHandshake {
  const { headers, auth } = socket.handshake;
  return { headers, auth, address: socket.conn.remoteAddress };
}

function waitingIn(socket: DisplaySocket): number {
  return (socket.conn as unknown as { writeBuffer?: unknown[] }).writeBuffer?.length ?? 0;
}
