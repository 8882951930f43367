import type { Ctp01Dialect } from './dialect.ts';

/** One line of CTP01 as it was heard. `raw` is the line without its end. */
export type Ctp01Line = { raw: Uint8Array } & (
  | ({ kind: 'read' | 'gun' | 'newlocation' } & Ctp01Tag)
  | { kind: 'greeting'; program: string; version: string; protocol: string }
  | { kind: 'answer'; program: string; version: string; settingCount: number }
  | { kind: 'setting'; name: string; value: string }
  | { kind: 'command'; command: Ctp01Command; values: string[] }
  | { kind: 'ack'; command: string; values: string[] }
  | { kind: 'error'; command: string; text: string }
  | { kind: 'ping' }
  /** A lone `8`, in the `TO` dialect: answered with the same. */
  | { kind: 'heartbeat' }
  /** The scoring program has a `TO` line. */
  | { kind: 'ok' }
  | { kind: 'refused'; reason: Ctp01Refusal }
);

/** A line that carries a time; of a gun or a new location the ident is that very word. */
export type Ctp01Tag = {
  dialect: Ctp01Dialect;
  sourceSeq: number;
  /** In a `TO` line the code of the timer, which is all the place it names. */
  location: string;
  ident: string;
  /** As the race log keeps it (`raceLogTimeText`); the wire's own text is in `raw`. */
  timeText: string;
  count: number | null;
  /** The controller that heard it, and whose clock wrote the time: usually six hex digits of its MAC address, any text in practice. */
  reader: string | null;
  antenna: number | null;
  /** What a `TO` line says besides. Nobody needs it to time a race, so it is not judged; in the journal it stays as bytes. */
  observation: { event: string; rssi: string; readerSeq: string; type: string } | null;
};

export const ctp01Commands = ['geteventinfo', 'getlocations', 'getconnectionid', 'authorize', 'start', 'stop'] as const;
export type Ctp01Command = (typeof ctp01Commands)[number];

/** Why a line was kept as `refused`. */
export const ctp01Refusals = [
  'field-count',
  'bad-sequence',
  'bad-location',
  'bad-chip',
  'bad-time',
  'bad-count',
  'bad-reader',
  'bad-antenna',
  /** `CT01_` with another number than 13 and 33. */
  'unsupported-dialect',
  'unknown-line',
  'line-too-long',
  /** The link ended, or 30 s passed, before the line did. */
  'half-line',
] as const;
export type Ctp01Refusal = (typeof ctp01Refusals)[number];

export const ctp01TimeFormats = ['normal', 'iso', 'unix', 'msecs'] as const;
export type Ctp01TimeFormat = (typeof ctp01TimeFormats)[number];
