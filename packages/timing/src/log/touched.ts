import type { Ident } from '../roster/holders.ts';

/** What a batch of entries has laid hands on, so that only that is worked out again. */
export class Touched {
  /** A session came to the event or left it: nothing worked out before holds. */
  sessions = false;
  voids = false;
  guns = false;
  daySets = false;
  readonly clocks = new Set<string>();
  readonly chips = new Set<string>();
  /** Participants whose record in the roster has a new word. */
  readonly rosterIds = new Set<string>();
  /** Each once: an ident knows whether it is among them. */
  readonly idents: Ident[] = [];
  /** Whose gun came, moved or went. */
  readonly waveIds = new Set<string>();
  /** Those, and the waves that one of them has a bearing on. */
  readonly reachedWaveIds = new Set<string>();
  readonly raceIds = new Set<string>();
  /** Whom an entry names, or whose bib changed hands. */
  readonly participantIds = new Set<string>();
}
