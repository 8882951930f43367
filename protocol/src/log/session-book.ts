import type { Entry, EntryOf } from '@chute/timing';
import { compareEntries } from './entry-order.ts';

type Binding = EntryOf<'session-open'> | EntryOf<'session-bind'>;
type SetupEntry = Binding | EntryOf<'setup-adopt'>;

/**
 * Which sessions and journals belong to which event, and which setup each event has adopted. Fed entry by entry, in any order and with repetitions;
 * what competes is settled by (lamport, journalId, seq). Edge and hub keep one beside their scorers.
 */
export class SessionBook {
  readonly #bindings = new Map<string, Binding>();
  readonly #adoptions = new Map<string, EntryOf<'setup-adopt'>>();
  readonly #setupByEvent = new Map<string, Binding>();
  readonly #journals = new Map<string, Set<string>>();

  /** True when the entry may have moved a session, a journal or a setup: ask again. */
  add(entry: Entry): boolean {
    const newJournal = this.#noteJournal(entry);
    if (entry.kind === 'session-open' || entry.kind === 'session-bind') return this.#noteBinding(entry) || newJournal;
    if (entry.kind === 'setup-adopt') return keepLater(this.#adoptions, entry.sessionId, entry) || newJournal;
    return newJournal;
  }

  /** The event that a session is bound to; null when to none, undefined when its opening is not here yet. */
  eventOf(sessionId: string): string | null | undefined {
    return this.#bindings.get(sessionId)?.eventId;
  }

  /** The sessions bound to an event, by id. */
  sessionsOf(eventId: string): string[] {
    return [...this.#bindings.values()]
      .filter((binding) => binding.eventId === eventId)
      .map((binding) => binding.sessionId)
      .sort();
  }

  /** The journals that hold something of a session bound to the event, by id: what a scorer of the event is fed, whole. */
  journalsOf(eventId: string): string[] {
    const journals = this.sessionsOf(eventId).flatMap((sessionId) => [...(this.#journals.get(sessionId) ?? [])]);
    return [...new Set(journals)].sort();
  }

  /** Every event that a session is bound to, by id. */
  eventIds(): string[] {
    const events = [...this.#bindings.values()].flatMap((binding) => binding.eventId ?? []);
    return [...new Set(events)].sort();
  }

  /** The setup that holds for the event now, or undefined while no entry has named one. */
  setupHashOf(eventId: string): string | undefined {
    const adoptions = this.sessionsOf(eventId).flatMap((sessionId) => this.#adoptions.get(sessionId) ?? []);
    const last = lastOf([...adoptions, ...(this.#setupByEvent.get(eventId) ? [this.#setupByEvent.get(eventId)!] : [])]);
    return last?.setupHash ?? undefined;
  }

  #noteJournal({ sessionId, journalId }: Entry): boolean {
    const known = this.#journals.get(sessionId);
    if (known?.has(journalId)) return false;
    if (known) known.add(journalId);
    else this.#journals.set(sessionId, new Set([journalId]));
    return true;
  }

  #noteBinding(binding: Binding): boolean {
    const moved = keepLater(this.#bindings, binding.sessionId, binding);
    if (binding.eventId === null || binding.setupHash === null) return moved;
    return keepLater(this.#setupByEvent, binding.eventId, binding) || moved;
  }
}

/** The setup an event has adopted, from entries at hand. For a log that grows, keep a `SessionBook`. */
export function adoptedSetupHash(entries: Iterable<Entry>, eventId: string): string | undefined {
  const book = new SessionBook();
  for (const entry of entries) book.add(entry);
  return book.setupHashOf(eventId);
}

function keepLater<E extends SetupEntry>(map: Map<string, E>, key: string, entry: E): boolean {
  const known = map.get(key);
  if (known && compareEntries(known, entry) >= 0) return false;
  map.set(key, entry);
  return true;
}

function lastOf(entries: SetupEntry[]): SetupEntry | undefined {
  return entries.toSorted(compareEntries).at(-1);
}
