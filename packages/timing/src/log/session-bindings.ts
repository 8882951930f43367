import type { EntryOf } from '../entry.ts';
import { compareLogOrder } from './log-order.ts';

type Binding = EntryOf<'session-open'> | EntryOf<'session-bind'>;

/** Which sessions belong to this event: the last opening or binding of a session says so. Entries of all others are kept, and not scored. */
export class SessionBindings {
  readonly #eventId: string;
  readonly #last = new Map<string, Binding>();

  constructor(eventId: string) {
    this.#eventId = eventId;
  }

  isBound(sessionId: string): boolean {
    return this.#last.get(sessionId)?.eventId === this.#eventId;
  }

  /** True when this entry brings its session to the event or takes it away. */
  take(entry: Binding): boolean {
    const before = this.isBound(entry.sessionId);
    const last = this.#last.get(entry.sessionId);
    if (!last || compareLogOrder(last, entry) < 0) this.#last.set(entry.sessionId, entry);
    return this.isBound(entry.sessionId) !== before;
  }
}
