/** A pipe to the hub that may lose, repeat and reorder; the journal is the queue (R8). */
export type HubTransport = (open: TransportSettings, on: TransportEvents) => HubPipe;

export type TransportSettings = {
  url: string;
  /** Who vouches for an `mqtts:` broker, as PEM; undefined: whoever this machine trusts. */
  ca?: string | undefined;
  clientId: string;
  username: string;
  password: string;
  subscribe: string[];
  /** Published by the broker when the edge is gone without a word. */
  will: { topic: string; payload: string };
};

export type TransportEvents = {
  /** Connected, and subscribed to everything. */
  open: () => void;
  message: (topic: string, payload: Uint8Array) => void;
  /** Once, whether it was ever open or not. */
  closed: (problem: string) => void;
};

export type HubPipe = {
  /** Hands a message on, or not: nobody waits for it and it is never kept. */
  publish: (topic: string, payload: string, options?: { retain?: boolean }) => void;
  close: () => Promise<void>;
};
