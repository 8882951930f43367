import {
  type ClientToServer,
  deltaSchema,
  headSchema,
  liveNamespace,
  type ServerToClient,
  type SubscribeAnswer,
  snapshotSchema,
} from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';
import type { BoardStore } from './board-store.ts';

/** Heads come every second. A socket that is silent for this long is half-open, whatever it says: make a new one. */
const silentMs = 8_000;
const answerWithinMs = 3_000;
const askAgainMs = 5_000;
/** What was missed is asked for once, however many messages show it. */
const missedMs = 200;
const comeBackMs = 1_000;

/** Keeps the store fed: connects, subscribes with the cursor it has, asks again when something was missed. Returns what ends it. */
export function followLive(store: BoardStore, eventId: string): () => void {
  const socket: Socket<ServerToClient, ClientToServer> = io(liveNamespace, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 2_000,
  });
  let heardAtMs = performance.now();
  let nextAsk: ReturnType<typeof setTimeout> | undefined;
  let comeBack: ReturnType<typeof setTimeout> | undefined;

  const askIn = (delayMs: number) => {
    nextAsk ??= setTimeout(async () => {
      const answer = await subscribed(socket, { eventId, cursor: store.feed.cursor() });
      nextAsk = undefined;
      if (!socket.connected) return;
      if (answer !== 'no-answer') store.answered(answer);
      if (answer === 'no-answer' || !answer.ok) askIn(askAgainMs);
    }, delayMs);
  };
  const heard = (isComplete: boolean) => {
    heardAtMs = performance.now();
    if (!isComplete) askIn(missedMs);
  };

  socket.on('connect', () => {
    heardAtMs = performance.now();
    store.linkUp();
    askIn(0);
  });
  socket.on('disconnect', (reason) => {
    store.linkLost();
    // A server that puts its clients out (it restarts, it is overloaded) is the one case in which Socket.IO does not come back by itself.
    if (reason === 'io server disconnect') comeBack = setTimeout(() => socket.connect(), comeBackMs);
  });
  socket.on('connect_error', () => store.linkLost());
  socket.on('snapshot', (message) => {
    const snapshot = snapshotSchema.safeParse(message);
    if (snapshot.success) store.takeSnapshot(snapshot.data);
    heard(true);
  });
  socket.on('delta', (message) => {
    const delta = deltaSchema.safeParse(message);
    heard(delta.success && store.takeDelta(delta.data));
  });
  socket.on('head', (message) => {
    const head = headSchema.safeParse(message);
    heard(!head.success || store.takeHead(head.data));
  });

  const watch = setInterval(() => {
    if (!socket.connected || performance.now() - heardAtMs < silentMs) return;
    heardAtMs = performance.now();
    socket.disconnect().connect();
  }, 1_000);

  return () => {
    clearInterval(watch);
    clearTimeout(nextAsk);
    clearTimeout(comeBack);
    socket.disconnect();
  };
}

type Ask = { eventId: string; cursor: ReturnType<BoardStore['feed']['cursor']> };

function subscribed(socket: Socket<ServerToClient, ClientToServer>, ask: Ask): Promise<SubscribeAnswer | 'no-answer'> {
  return socket
    .timeout(answerWithinMs)
    .emitWithAck('subscribe', { ...ask, audience: 'public' })
    .catch((): 'no-answer' => 'no-answer');
}
