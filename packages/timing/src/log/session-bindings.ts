import type { EntryOf } from '../entry.ts';
import { compareLogOrder } from './log-order.ts';

type Binding = EntryOf<'session-open'> | EntryOf<'session-bind'>;

/** Which sessions belong to this event: the last opening or binding of a session says so. Entries of all others are kept, and not scored. */
export class SessionBindings {
  readonly #eventId: string;
  readonly #last = new Map<string, Binding>();
  readonly #bound = new Set<string>();

  constructor(eventId: string) {
    this.#eventId = eventId;
  }

  isBound(sessionId: string): boolean {
    return this.#bound.has(sessionId);
  }

  /** True when this entry brings its session to the event or takes it away. */
  take(entry: Binding): boolean {
    const { sessionId, eventId } = entry;
    const last = this.#last.get(sessionId);
    if (last && compareLogOrder(last, entry) > 0) return false;
    this.#last.set(sessionId, entry);
    const isBound = eventId === this.#eventId;
    if (isBound === this.#bound.has(sessionId)) return false;
    if (isBound) this.#bound.add(sessionId);
    else this.#bound.delete(sessionId);
    return true;
  }
}
