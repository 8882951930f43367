import type { Server, Socket } from 'node:net';
import type { Aedes } from 'aedes';

/** Who a stranger is, it says in less than this. */
export const strangerBytesMax = 16 * 1024;
/** The largest batch: five hundred entries whose raw lines are as long as a line may be. */
export const packetBytesMax = 16 * 1024 * 1024;
const lookEveryMs = 250;

/**
 * Ends connections that send a packet without end. The broker gathers a packet whole before it looks at it, up to the 256 MB that MQTT allows,
 * and a stranger's too. So what has come in since the last whole message is looked at a few times a second.
 */
export function boundPackets({ server, aedes, tooLarge }: { server: Server; aedes: Aedes; tooLarge: (peer: string | undefined) => void }): {
  stop: () => void;
} {
  const strangers = new Set<Socket>();
  const readAtMessage = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    strangers.add(socket);
    socket.once('close', () => {
      strangers.delete(socket);
      readAtMessage.delete(socket);
    });
  });
  const whole = (client: { conn: unknown } | null) => {
    const socket = client?.conn as Socket | undefined;
    if (!socket || socket.destroyed) return;
    strangers.delete(socket);
    readAtMessage.set(socket, socket.bytesRead);
  };
  aedes.on('clientReady', whole);
  aedes.on('publish', (_packet, client) => whole(client));

  const look = setInterval(() => {
    for (const socket of strangers) if (socket.bytesRead > strangerBytesMax) end(socket);
    for (const [socket, atMessage] of readAtMessage) if (socket.bytesRead - atMessage > packetBytesMax) end(socket);
  }, lookEveryMs);
  look.unref();

  function end(socket: Socket): void {
    tooLarge(socket.remoteAddress);
    socket.destroy();
  }
  return { stop: () => clearInterval(look) };
}
