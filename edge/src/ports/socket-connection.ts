import type { Socket } from 'node:net';
import type { Connection, ConnectionListener, OnConnection } from './connection.ts';

/** What a session says is small. A peer that lets this much pile up does not read at all. */
export const unsentBytesMax = 64 * 1024;

/** Joins an open socket with the session that `onConnection` makes for it. Never throws: a socket's errors end in `close`. */
export function joinSocket(socket: Socket, onConnection: OnConnection): ConnectionListener {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 15_000);
  const connection: Connection = {
    peer: `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`,
    write: (bytes) => {
      if (socket.writableLength > unsentBytesMax) socket.destroy();
      else if (socket.writable) socket.write(bytes);
    },
    close: () => socket.destroySoon(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    setLine: () => {}, // a serial line's settings mean nothing here
  };
  const listener = onConnection(connection);
  socket.on('data', (bytes) => listener.bytes(bytes));
  socket.on('error', () => socket.destroy());
  socket.once('close', () => listener.closed());
  return listener;
}
