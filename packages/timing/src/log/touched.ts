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
  /** By number: small numbers are cheaper to remember than a hundred thousand objects. */
  readonly idents = new Set<number>();
  readonly waveIds = new Set<string>();
  readonly raceIds = new Set<string>();
  /** Whose result must be worked out again. */
  readonly participantIds = new Set<string>();
}
