import { connect, type Socket } from 'node:net';
import { backoffMs } from '../backoff.ts';
import type { EdgeTime } from '../edge-time.ts';
import type { OnConnection, Port } from './connection.ts';
import { joinSocket } from './socket-connection.ts';

const connectWithinMs = 5_000;

export type TcpDialerSettings = { host: string; port: number; time: EdgeTime; random: () => number; onConnection: OnConnection };

/** Dials a decoder that waits to be called, and dials again for as long as the edge runs. */
export function openTcpDialer({ host, port, time, random, onConnection }: TcpDialerSettings): Port {
  let socket: Socket | undefined;
  let problem: string | null = null;
  let attempt = 0;
  let stopped = false;
  let cancelRedial = () => {};

  const dial = () => {
    const dialled = connect({ host, port });
    socket = dialled;
    const cancelTimeout = time.after(connectWithinMs, () => dialled.destroy(new Error(`no answer within ${connectWithinMs} ms`)));
    dialled.once('connect', () => {
      cancelTimeout();
      [attempt, problem] = [0, null];
      joinSocket(dialled, onConnection);
    });
    dialled.on('error', (error) => {
      problem = error.message;
    });
    dialled.once('close', () => {
      cancelTimeout();
      if (!stopped) cancelRedial = time.after(backoffMs({ attempt: attempt++, firstMs: 500, maxMs: 15_000, random }), dial);
    });
  };
  dial();
  return {
    state: () => ({ transport: 'dial', where: `${host}:${port}`, open: socket?.readyState === 'open', problem }),
    address: () => undefined,
    stop: async () => {
      stopped = true;
      cancelRedial();
      socket?.destroy();
    },
  };
}
