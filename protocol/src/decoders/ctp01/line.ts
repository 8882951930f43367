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
  | { kind: 'heartbeat' }
  | { kind: 'refused'; reason: Ctp01Refusal }
);

/** The eight fields of a `CT01_33` line; of a gun or a new location the ident is that very word. */
export type Ctp01Tag = {
  sourceSeq: number;
  location: string;
  ident: string;
  /** As the race log keeps it (`raceLogTimeText`); the wire's own text is in `raw`. */
  timeText: string;
  count: number | null;
  /** The controller that heard it, and whose clock wrote the time: usually six hex digits of its MAC address, any text in practice. */
  reader: string | null;
  antenna: number | null;
};

export const ctp01Commands = ['geteventinfo', 'getlocations', 'getconnectionid', 'authorize', 'start', 'stop'] as const;
export type Ctp01Command = (typeof ctp01Commands)[number];

/** Why a line was kept as `refused`. */
export type Ctp01Refusal =
  | 'field-count'
  | 'bad-sequence'
  | 'bad-location'
  | 'bad-chip'
  | 'bad-time'
  | 'bad-count'
  | 'bad-reader'
  | 'bad-antenna'
  /** `CT01_13` and `TO~`: known to exist, not read yet. */
  | 'unsupported-dialect'
  | 'unknown-line'
  | 'line-too-long'
  /** The link ended, or 30 s passed, before the line did. */
  | 'half-line';

export const ctp01TimeFormats = ['normal', 'iso', 'unix', 'msecs'] as const;
export type Ctp01TimeFormat = (typeof ctp01TimeFormats)[number];
