import type { EntryDraft } from '@chute/protocol';
import type { Database } from 'better-sqlite3';
import { type HeldNumbersRow, SessionNumbers } from './held-numbers.ts';
import type { Range } from './number-ranges.ts';

/** The table `held_numbers`, written in the commit of the entries it speaks of. */
export class HeldNumbersTable {
  #put;
  #all;
  #numbers = new SessionNumbers();

  constructor(db: Database) {
    this.#put = db.prepare(
      `insert into held_numbers (session_id, clock_id, location, ranges) values (?, ?, ?, ?)
       on conflict (session_id, clock_id, location) do update set ranges = excluded.ranges`,
    );
    this.#all = db.prepare<[], Omit<HeldNumbersRow, 'ranges'> & { ranges: string }>(
      'select session_id as sessionId, clock_id as clockId, location, ranges from held_numbers',
    );
    for (const row of this.all()) this.#numbers.load(row);
  }

  note(drafts: readonly EntryDraft[]): void {
    const moved = new Set<string>();
    for (const draft of drafts) {
      const key = this.#numbers.add(draft);
      if (key !== undefined) moved.add(key);
    }
    for (const key of moved) {
      const { sessionId, clockId, location, ranges } = this.#numbers.row(key);
      this.#put.run(sessionId, clockId, location, JSON.stringify(ranges));
    }
  }

  all(): HeldNumbersRow[] {
    return this.#all.all().map((row) => ({ ...row, ranges: JSON.parse(row.ranges) as Range[] }));
  }
}
