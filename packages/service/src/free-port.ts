import { once } from 'node:events';
import { createServer } from 'node:net';
import { type ListenAt, listenOrExplain } from './listen.ts';

/** Listens there for a moment, to see whether a program could. Errors: `ListenError`, a sentence with what to set. */
export async function checkPortIsFree(at: ListenAt & { host: string }): Promise<void> {
  const server = createServer();
  await listenOrExplain(at, () => once(server.listen({ host: at.host, port: at.port }), 'listening'));
  server.close();
  await once(server, 'close');
}
