import { bytesFromText } from '../text.ts';
import { type Ctp01Dialect, joinTag, noObservation } from './dialect.ts';
import type { Ctp01Command, Ctp01Tag } from './line.ts';

/** What can be said on a CTP01 link, by either side. */
export type Ctp01Said =
  | ({ kind: 'tag' } & Ctp01SaidTag)
  | { kind: 'greeting'; program: string; version: string }
  | { kind: 'answer'; program: string; version: string; settingCount: number }
  | { kind: 'setting'; name: string; value: string }
  | { kind: 'command'; command: Ctp01Command; values: readonly string[] }
  | { kind: 'ack'; command: string; values: readonly string[] }
  | { kind: 'error'; command: string; text: string }
  | { kind: 'ping' }
  | { kind: 'heartbeat' }
  | { kind: 'ok' };

/** The time is given as it goes over the wire (`writeCtp01Time`). */
export type Ctp01SaidTag = {
  /** `CT01_33` if not given. */
  dialect?: Ctp01Dialect;
  sourceSeq: number;
  location: string;
  ident: string;
  time: string;
  count: number;
  reader: string;
  antenna: number;
  observation?: Ctp01Tag['observation'];
};

/** The line with its CR LF. `~` cannot be escaped on this wire: a name that holds one is sent with a blank in its place. */
export function encodeCtp01(said: Ctp01Said): Uint8Array {
  return bytesFromText(`${said.kind === 'tag' ? tagLine(said) : lineOf(said).join('~')}\r\n`);
}

function tagLine({ dialect = 'CT01_33', sourceSeq, location, ident, time, count, reader, antenna, observation }: Ctp01SaidTag): string {
  const said = { seq: String(sourceSeq), location, ident, time, count: String(count), reader, antenna: String(antenna) };
  return joinTag({ ...said, ...(observation ?? noObservation) }, dialect);
}

function lineOf(said: Exclude<Ctp01Said, { kind: 'tag' }>): string[] {
  switch (said.kind) {
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
    case 'heartbeat':
      return fields('8');
    case 'ok':
      return fields('OK');
  }
}

function fields(...values: (string | number)[]): string[] {
  return values.map((value) => String(value).replace(/[~\r\n]/g, ' '));
}
