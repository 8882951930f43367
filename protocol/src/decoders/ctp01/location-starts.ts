import type { LocationBook } from '../location-book.ts';
import type { SessionDesk } from '../session-desk.ts';
import { encodeCtp01 } from './encode.ts';
import type { GapWatch } from './gap-watch.ts';
import { notices } from './notices.ts';
import { type Ctp01Alarm, listLocationsWithinMs, startNewLocationAfterMs } from './server-settings.ts';
import type { StreamSwitch } from './stream-switch.ts';

type Parts = { desk: SessionDesk<Ctp01Alarm>; stream: StreamSwitch; gaps: GapWatch; locations: LocationBook };

/** Sees to it that every location of the client streams, whenever it comes to be known. */
export class LocationStarts {
  readonly #parts: Parts;
  readonly #metNew = new Set<string>();
  #newToStart: string[] = [];
  #listed = false;
  /** After a reconnect or a stop locations are started by their names; null: the client was started as a whole. */
  #started: Set<string> | null;

  constructor(parts: Parts, resumed: readonly string[]) {
    this.#parts = parts;
    this.#started = resumed.length > 0 ? new Set(resumed) : null;
  }

  /** A client that never lists its locations is started as a whole. */
  awaitList(nowMs: number): void {
    if (this.#started && !this.#listed) this.#parts.desk.alarms.set('list-locations', nowMs + listLocationsWithinMs);
  }

  listed(names: readonly string[]): void {
    const { desk, gaps, locations, stream } = this.#parts;
    this.#listed = true;
    desk.alarms.clear('list-locations');
    for (const name of names) {
      gaps.meet(name);
      if (name === '' || locations.has(name) || !locations.meet(name)) continue;
      if (this.#started && !this.#started.has(name)) stream.start(name, null);
    }
  }

  startUnlisted(): void {
    this.#parts.gaps.meetAll();
    this.#parts.stream.start(null, null);
  }

  /** Asked for once: the answer to `start` brings the same `newlocation` line again. */
  meetNew(location: string, nowMs: number): void {
    if (this.#metNew.has(location)) return;
    const { desk } = this.#parts;
    this.#metNew.add(location);
    this.#newToStart.push(location);
    desk.tell(notices.newLocation(location));
    this.#askForList();
    if (!desk.alarms.has('new-locations')) desk.alarms.set('new-locations', nowMs + startNewLocationAfterMs);
  }

  startNew(): void {
    for (const location of this.#newToStart) this.#parts.stream.start(location, null);
    this.#newToStart = [];
  }

  /** What came to be known in the meantime is in the list that is asked for first. */
  startAgain(peer: string): void {
    const names = this.#listed ? this.#parts.locations.names() : [];
    this.#started = this.#listed ? new Set(names) : null;
    this.#askForList();
    this.#parts.stream.startAgain(peer, names);
  }

  #askForList(): void {
    this.#parts.stream.say(encodeCtp01({ kind: 'command', command: 'getlocations', values: [] }));
  }
}
