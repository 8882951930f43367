import type { EntryOf, EntryRef } from '../entry.ts';
import type { OpenQuestion } from '../race/start-guns.ts';
import type { Ident } from '../roster/holders.ts';
import type { IdentTable } from '../roster/ident-table.ts';
import { dayText } from '../time/civil-day.ts';
import { type ClockPoint, correctedMs, orderedPoints } from '../time/clock-model.ts';
import type { RunDoubt } from '../time/clock-run.ts';
import type { EventDays } from '../time/place-in-day.ts';
import { parseTimeText } from '../time/time-text.ts';
import { instantOfLocal, localText } from '../time/zone-time.ts';
import type { Ledger } from './ledger.ts';
import { ReadDays } from './read-days.ts';
import { type HeardEntry, noIdent, noRow, ReadTable, type Row } from './read-table.ts';

/** Everything that decoders' clocks stamped, each with its true instant: day rule (SR-09), zone, clock model (SR-08), in that order. */
export class HeardReads {
  readonly table = new ReadTable();
  readonly #idents: IdentTable;
  readonly #days: EventDays;
  readonly #daySets: Ledger<EntryOf<'day-set'>>;
  readonly #clockModels: Ledger<EntryOf<'clock-model'>>;
  readonly #isBound: (sessionId: string) => boolean;
  readonly #pointsOfClock = new Map<string, ClockPoint[]>();
  readonly #unreadable: Row[] = [];
  #readDays: ReadDays;

  constructor(settings: {
    idents: IdentTable;
    days: EventDays;
    daySets: Ledger<EntryOf<'day-set'>>;
    clockModels: Ledger<EntryOf<'clock-model'>>;
    isBound: (sessionId: string) => boolean;
  }) {
    this.#idents = settings.idents;
    this.#days = settings.days;
    this.#daySets = settings.daySets;
    this.#clockModels = settings.clockModels;
    this.#isBound = settings.isBound;
    this.#readDays = this.#freshReadDays();
  }

  /** Keeps a record for good. If its session belongs to the event, it gets an instant, on which `settle` has the last word. */
  take(entry: HeardEntry): Row {
    const time = entry.timeText === undefined ? undefined : parseTimeText(entry.timeText);
    const ident = entry.kind === 'read' ? this.#idents.of(entry.ident, entry.identIs).number : noIdent;
    const row = this.table.add(entry, time, ident);
    if (!time) this.#unreadable.push(row);
    if (this.#isBound(entry.sessionId)) this.#file(row);
    return row;
  }

  /** Files all rows anew, after a session came to the event or left it. */
  refile(): void {
    this.#readDays = this.#freshReadDays();
    for (const ident of this.#idents.all()) ident.lastRow = noRow;
    for (let row = 0; row < this.table.length; row++) if (this.#isBound(this.table.sessionOf(row))) this.#file(row);
  }

  /** Gives every record its instant for good, once all that bears on it is filed. Names the rows whose instant moved. */
  settle(changed: { daySets: boolean; clocks: ReadonlySet<string> }, moved: (row: Row) => void): void {
    const move = (row: Row) => {
      this.#setInstant(row);
      moved(row);
    };
    for (const clockId of changed.clocks) this.#pointsOfClock.set(clockId, orderedPoints(this.#clockModels.last(clockId)?.points ?? []));
    this.#readDays.settle(changed.daySets, move);
    for (let row = 0; changed.clocks.size > 0 && row < this.table.length; row++) {
      if (changed.clocks.has(this.table.clockOf(row))) move(row);
    }
  }

  /** The reads of an ident in sessions of the event, in the order they came. */
  rowsOf(ident: Ident): Row[] {
    const rows: Row[] = [];
    for (let row = ident.lastRow; row !== noRow; row = this.table.earlierOf(row)) rows.push(row);
    return rows.reverse();
  }

  /** The instant of a record, null while its text says none. */
  atMs(row: Row): number | null {
    const atMs = this.table.atMs(row);
    return Number.isNaN(atMs) ? null : atMs;
  }

  /** What the decoder's clock showed, on the day that the rules chose where it showed none, `Z` behind UTC; null while its text says no time. */
  decoderTime(row: Row): string | null {
    if (!this.table.isReadable(row)) return null;
    return `${localText([], this.table.decoderTimeMs(row))}${this.table.isUtc(row) ? 'Z' : ''}`;
  }

  /** How far the clock model moved it, forward or back (SR-08); 0 while there is no time to move. */
  correctionMs(row: Row): number {
    return this.table.isReadable(row) ? this.table.atMs(row) - this.#decoderAtMs(row) : 0;
  }

  questions(): OpenQuestion[] {
    const bound = this.#unreadable.filter((row) => this.#isBound(this.table.sessionOf(row)));
    const unreadable = bound.map((row) => ({ question: 'the time of this read cannot be understood', source: this.#source(row) }));
    const doubtful = this.#readDays.doubts().map(({ row, reads, doubt, day }) => ({
      question: `${reads === 1 ? 'a read' : `${reads} reads`} without a date ${reads === 1 ? 'was' : 'were'} put on ${dayText(day)}: ${doubtTexts[doubt]}`,
      source: this.#source(row),
    }));
    return [...unreadable, ...doubtful];
  }

  #file(row: Row): void {
    const number = this.table.identOf(row);
    if (number !== noIdent) {
      const ident = this.#idents.at(number);
      this.table.setEarlier(row, ident.lastRow);
      ident.lastRow = row;
    }
    this.#readDays.take(row);
    this.#setInstant(row);
  }

  #setInstant(row: Row): void {
    const { table } = this;
    if (!table.isReadable(row)) return;
    table.setInstant(row, correctedMs(this.#pointsOfClock.get(table.clockOf(row)) ?? [], this.#decoderAtMs(row)));
  }

  /** The instant by the decoder's own clock. */
  #decoderAtMs(row: Row): number {
    const { table } = this;
    const transitions = table.isUtc(row) ? [] : this.#days.transitions;
    return instantOfLocal(transitions, { localMs: table.decoderTimeMs(row), nearAtMs: table.arrivedAtMs(row) });
  }

  #freshReadDays(): ReadDays {
    return new ReadDays({ reads: this.table, days: this.#days, daySets: this.#daySets });
  }

  #source(row: Row): EntryRef {
    return this.table.sourceOf(row);
  }
}

const doubtTexts: Record<RunDoubt, string> = {
  'several-days-fit': 'an earlier day fits as well, say which it was (day-set)',
  'came-on-another-day': 'they came as if heard just then, on a day that is none of the event; say which it was (day-set)',
  'no-day-fits': 'on none of the days of the event do they fit, so the day nearest to their arrival was taken',
  'ahead-of-arrival': 'that is later than they arrived, so a clock is wrong or the day is another',
};
