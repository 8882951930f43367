import { connect, type Socket } from 'node:net';
import type { BoxLoop, Wire } from './box-loop.ts';

/** A box that dials whoever listens, and dials again whenever the connection is gone. */
export type Running = { address: string; stop: () => Promise<void> };

const redialAfterMs = 500;

/** `onTrouble` hears why a connection could not be made, once for each reason in a row. */
export function dial(loop: BoxLoop, at: { host: string; port: number }, onTrouble: (error: Error) => void): Running {
  let stopped = false;
  let socket: Socket | undefined;
  let redial: NodeJS.Timeout | undefined;
  let lastTrouble = '';
  call();

  function call(): void {
    const calling = connect(at);
    socket = calling;
    const wire: Wire = { write: (bytes) => calling.write(bytes), hangUp: () => calling.destroySoon() };
    calling.setNoDelay(true);
    calling.on('connect', () => {
      lastTrouble = '';
      loop.opened(wire, `${at.host}:${at.port}`);
    });
    calling.on('data', (bytes) => loop.heard(wire, bytes));
    calling.on('error', (error) => {
      if (error.message !== lastTrouble) onTrouble(error);
      lastTrouble = error.message;
    });
    calling.on('close', () => {
      loop.closed(wire);
      if (!stopped) redial = setTimeout(call, redialAfterMs);
    });
  }

  return {
    address: `${at.host}:${at.port}`,
    stop: async () => {
      stopped = true;
      clearTimeout(redial);
      loop.stop();
      socket?.destroySoon();
    },
  };
}
