import { on, once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Dials a port on this machine; hung up after the test. */
export async function dialled(address: string): Promise<Socket> {
  const [host, port] = address.split(':') as [string, string];
  const socket = connect({ host, port: Number(port) });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** A port on this machine that takes calls, one after the other. */
export async function answering(): Promise<{ port: number; calls: AsyncIterator<Socket>; stop: () => Promise<void> }> {
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  const calls = (async function* () {
    for await (const [socket] of on(server, 'connection')) yield socket as Socket;
  })();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  onTestFinished(stop);
  return { port: (server.address() as { port: number }).port, calls, stop };
}
