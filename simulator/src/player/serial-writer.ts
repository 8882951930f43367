import { SerialPort } from 'serialport';
import type { BoxLoop, Wire } from './box-loop.ts';
import type { Running } from './tcp-dialler.ts';

const reopenAfterMs = 500;

/** A box at a serial line (a cable, or one end of a pty pair), opened again whenever it is gone. */
export function openSerial(loop: BoxLoop, at: { path: string; baudRate: number }, onTrouble: (error: Error) => void): Running {
  let stopped = false;
  let reopen: NodeJS.Timeout | undefined;
  let port: SerialPort | undefined;
  let lastTrouble = '';
  open();

  function open(): void {
    const opening = new SerialPort({ ...at, autoOpen: false });
    port = opening;
    const wire: Wire = {
      write: (bytes) => opening.write(Buffer.from(bytes)),
      hangUp: () => {
        // A serial line shows no break: without a line end the half line would swallow the next one.
        opening.write('\r\n');
        opening.drain(() => opening.close());
      },
    };
    opening.on('data', (bytes: Buffer) => loop.heard(wire, bytes));
    opening.on('error', trouble);
    opening.on('close', () => {
      loop.closed(wire);
      again();
    });
    opening.open((error) => {
      if (error) {
        trouble(error);
        return again();
      }
      lastTrouble = '';
      loop.opened(wire, at.path);
    });
  }

  function again(): void {
    if (!stopped) reopen = setTimeout(open, reopenAfterMs);
  }

  function trouble(error: Error): void {
    if (error.message !== lastTrouble) onTrouble(error);
    lastTrouble = error.message;
  }

  return {
    address: at.path,
    stop: async () => {
      stopped = true;
      clearTimeout(reopen);
      loop.stop();
      if (port?.isOpen) await new Promise<void>((resolve) => port!.drain(() => port!.close(() => resolve())));
    },
  };
}
