import type { LiveEvent, LiveRecord, LiveRow } from '@chute/protocol';
import type { RowFollower } from '../row-follower.ts';

/**
 * A record as it stands now. `by`: who took it today, null while it is the one that was brought. `isOtherTime`: the race is placed by its other official time, so
 * that the one on the page is not the one that counts here.
 */
export type StandingRecord = { raceId: string; record: LiveRecord; isOtherTime: boolean; timeMs: number; by: LiveRow | null };

/**
 * The records of the races, and who took them today: of the finishers whom a record is for, the fastest, if faster than it was. It follows from the event and the
 * rows alone, so a corrected time gives a record back.
 */
export class Records implements RowFollower {
  readonly #rows = new Map<string, LiveRow>();
  #event: LiveEvent | null = null;
  /** Null = to be looked for anew. */
  #standing: StandingRecord[] | null = null;

  takeAll(rows: Iterable<LiveRow>): void {
    this.#rows.clear();
    for (const row of rows) this.#rows.set(row.participantId, row);
    this.#standing = null;
  }

  put(row: LiveRow): void {
    this.#forget(row.participantId);
    this.#rows.set(row.participantId, row);
    this.#standing = this.#standing?.map((one) => afterRow(one, row)) ?? null;
  }

  remove(participantId: string): void {
    this.#forget(participantId);
    this.#rows.delete(participantId);
  }

  /** In the order of the races, each as the setup lists them. */
  standing(event: LiveEvent): readonly StandingRecord[] {
    if (event !== this.#event) this.#standing = null;
    this.#event = event;
    this.#standing ??= event.races.flatMap(({ raceId, rankBy, records = [] }) =>
      records.map((record) => this.#afterAll({ raceId, record, isOtherTime: rankBy !== record.basis, timeMs: record.timeMs, by: null })),
    );
    return this.#standing;
  }

  #afterAll(brought: StandingRecord): StandingRecord {
    let standing = brought;
    for (const row of this.#rows.values()) standing = afterRow(standing, row);
    return standing;
  }

  /** Whoever holds one may be about to lose it: by a correction, or as disqualified. */
  #forget(participantId: string): void {
    if (this.#standing?.some(({ by }) => by?.participantId === participantId)) this.#standing = null;
  }
}

/** The official time that a record of this kind is made of; null for whoever has none. */
export function recordTimeMs({ status, officialGunMs, officialChipMs }: LiveRow, { basis }: LiveRecord): number | null {
  if (status !== 'finished') return null;
  return basis === 'gun' ? officialGunMs : officialChipMs;
}

/** Whether a runner could take this record. */
export function isFor({ raceId, record: { sex, divisionId } }: StandingRecord, row: LiveRow): boolean {
  return row.raceId === raceId && (sex === null || row.sex === sex) && (divisionId === null || row.divisionIds.includes(divisionId));
}

/** Of two with one time it is named after the first over the line, whatever the order in which they are told. */
function afterRow(standing: StandingRecord, row: LiveRow): StandingRecord {
  const timeMs = recordTimeMs(row, standing.record);
  if (timeMs === null || timeMs > standing.timeMs || !isFor(standing, row)) return standing;
  const { by } = standing;
  const isTaken = timeMs < standing.timeMs || (by !== null && isEarlier(row, by));
  return isTaken ? { ...standing, timeMs, by: row } : standing;
}

function isEarlier(a: LiveRow, b: LiveRow): boolean {
  const laterMs = (a.finishedAtMs ?? 0) - (b.finishedAtMs ?? 0);
  return laterMs < 0 || (laterMs === 0 && a.participantId < b.participantId);
}
