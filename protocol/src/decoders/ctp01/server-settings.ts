import type { DecoderZone } from '../time-text.ts';
import type { Ctp01TimeFormat } from './line.ts';

/** How the edge speaks to a ChronoTrack client. Every one has a default; none of it is a limit that a race could meet. */
export type Ctp01ServerSettings = {
  /** How we name ourselves. */
  program: string;
  version: string;
  /** Asked for in the handshake; all four are understood whatever comes. */
  timeFormat: Ctp01TimeFormat;
  zone: DecoderZone;
  identIs: 'auto' | 'chip' | 'bib';
  /**
   * What the journal has of this client: the last number of each location. Empty on the first connection of a race.
   * Where numbers below it are known to be missing, give the one before the first of those.
   */
  resumeAfter: readonly { location: string; lastSeq: number }[];
};

export const ctp01ServerDefaults: Ctp01ServerSettings = {
  program: 'Chute',
  version: '1.0',
  timeFormat: 'iso',
  zone: 'event-local',
  identIs: 'auto',
  resumeAfter: [],
};

/** Whoever dials greets; after this long without a greeting we do. */
export const greetAfterMs = 3000;
/**
 * Between two lines of the handshake, unless an ack comes sooner. Some clients take one receive for one line
 * and lose what comes together (fixtures/peer-client-*.jsonl).
 */
export const handshakePauseMs = 100;
export const pingEveryMs = 10_000;
export const silentAfterMs = 30_000;
export const halfLineAfterMs = 30_000;
/** A new location is not ready to send at once. */
export const startNewLocationAfterMs = 1000;
/** After a reconnect locations are started one by one; a client that never lists its locations is started as a whole. */
export const listLocationsWithinMs = 5000;

export type Ctp01Alarm = 'greet' | 'next-hello' | 'ping' | 'silent' | 'half-line' | 'gaps' | 'new-locations' | 'list-locations';
