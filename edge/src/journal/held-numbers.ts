import type { EntryDraft } from '@chute/protocol';
import type { Entry } from '@chute/timing';
import { NumberRanges, type Range } from './number-ranges.ts';

type NumberedEntry = { clockId: string; location: string; sourceSeq: number };

/** Which of a decoder's own numbers stand on disk, for one session. */
export type HeldNumbersRow = { sessionId: string; clockId: string; location: string; ranges: Range[] };

/** The decoder's own number on an entry, if it has one. */
function numberOf(entry: EntryDraft | Entry): NumberedEntry | undefined {
  if (entry.kind !== 'read' && entry.kind !== 'gun') return undefined;
  const { clockId, location, sourceSeq } = entry;
  if (clockId === undefined || location === null || sourceSeq === null) return undefined;
  return { clockId, location, sourceSeq };
}

/** Per session, clock and location: the numbers that stand on disk. */
export class SessionNumbers {
  #rows = new Map<string, Omit<HeldNumbersRow, 'ranges'> & { numbers: NumberRanges }>();

  load({ ranges, ...row }: HeldNumbersRow): void {
    this.#rows.set(keyOf(row), { ...row, numbers: NumberRanges.from(ranges) });
  }

  /** Takes in an entry that has a number, and says which row that moved. */
  add(entry: EntryDraft | Entry): string | undefined {
    const number = numberOf(entry);
    if (!number) return undefined;
    const { sessionId } = entry;
    const key = keyOf({ sessionId, ...number });
    const row = this.#rows.get(key) ?? { sessionId, clockId: number.clockId, location: number.location, numbers: new NumberRanges() };
    this.#rows.set(key, row);
    row.numbers.add(number.sourceSeq);
    return key;
  }

  row(key: string): HeldNumbersRow {
    const { numbers, ...row } = this.#rows.get(key)!;
    return { ...row, ranges: numbers.list() };
  }

  of(sessionIds: readonly string[]): HeldNumbersRow[] {
    const wanted = new Set(sessionIds);
    return [...this.#rows].filter(([, row]) => wanted.has(row.sessionId)).map(([key]) => this.row(key));
  }
}

function keyOf({ sessionId, clockId, location }: { sessionId: string; clockId: string; location: string }): string {
  return JSON.stringify([sessionId, clockId, location]);
}

/**
 * What is held of the decoders of one event, so that a rewind after a restart asks for all that is missing and not for all there was.
 * A decoder counts its lines by location or across locations, and none says which (decoders.md §1): a number heard at two locations tells.
 */
export class HeldNumbers {
  #locations = new Map<string, Map<string, NumberRanges>>();
  #all = new NumberRanges();
  #countedByLocation = false;
  /** Two decoders stream to one location, each with its own numbers: no single number says what is missing. */
  #ambiguous = new Set<string>();

  add({ clockId, location, sourceSeq }: NumberedEntry): void {
    this.addRange({ clockId, location, range: [sourceSeq, sourceSeq] });
  }

  addRange({ clockId, location, range: [from, to] }: { clockId: string; location: string; range: Range }): void {
    const clocks = this.#locations.get(location) ?? new Map<string, NumberRanges>();
    this.#locations.set(location, clocks);
    const own = clocks.get(clockId) ?? new NumberRanges();
    clocks.set(clockId, own);
    if (this.#all.has(from) && !own.has(from)) this.#compare(location, clockId, from);
    own.add(from, to);
    this.#all.add(from, to);
  }

  /** What to tell a session: per location the number after which to begin. A location that is not listed is asked for from its beginning. */
  resumeAfter(): { location: string; lastSeq: number }[] {
    const known = [...this.#locations].filter(([location]) => !this.#ambiguous.has(location));
    return known.flatMap(([location, clocks]) => {
      const numbers = this.#countedByLocation ? NumberRanges.from([...clocks.values()].flatMap((ranges) => ranges.list())) : this.#all;
      const lastSeq = numbers.lastBeforeGap();
      return lastSeq === undefined ? [] : [{ location, lastSeq }];
    });
  }

  #compare(location: string, clockId: string, number: number): void {
    for (const [name, clocks] of this.#locations) {
      for (const [clock, ranges] of clocks) {
        if (!ranges.has(number)) continue;
        if (name !== location) this.#countedByLocation = true;
        else if (clock !== clockId) this.#ambiguous.add(location);
      }
    }
  }
}
