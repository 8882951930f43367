import type { LineSettings } from '@chute/protocol';

/** One connection to one decoder, whatever carries it. */
export type Connection = {
  /** Who is at the other end: address and port, or the device path. */
  peer: string;
  write: (bytes: Uint8Array) => void;
  close: () => void;
  /** Stops and goes on reading, so that a full queue of ours makes the decoder wait instead of losing lines. */
  pause: () => void;
  resume: () => void;
  setLine: (line: LineSettings) => void;
};

/** What a port tells about a connection, in this order: bytes, any number of times, then `closed`, once. */
export type ConnectionListener = {
  /** `arrivedAtMs` only where the bytes come from a recording: when they were heard then. */
  bytes: (bytes: Uint8Array, arrivedAtMs?: number) => void;
  closed: () => void;
  /** Whether it has spoken like a decoder: where there are too many, others go first. */
  hasBroughtReads: () => boolean;
};

export type OnConnection = (connection: Connection) => ConnectionListener;

/** A way in for decoders. `state` is for the status page, `address` for whoever wants to dial (undefined where nobody can). */
export type Port = {
  state: () => { transport: string; where: string; open: boolean; problem: string | null };
  address: () => string | undefined;
  stop: () => Promise<void>;
};
