import { bytesFromText } from '../text.ts';
import type { Ctp01Command } from './line.ts';

/** What can be said on a CTP01 link, by either side. A tag's time is given as it goes over the wire (`writeCtp01Time`). */
export type Ctp01Said =
  | { kind: 'tag'; sourceSeq: number; location: string; ident: string; time: string; count: number; reader: string; antenna: number }
  | { kind: 'greeting'; program: string; version: string }
  | { kind: 'answer'; program: string; version: string; settingCount: number }
  | { kind: 'setting'; name: string; value: string }
  | { kind: 'command'; command: Ctp01Command; values: readonly string[] }
  | { kind: 'ack'; command: string; values: readonly string[] }
  | { kind: 'error'; command: string; text: string }
  | { kind: 'ping' };

/** The line with its CR LF. `~` cannot be escaped on this wire: a name that holds one is sent with a blank in its place. */
export function encodeCtp01(said: Ctp01Said): Uint8Array {
  return bytesFromText(`${lineOf(said).join('~')}\r\n`);
}

function lineOf(said: Ctp01Said): string[] {
  switch (said.kind) {
    case 'tag':
      return fields('CT01_33', said.sourceSeq, said.location, said.ident, said.time, said.count, said.reader, said.antenna);
    case 'greeting':
      return fields(said.program, said.version, 'CTP01');
    case 'answer':
      return fields(said.program, said.version, said.settingCount);
    case 'setting':
      return fields(`${said.name}=${said.value}`);
    case 'command':
      return fields(said.command, ...said.values);
    case 'ack':
      return fields('ack', said.command, ...said.values);
    case 'error':
      return fields('err', said.command, said.text);
    case 'ping':
      return fields('ping');
  }
}

function fields(...values: (string | number)[]): string[] {
  return values.map((value) => String(value).replace(/[~\r\n]/g, ' '));
}
