import type { PartnerId } from '../store/db.ts';

/** A message from an edge, or from whoever can write to the broker: nothing of it is believed yet. */
export type BrokerMessage = { topic: string; payload: Uint8Array };

export type EdgeName = { partnerId: PartnerId; edgeId: string };

/** The pipe to the edges: embedded or elsewhere, the same to everything above it. It may forget anything at any time (R8). */
export type Broker = {
  /** Where edges connect. */
  url: string;
  /** Settles within its time-out, whatever becomes of the network. */
  publish(topic: string, payload: string): Promise<void>;
  /** Ends an edge's connections, as far as this broker is ours. */
  dropEdge(edge: EdgeName): void;
  trouble(): string | undefined;
  stop(): Promise<void>;
};

/** Who is told. `onMessage` settles once what the message asked for is committed: an outside broker is acknowledged then, and not before (F7). */
export type BrokerEars = {
  onMessage(message: BrokerMessage): Promise<void>;
  onEdgeGone(edge: EdgeName): void;
};

export class BrokerError extends Error {
  override name = 'BrokerError';
  readonly code: 'not-sent' | 'unreachable';

  constructor(code: BrokerError['code'], detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
  }
}

/** An acknowledgement that never comes must not be waited for: the link sends again by itself. */
export const publishTimeoutMs = 10_000;
