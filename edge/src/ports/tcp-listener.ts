import { once } from 'node:events';
import { BlockList, createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Notice } from '@chute/protocol';
import { listenOrExplain } from '@chute/service';
import type { OnConnection, Port } from './connection.ts';
import { Crowd, connectionsMax, type Guest } from './crowd.ts';
import { Seldom } from './seldom.ts';
import { joinSocket } from './socket-connection.ts';

export type TcpListenerSettings = {
  host: string;
  port: number;
  /** The setting that holds the port, for the sentence that says it is taken. */
  variable: string;
  /** Who may dial in: addresses or networks (`10.0.0.0/24`); empty = anyone who reaches the port. */
  allow: readonly string[];
  onConnection: OnConnection;
  steadyMs: () => number;
  notice: (notice: Notice) => void;
};

/** Waits for decoders that dial in. Errors: `ListenError` when the port cannot be had. */
export async function openTcpListener(settings: TcpListenerSettings): Promise<Port> {
  const { host, port, variable, notice } = settings;
  const allowed = blockListOf(settings.allow);
  const crowd = new Crowd<SocketGuest>();
  const [refusedPeers, fullPort] = [new Seldom(settings.steadyMs), new Seldom(settings.steadyMs)];
  const server = createServer({ pauseOnConnect: false }, (socket) => {
    const peer = socket.remoteAddress ?? '';
    if (allowed && !allowed.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4')) {
      socket.destroy();
      const text = 'someone who is not on the list dialled the decoder port';
      tellSeldom(refusedPeers, { level: 'warn', code: 'peer-not-allowed', text, facts: { peer } });
      return;
    }
    const gives = crowd.whoGives(peer);
    if (gives !== null) {
      const closed = gives === 'newcomer' ? socket : gives.socket;
      const text = `more than ${connectionsMax} connections on the decoder port: one that brought no reads was closed`;
      tellSeldom(fullPort, { level: 'error', code: 'too-many-connections', text, facts: { peer: closed.remoteAddress ?? null } });
      closed.destroy();
      if (gives === 'newcomer') return;
      crowd.leave(gives);
    }
    const { hasBroughtReads } = joinSocket(socket, settings.onConnection);
    const guest = { address: peer, hasBroughtReads, socket };
    crowd.enter(guest);
    socket.once('close', () => crowd.leave(guest));
  });

  function tellSeldom(seldom: Seldom, what: Notice): void {
    const times = seldom.count();
    if (times > 0) notice({ ...what, facts: { ...what.facts, times } });
  }

  await listenOrExplain({ port, host, variable, what: 'the decoder port' }, async () => {
    server.listen({ host, port });
    await once(server, 'listening');
  });
  return {
    state: () => ({ transport: 'listen', where: addressOf(server), open: server.listening, problem: null }),
    address: () => addressOf(server),
    stop: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const { socket } of crowd) socket.destroy();
      return closed;
    },
  };
}

type SocketGuest = Guest & { socket: Socket };

function addressOf(server: Server): string {
  const at = server.address();
  return at && typeof at === 'object' ? `${at.address}:${at.port}` : '';
}

function blockListOf(allow: readonly string[]): BlockList | undefined {
  if (allow.length === 0) return undefined;
  const list = new BlockList();
  for (const entry of allow) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
