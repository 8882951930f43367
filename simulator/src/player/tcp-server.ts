import { createServer, type Socket } from 'node:net';
import { listenOrExplain } from '@chute/service';
import type { BoxLoop, Wire } from './box-loop.ts';
import type { Running } from './tcp-dialler.ts';

/** A box that is dialled, as IPICO readers are. The newest caller has it. */
export async function serve(loop: BoxLoop, at: { host: string; port: number }): Promise<Running> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const wire: Wire = { write: (bytes) => socket.write(bytes), hangUp: () => socket.destroySoon() };
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('data', (bytes) => loop.heard(wire, bytes));
    socket.on('error', () => {}); // `close` follows
    socket.on('close', () => {
      sockets.delete(socket);
      loop.closed(wire);
    });
    loop.opened(wire, `${socket.remoteAddress}:${socket.remotePort}`);
  });
  await listenOrExplain(
    { port: at.port, variable: 'listen= of the box', host: at.host, what: 'a simulated decoder' },
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(at.port, at.host, resolve);
      }),
  );
  const address = server.address();
  return {
    address: typeof address === 'object' && address ? `${at.host}:${address.port}` : at.host,
    stop: async () => {
      loop.stop();
      for (const socket of sockets) socket.destroySoon();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
