import type { EntryDraft, UnstampedDraft } from '@chute/protocol';
import type { EntryHead, LoggedEntry } from '@chute/timing';
import type { EdgeTime } from '../edge-time.ts';
import type { RaceLog } from '../race-log.ts';
import type { Setups } from './setups.ts';

const activeEventState = 'active_event_id';

/** Nobody here knows the event: no session can be opened on it. */
export class UnknownEventError extends Error {
  override name = 'UnknownEventError';
  readonly code = 'unknown-event';

  constructor(eventId: string) {
    super(`there is no setup of event ${eventId} here, and the hub does not give one: import a setup, or look at the link to the hub`);
  }
}

/** The session that is running: whatever a decoder or a person says now is written under it. */
export class RaceSession {
  #raceLog: RaceLog;
  #setups: Setups;
  #time: EdgeTime;
  #newId: () => string;
  #sessionId: string;
  #eventId: string | null = null;

  constructor(at: { raceLog: RaceLog; setups: Setups; time: EdgeTime; newId: () => string }) {
    this.#raceLog = at.raceLog;
    this.#setups = at.setups;
    this.#time = at.time;
    this.#newId = at.newId;
    this.#sessionId = at.newId();
  }

  get sessionId(): string {
    return this.#sessionId;
  }

  get eventId(): string | null {
    return this.#eventId;
  }

  /** What every entry written now carries. */
  stamp(): Pick<EntryHead, 'sessionId' | 'arrivedAtMs' | 'monotonicMs' | 'bootId'> {
    const { raceNowMs, steadyMs, bootId } = this.#time;
    return { sessionId: this.#sessionId, arrivedAtMs: raceNowMs(), monotonicMs: Math.round(steadyMs()), bootId };
  }

  /**
   * At start: on the event of before the restart, or on none. A restart names no setup where one is adopted already: with its high lamport
   * it would win over a newer one that the hub adopted while this edge was away.
   */
  async begin(): Promise<void> {
    const eventId = (await this.#raceLog.journal.call('state', activeEventState)) ?? null;
    const adopted = eventId !== null && this.#raceLog.book.setupHashOf(eventId) !== undefined;
    const setupHash = eventId === null || adopted ? null : ((await this.#setups.startingHash(eventId)) ?? null);
    this.#activate(eventId);
    await this.write({ kind: 'session-open', eventId, setupHash });
  }

  /** Times this event from now on. What was read while no event was chosen comes along. Errors: `UnknownEventError`. */
  async open(eventId: string): Promise<void> {
    if (eventId === this.#eventId) return;
    const setupHash = this.#raceLog.book.setupHashOf(eventId) ?? (await this.#setups.startingHash(eventId));
    if (setupHash === undefined) throw new UnknownEventError(eventId);
    const kind = this.#eventId === null ? 'session-bind' : 'session-open';
    if (kind === 'session-open') this.#sessionId = this.#newId();
    this.#activate(eventId);
    await this.write({ kind, eventId, setupHash });
    await this.#raceLog.journal.call('putState', activeEventState, eventId);
  }

  /** Lets another setup hold for the event, as a person decided. */
  async adopt(setupHash: string): Promise<void> {
    if (this.#eventId === null || this.#raceLog.book.setupHashOf(this.#eventId) === setupHash) return;
    await this.write({ kind: 'setup-adopt', setupHash });
  }

  #activate(eventId: string | null): void {
    this.#eventId = eventId;
    this.#raceLog.setActiveEvent(eventId);
  }

  /** Puts an entry of the running session on disk. */
  write(draft: UnstampedDraft): Promise<LoggedEntry> {
    return this.#raceLog.append({ ...draft, ...this.stamp() } as EntryDraft);
  }
}
