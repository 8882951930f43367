import type { EntryOf } from '../entry.ts';
import { civilDayOf } from '../time/civil-day.ts';
import { ClockRun, type RunDoubt } from '../time/clock-run.ts';
import type { EventDays } from '../time/place-in-day.ts';
import type { Ledger } from './ledger.ts';
import type { ReadTable, Row } from './read-table.ts';

type PlacedRun = { clock: ClockRun; rows: Row[]; day: number; doubt: RunDoubt | null };

/** Puts reads without a date on their day, run by run (SR-09), and lets a person's `day-set` move the run it names. */
export class ReadDays {
  readonly #reads: ReadTable;
  readonly #days: EventDays;
  readonly #daySets: Ledger<EntryOf<'day-set'>>;
  readonly #runsOfStream = new Map<number, PlacedRun[]>();
  readonly #unsettled = new Set<PlacedRun>();

  constructor(settings: { reads: ReadTable; days: EventDays; daySets: Ledger<EntryOf<'day-set'>> }) {
    this.#reads = settings.reads;
    this.#days = settings.days;
    this.#daySets = settings.daySets;
  }

  /** Takes the next row of its stream and puts it on the day that its run has so far; `settle` has the last word. */
  take(row: Row): void {
    const reads = this.#reads;
    if (!reads.isReadable(row) || reads.isDated(row)) return;
    const stream = reads.streamOf(row);
    const runs = this.#runsOfStream.get(stream);
    const heard = { timeOfDayMs: reads.timeOfDayMs(row), utc: reads.isUtc(row), arrivedAtMs: reads.arrivedAtMs(row) };
    const last = runs?.at(-1);
    const daysOn = last?.clock.take(heard);
    if (last && daysOn !== undefined) {
      last.rows.push(row);
      reads.setDay(row, last.day + daysOn);
      this.#unsettled.add(last);
      return;
    }
    const run: PlacedRun = { clock: new ClockRun(heard), rows: [row], day: 0, doubt: null };
    if (runs) runs.push(run);
    else this.#runsOfStream.set(stream, [run]);
    reads.setDay(row, 0);
    this.#place(run);
  }

  /** Looks again at the runs that grew, or at all of them after a `day-set` came, went or was voided. Names the rows that moved. */
  settle(daySetsChanged: boolean, moved: (row: Row) => void): void {
    for (const run of daySetsChanged ? this.#allRuns() : this.#unsettled) if (this.#place(run)) run.rows.forEach(moved);
    this.#unsettled.clear();
  }

  /** The first row of each run that a person should look at. */
  doubts(): { row: Row; reads: number; doubt: RunDoubt; day: number }[] {
    const doubtful = [...this.#allRuns()].filter((run) => run.doubt !== null);
    return doubtful.map((run) => ({ row: run.rows[0]!, reads: run.rows.length, doubt: run.doubt!, day: run.day }));
  }

  /** True when the run moved to another day. */
  #place(run: PlacedRun): boolean {
    const said = this.#daySaid(run);
    run.clock.settle(this.#days);
    const day = said ?? run.clock.day;
    const daysOn = day - run.day;
    run.day = day;
    run.doubt = said === undefined ? run.clock.doubt : null;
    if (daysOn === 0) return false;
    for (const row of run.rows) this.#reads.setDay(row, this.#reads.dayOf(row) + daysOn);
    return true;
  }

  /** The run's first day by the last `day-set` that names one of its reads, or its clock in its session. */
  #daySaid(run: PlacedRun): number | undefined {
    let last: number | undefined;
    for (const entry of this.#daySets.all()) last = this.#dayBy(entry, run) ?? last;
    return last;
  }

  #dayBy(entry: EntryOf<'day-set'>, run: PlacedRun): number | undefined {
    const reads = this.#reads;
    const day = civilDayOf(entry.day);
    const first = run.rows[0]!;
    if (day === undefined) return undefined;
    if (!entry.target) return entry.sessionId === reads.sessionOf(first) && entry.clockId === reads.clockOf(first) ? day : undefined;
    const target = reads.rowOf(entry.target);
    // A stream's rows between the first and the last of a run are the run's own, dated ones apart.
    const isOurs =
      target !== undefined && target >= first && target <= run.rows.at(-1)! && reads.streamOf(target) === reads.streamOf(first);
    return isOurs && reads.isReadable(target) && !reads.isDated(target) ? day - (reads.dayOf(target) - run.day) : undefined;
  }

  *#allRuns(): Iterable<PlacedRun> {
    for (const runs of this.#runsOfStream.values()) yield* runs;
  }
}
