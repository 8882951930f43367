import { connect } from 'node:net';
import { liveNamespace } from '@chute/protocol';
import { io, type Socket } from 'socket.io-client';
import { eventually } from '../../lib/eventually.ts';
import type { Dice } from '../dice.ts';
import { wildMessage } from '../wild-json.ts';

/** Screens that subscribe with nonsense, with far too much, and without end. */
export async function hostileScreens(
  dice: Dice,
  url: string,
  { eventId, subscribes }: { eventId: string; subscribes: number },
): Promise<void> {
  const sound = { eventId, audience: 'public', cursor: { streamId: eventId, revision: 7 } };
  let socket = await connected(url);
  for (let at = 0; at < subscribes; at += 1) {
    const text = wildMessage(dice, sound).toString();
    // As text, past the client's own serializer; what is no packet at all ends the connection.
    socket.io.engine.send(`2${liveNamespace},["subscribe",${text}]`);
    if (at % 10 === 9) socket = await stillConnected(socket, url);
  }
  socket.emit('subscribe');
  socket.emit('subscribe', sound, 'no function');
  socket.emit('no-such-message', sound);
  for (let at = 0; at < subscribes; at += 1) socket.emit('subscribe', sound);
  const last = await socket.timeout(20_000).emitWithAck('subscribe', sound);
  if (last.ok !== false) throw new Error('a screen that subscribes without end is still given a picture each time');
  socket.close();

  const oversize = await connected(url);
  oversize.emit('subscribe', { eventId, cursor: 'x'.repeat(200_000) });
  await eventually('a screen that sends too much is hung up on', () => oversize.disconnected || undefined);
  oversize.close();
}

/** What an honest screen gets: whether it was answered, with a picture. */
export async function honestScreen(url: string, eventId: string): Promise<boolean> {
  const socket = await connected(url);
  const picture = new Promise<boolean>((resolve) => socket.once('snapshot', () => resolve(true)));
  const answer = await socket.timeout(20_000).emitWithAck('subscribe', { eventId });
  const shown = answer.ok && (await picture);
  socket.close();
  return shown;
}

/** Requests that begin and do not go on; they stay open until `stop`. */
export function slowBodies(url: string, count: number): { stop: () => Promise<void> } {
  const { hostname, port } = new URL(url);
  const half = 'POST /api/entries HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 900\r\n';
  const sockets = Array.from({ length: count }, (_, at) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(at % 2 === 0 ? half : `${half}\r\n{"kind":`));
    return socket.on('error', () => {});
  });
  return {
    stop: async () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function connected(url: string): Promise<Socket> {
  const socket = io(`${url}${liveNamespace}`, { transports: ['websocket'], reconnection: false, forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** The same one if it was not hung up on: what was sent before has been heard by then. */
async function stillConnected(socket: Socket, url: string): Promise<Socket> {
  const answered = await socket
    .timeout(5_000)
    .emitWithAck('subscribe', null)
    .then(
      () => true,
      () => false,
    );
  if (answered) return socket;
  socket.close();
  return connected(url);
}
