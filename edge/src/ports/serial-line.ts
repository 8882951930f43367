import type { LineSettings } from '@chute/protocol';
import { SerialPort } from 'serialport';
import { backoffMs } from '../backoff.ts';
import type { EdgeTime } from '../edge-time.ts';
import type { ConnectionListener, OnConnection, Port } from './connection.ts';

export type SerialLineSettings = { path: string; baudRate: number; time: EdgeTime; random: () => number; onConnection: OnConnection };

/**
 * A decoder on a serial line. A cable that is pulled, or not there yet, is tried again for as long as the edge runs.
 * The path comes from the settings: `SerialPort.list()` ends the process where udevadm is missing, so it is never called.
 */
export function openSerialLine(settings: SerialLineSettings): Port {
  const { path, time, random } = settings;
  let line: LineSettings = { baudRate: settings.baudRate, dataBits: 8, parity: 'none', stopBits: 1 };
  let port: SerialPort | undefined;
  let problem: string | null = null;
  let attempt = 0;
  let stopped = false;
  let cancelRetry = () => {};

  const open = () => {
    const opened = new SerialPort({
      path,
      baudRate: line.baudRate ?? settings.baudRate,
      dataBits: line.dataBits ?? 8,
      parity: line.parity ?? 'none',
      stopBits: line.stopBits ?? 1,
      autoOpen: false,
    });
    port = opened;
    let listener: ConnectionListener | undefined;
    const again = () => {
      listener?.closed();
      listener = undefined;
      if (!stopped) cancelRetry = time.after(backoffMs({ attempt: attempt++, firstMs: 500, maxMs: 5_000, random }), open);
    };
    opened.on('error', (error) => {
      problem = error.message;
    });
    opened.once('close', again);
    opened.open((error) => {
      if (error) {
        problem = error.message;
        again();
        return;
      }
      [attempt, problem] = [0, null];
      listener = settings.onConnection({
        peer: path,
        write: (bytes) => opened.write(Buffer.from(bytes)),
        close: () => opened.close(() => {}),
        pause: () => opened.pause(),
        resume: () => opened.resume(),
        setLine: (wanted) => {
          line = { ...line, ...wanted };
          applyLine(opened, wanted);
        },
      });
      opened.on('data', (bytes: Buffer) => listener?.bytes(bytes));
    });
  };
  open();
  return {
    state: () => ({ transport: 'serial', where: path, open: port?.isOpen ?? false, problem }),
    address: () => undefined,
    stop: () => {
      stopped = true;
      cancelRetry();
      return new Promise((resolve) => (port?.isOpen ? port.close(() => resolve()) : resolve()));
    },
  };
}

/** Speed and control lines change on the open line; anything else needs it opened anew, with what is wanted now. */
function applyLine(port: SerialPort, { baudRate, dtr, rts, ...framing }: LineSettings): void {
  if (Object.keys(framing).length > 0) {
    port.close(() => {});
    return;
  }
  if (baudRate !== undefined) port.update({ baudRate }, () => {});
  const signals = { ...(dtr === undefined ? {} : { dtr }), ...(rts === undefined ? {} : { rts }) };
  if (Object.keys(signals).length > 0) port.set(signals, () => {});
}
