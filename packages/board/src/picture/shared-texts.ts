import type { LiveRow } from '@chute/protocol';

/**
 * One copy of each text that comes again and again: ids, divisions, cities. Every message brings its own, and a wall that runs all day would keep one per
 * finisher, of the journal that decided and of everything else that names somebody or something.
 */
export class SharedTexts {
  readonly #texts = new Map<string, string>();

  /** Puts the one copy into rows that have just come in. */
  shareIn(rows: readonly LiveRow[]): void {
    for (const row of rows) {
      row.participantId = this.#one(row.participantId);
      row.raceId = this.#one(row.raceId);
      row.waveId = this.#one(row.waveId);
      row.city = row.city && this.#one(row.city);
      row.divisionIds = row.divisionIds.map((divisionId) => this.#one(divisionId));
      for (const split of row.splits) split.coursePointId = this.#one(split.coursePointId);
      if (row.decidedBy) row.decidedBy.journalId = this.#one(row.decidedBy.journalId);
    }
  }

  #one(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
