import type { EntryFields } from '@chute/timing';

/** Ours for one record until the journal has given it a sequence: grows by one within a session. */
export type LocalId = number;

/** What a decoder said that carries a time, or could not be parsed. Chatter (ack, ping) is none. */
export type DriverRecord =
  | ({ kind: 'read'; clockId: string; timeText: string; raw: Uint8Array } & EntryFields['read'])
  | ({ kind: 'gun'; clockId: string; timeText: string; raw: Uint8Array } & EntryFields['gun'])
  | ({ kind: 'clock-check'; clockId: string; timeText: string; raw: Uint8Array } & EntryFields['clock-check'])
  | ({ kind: 'refused'; raw: Uint8Array } & EntryFields['refused']);

/** Serial line: what `setLine` may ask for and `line-state` reports. */
export type LineSettings = {
  baudRate?: number;
  dataBits?: 7 | 8;
  parity?: 'none' | 'even' | 'odd';
  stopBits?: 1 | 2;
  dtr?: boolean;
  rts?: boolean;
};

export type DriverInput =
  /** `peer` names who is at the other end, for notices (address and port, or the device path). */
  | { type: 'opened'; nowMs: number; peer: string }
  | { type: 'bytes'; bytes: Uint8Array; nowMs: number }
  /** The journal has the record on disk. A family that must acknowledge to its decoder does so here and nowhere else. */
  | { type: 'committed'; localId: LocalId; nowMs: number }
  | { type: 'tick'; nowMs: number }
  | { type: 'line-state'; state: { cts: boolean; dsr: boolean; dcd: boolean }; nowMs: number }
  | { type: 'closed'; nowMs: number }
  | { type: 'operator-command'; command: OperatorCommand; nowMs: number };

/** What a person may ask of a decoder from the console. A session answers with a notice when its family cannot. */
export type OperatorCommand =
  | { command: 'rewind'; location: string | null; fromSeq: number | null }
  /** The decoder shall send nothing more on this connection, and go on where it stopped. It keeps what it hears meanwhile. */
  | { command: 'stop' }
  | { command: 'start' }
  | { command: 'read-clock' }
  | { command: 'set-clock'; timeText: string };

export type DriverOutput =
  | { type: 'record'; localId: LocalId; record: DriverRecord }
  | { type: 'write'; bytes: Uint8Array }
  | { type: 'set-line'; line: LineSettings }
  | { type: 'open-channel'; host: string; port: number }
  | { type: 'close-channel'; reason: string }
  /** Give the session a `tick` at this instant (of the clock that `nowMs` comes from, a monotonic one); the latest one asked for replaces those before. */
  | { type: 'wake-at'; atMs: number }
  | { type: 'notice'; notice: Notice };

/** Something a person should know. `code` is stable, `text` is a sentence with what to do. */
export type Notice = {
  level: 'info' | 'warn' | 'error';
  code: string;
  text: string;
  facts?: Record<string, string | number | boolean | null>;
};

/** One decoder on one connection: pure, so that every chunking, delay and fault can be replayed. Never throws. */
export type DriverSession = {
  handle(input: DriverInput): DriverOutput[];
  /** For the status page. */
  state(): DriverState;
};

export type DriverState = {
  family: string;
  /** `stopped`: a person, here or at the decoder, wants nothing to be sent just now. */
  phase: 'connecting' | 'handshake' | 'streaming' | 'stopped' | 'silent' | 'closed';
  peer: string;
  eventName: string | null;
  /** `lastSeq`: of the newest line. */
  locations: { location: string; lastSeq: number | null; reads: number; lastHeardAtMs: number | null }[];
  /** Numbers that did not come. `location` null: the decoder counts across its locations, so it may belong to any of them. */
  gaps: { location: string | null; fromSeq: number; toSeq: number }[];
};

/**
 * The other end of a link: a decoder as the simulator plays it. Pure like `DriverSession`.
 * What it shall say live comes in as `play`; what it said before is asked of whoever plays it, when the edge rewinds.
 */
export type PlayerSession<Line> = { handle(input: PlayerInput<Line>): PlayerOutput[] };

export type PlayerInput<Line> =
  | Extract<DriverInput, { type: 'opened' | 'bytes' | 'tick' | 'closed' }>
  | { type: 'play'; line: Line; nowMs: number };

export type PlayerOutput = Extract<DriverOutput, { type: 'write' | 'wake-at' | 'notice' }>;

/** Bytes in, records out, in the order they were heard: what is whole, what was refused (as a record of its own), and what must wait for more bytes. */
export type Decoded<T> = { records: T[]; rest: Uint8Array };
