import {
  type Audience,
  type ClientToServer,
  type Cursor,
  type Delta,
  deltaSchema,
  type Head,
  headSchema,
  liveNamespace,
  type ServerToClient,
  type Snapshot,
  type SubscribeAnswer,
  snapshotSchema,
} from '@chute/protocol';
import type { Socket } from 'socket.io-client';
import { SharedTexts } from '../picture/shared-texts.ts';
import { connectTo } from './connect-to.ts';

const answerWithinMs = 3_000;
const askAgainMs = 5_000;
/** What was missed is asked for once, however many messages show it. */
const missedMs = 200;

/** Who takes what a source tells. False = ask again, something was missed. */
export type Taker = {
  cursor(): Cursor | null;
  takeSnapshot(snapshot: Snapshot): void;
  takeDelta(delta: Delta): boolean;
  takeHead(head: Head): boolean;
};

export type SourceLinkSettings = {
  /** '' = the server of the page. */
  source: string;
  eventId: string;
  audience: Audience;
  token: string | null;
  taker: () => Taker;
  up: () => void;
  down: () => void;
  answered: (answer: SubscribeAnswer) => void;
  deltaTaken: () => void;
  headTaken: (head: Head) => void;
};

export type SourceLink = {
  /** Subscribes with the cursor that the taker has now. */
  ask: () => void;
  /** Gives the connection up for a new one. */
  redial: () => void;
  close: () => void;
};

/** One source of the live feed: connects, subscribes, checks what comes, asks again when something was missed. */
export function openSourceLink(at: SourceLinkSettings): SourceLink {
  const { eventId, audience } = at;
  const { socket, redial, close } = connectTo<ServerToClient, ClientToServer>(at.source, { namespace: liveNamespace, token: at.token });
  const texts = new SharedTexts();
  let nextAsk: ReturnType<typeof setTimeout> | undefined;
  let tryAgain: ReturnType<typeof setTimeout> | undefined;

  const askIn = (delayMs: number) => {
    nextAsk ??= setTimeout(async () => {
      const answer = await subscribed(socket, { eventId, audience, cursor: at.taker().cursor() });
      nextAsk = undefined;
      if (!socket.connected) return;
      if (answer !== 'no-answer') at.answered(answer);
      if (answer === 'no-answer' || !answer.ok) askIn(askAgainMs);
    }, delayMs);
  };
  const took = (isComplete: boolean) => {
    if (!isComplete) askIn(missedMs);
    return isComplete;
  };

  socket.on('connect', () => {
    at.up();
    askIn(0);
  });
  socket.on('disconnect', () => at.down());
  socket.on('connect_error', ({ message }) => {
    if (socket.active) return at.down();
    // The source is there and does not take this key, and Socket.IO asks no more. The key may be good again later.
    at.answered({ ok: false, code: 'not-allowed', detail: message });
    tryAgain = setTimeout(() => socket.connect(), askAgainMs);
  });
  socket.on('snapshot', (message) => {
    const snapshot = snapshotSchema.safeParse(message);
    if (!snapshot.success) return;
    texts.shareIn(snapshot.data.rows);
    at.taker().takeSnapshot(snapshot.data);
  });
  socket.on('delta', (message) => {
    const delta = deltaSchema.safeParse(message);
    if (delta.success) texts.shareIn(delta.data.rows);
    if (took(delta.success && at.taker().takeDelta(delta.data))) at.deltaTaken();
  });
  socket.on('head', (message) => {
    const head = headSchema.safeParse(message);
    if (head.success && took(at.taker().takeHead(head.data))) at.headTaken(head.data);
  });

  return {
    ask: () => askIn(0),
    redial,
    close: () => {
      clearTimeout(nextAsk);
      clearTimeout(tryAgain);
      close();
    },
  };
}

type Ask = { eventId: string; audience: Audience; cursor: Cursor | null };

function subscribed(socket: Socket<ServerToClient, ClientToServer>, ask: Ask): Promise<SubscribeAnswer | 'no-answer'> {
  return socket
    .timeout(answerWithinMs)
    .emitWithAck('subscribe', ask)
    .catch((): 'no-answer' => 'no-answer');
}
