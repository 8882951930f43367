import {
  type Audience,
  deltaSchema,
  type Head,
  headSchema,
  LivePicture,
  type LiveRow,
  liveNamespace,
  type SubscribeAnswer,
  snapshotSchema,
} from '@chute/protocol';
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';

/** A screen: subscribes, checks every message against the contract, and keeps the picture. */
export async function liveScreen(
  url: string,
  { eventId, audience = 'public', token }: { eventId: string; audience?: Audience; token?: string },
): Promise<{
  answer: SubscribeAnswer;
  row: (bib: string) => LiveRow | undefined;
  snapshots: number;
  heads: Head[];
  finishes: string[];
  unknown: () => string[];
}> {
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'], auth: token === undefined ? {} : { token } });
  onTestFinished(() => void socket.close());
  const picture = new LivePicture();
  const finishes: string[] = [];
  const heads: Head[] = [];
  const note = ({ finishes: rows }: { finishes: LiveRow[] }) => finishes.push(...rows.map(({ bib }) => bib));
  const screen = {
    answer: { ok: true } as SubscribeAnswer,
    row: (bib: string) => [...(picture.shown?.rows.values() ?? [])].find((row) => row.bib === bib),
    snapshots: 0,
    heads,
    finishes,
    unknown: () => (picture.shown?.unknownReads ?? []).map(({ ident }) => ident),
  };
  socket.on('snapshot', (message) => {
    screen.snapshots += 1;
    note(picture.takeSnapshot(snapshotSchema.parse(message)));
  });
  socket.on('delta', (message) => note(picture.takeDelta(deltaSchema.parse(message))));
  socket.on('head', (message) => {
    const head = headSchema.parse(message);
    heads.push(head);
    note(picture.takeHead(head));
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  screen.answer = await socket.emitWithAck('subscribe', { eventId, audience, cursor: picture.cursor() });
  return screen;
}
