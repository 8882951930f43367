import type { Cursor, Delta, LiveEvent, LiveRow, LiveUnknownRead, Snapshot } from './messages.ts';
import { isSameJson } from './same-json.ts';

/** What moved. Rows, and unknown reads if given, are as they are now; what did not change may be among them. */
export type LiveChange = {
  event?: LiveEvent;
  rows?: readonly LiveRow[];
  removed?: readonly string[];
  unknownReads?: readonly LiveUnknownRead[];
};

export type LiveStreamSettings = {
  /** New for every stream: with each process, and whenever the rows were rebuilt from nothing. */
  streamId: string;
  event: LiveEvent;
};

/** The newest ones are sent, since an unknown chip that matters comes again. */
const unknownReadsMax = 200;

/** What one audience of one event may see, with a revision that grows by one with every change. Sockets, rooms and rights are the caller's. */
export class LiveStream {
  readonly streamId: string;
  readonly #rows = new Map<string, LiveRow>();
  /** The revision that last moved each participant, also those who were removed; the latest at the end. */
  readonly #movedAt = new Map<string, number>();
  #revision = 0;
  #event: LiveEvent;
  #eventMovedAt = 0;
  #unknownReads: LiveUnknownRead[] = [];
  #unknownReadsMovedAt = 0;

  constructor({ streamId, event }: LiveStreamSettings) {
    this.streamId = streamId;
    this.#event = event;
  }

  get cursor(): Cursor {
    return { streamId: this.streamId, revision: this.#revision };
  }

  /** The delta for everyone who is listening; null when nothing is new, which is then no revision either. */
  apply(change: LiveChange): Delta | null {
    const event = change.event && !isSameJson(change.event, this.#event) ? change.event : null;
    const rows = (change.rows ?? []).filter((row) => !isSameJson(row, this.#rows.get(row.participantId)));
    for (const row of rows) this.#rows.set(row.participantId, row);
    const removed = (change.removed ?? []).filter((participantId) => this.#rows.delete(participantId));
    const unknownReads = this.#changedUnknownReads(change.unknownReads);
    if (!event && rows.length === 0 && removed.length === 0 && !unknownReads) return null;

    const fromRevision = this.#revision;
    this.#revision += 1;
    if (event) [this.#event, this.#eventMovedAt] = [event, this.#revision];
    if (unknownReads) [this.#unknownReads, this.#unknownReadsMovedAt] = [unknownReads, this.#revision];
    for (const participantId of [...rows.map((row) => row.participantId), ...removed]) {
      this.#movedAt.delete(participantId);
      this.#movedAt.set(participantId, this.#revision);
    }
    return { fromRevision, cursor: this.cursor, event, rows, removed, unknownReads };
  }

  /** The revision from which a client with this cursor goes on; null = only the whole picture brings it to the present. */
  goesOnFrom(cursor: Cursor | null): number | null {
    return cursor?.streamId === this.streamId && cursor.revision <= this.#revision ? cursor.revision : null;
  }

  /** What brings a client to the present, however long it was away: each that moved since its cursor, once and as it is now (null = nothing did), or the whole picture. */
  since(cursor: Cursor | null): { delta: Delta | null } | { snapshot: Snapshot } {
    const fromRevision = this.goesOnFrom(cursor);
    if (fromRevision === null) return { snapshot: this.snapshot() };
    if (fromRevision === this.#revision) return { delta: null };
    const moved = [...this.#movedAt].filter(([, revision]) => revision > fromRevision).map(([participantId]) => participantId);
    return {
      delta: {
        fromRevision,
        cursor: this.cursor,
        event: this.#eventMovedAt > fromRevision ? this.#event : null,
        rows: moved.flatMap((participantId) => this.#rows.get(participantId) ?? []),
        removed: moved.filter((participantId) => !this.#rows.has(participantId)),
        unknownReads: this.#unknownReadsMovedAt > fromRevision ? [...this.#unknownReads] : null,
      },
    };
  }

  snapshot(): Snapshot {
    return { cursor: this.cursor, event: this.#event, rows: [...this.#rows.values()], unknownReads: [...this.#unknownReads] };
  }

  row(participantId: string): LiveRow | undefined {
    return this.#rows.get(participantId);
  }

  #changedUnknownReads(given: readonly LiveUnknownRead[] | undefined): LiveUnknownRead[] | null {
    if (!given) return null;
    const newest = given.slice(-unknownReadsMax);
    return isSameJson(newest, this.#unknownReads) ? null : newest;
  }
}
