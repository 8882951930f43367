import type { EntryOf } from '../entry.ts';
import { TextTable } from './text-table.ts';

/** What a read came by. `stream` is one number for its journal, session and clock, `loop` one for its location, reader and antenna. */
export type Origin = {
  journalId: string;
  sessionId: string;
  clockId: string;
  location: string;
  reader: string;
  antenna: number | null;
  stream: number;
  loop: number;
};

/** Numbers for origins: a race has few, and a read then keeps one number instead of five names. */
export class OriginTable {
  readonly #origins: Origin[] = [];
  readonly #journals = new TextTable();
  readonly #sessions = new TextTable();
  readonly #clocks = new TextTable();
  readonly #locations = new TextTable();
  readonly #readers = new TextTable();
  readonly #sessionsInJournals = new PairTable();
  readonly #streams = new PairTable();
  readonly #places = new PairTable();
  readonly #loops = new PairTable();
  readonly #numbers = new PairTable();

  at(number: number): Origin {
    return this.#origins[number]!;
  }

  numberOf(entry: EntryOf<'read'> | EntryOf<'gun'>): number {
    const { journalId, sessionId, clockId = '' } = entry;
    const location = entry.location ?? '';
    const reader = (entry.kind === 'read' ? entry.reader : null) ?? '';
    const session = this.#sessionsInJournals.numberOf(this.#journals.numberOf(journalId), this.#sessions.numberOf(sessionId));
    const stream = this.#streams.numberOf(session, this.#clocks.numberOf(clockId));
    const place = this.#places.numberOf(this.#locations.numberOf(location), this.#readers.numberOf(reader));
    const antenna = entry.kind === 'read' ? entry.antenna : null;
    const loop = this.#loops.numberOf(place, antenna === null ? 0 : antenna + 1);
    const number = this.#numbers.numberOf(stream, loop);
    this.#origins[number] ??= { journalId, sessionId, clockId, location, reader, antenna, stream, loop };
    return number;
  }
}

/** A number for each pair of numbers below 2^26. */
class PairTable {
  readonly #numbers = new Map<number, number>();

  numberOf(first: number, second: number): number {
    const pair = first * 2 ** 26 + second;
    const known = this.#numbers.get(pair);
    if (known !== undefined) return known;
    this.#numbers.set(pair, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}
