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
  /** Rows of past deltas to keep for clients that were away; beyond this they get a snapshot. */
  keptRows?: number;
};

/** The newest ones are sent, since an unknown chip that matters comes again. */
const unknownReadsMax = 200;

/** What one audience of one event may see, with a revision that grows by one with every change. Sockets, rooms and rights are the caller's. */
export class LiveStream {
  readonly streamId: string;
  readonly #rows = new Map<string, LiveRow>();
  readonly #deltas: Delta[] = [];
  readonly #keptRowsMax: number;
  #keptRows = 0;
  #revision = 0;
  #event: LiveEvent;
  #unknownReads: LiveUnknownRead[] = [];

  constructor({ streamId, event, keptRows = 5_000 }: LiveStreamSettings) {
    this.streamId = streamId;
    this.#event = event;
    this.#keptRowsMax = keptRows;
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

    if (event) this.#event = event;
    if (unknownReads) this.#unknownReads = unknownReads;
    const fromRevision = this.#revision;
    this.#revision += 1;
    return this.#keep({ fromRevision, cursor: this.cursor, event, rows, removed, unknownReads });
  }

  /** What brings a client that subscribes to the present: the deltas after its cursor, or the whole picture when they are not kept (any more). */
  since(cursor: Cursor | null): { deltas: Delta[] } | { snapshot: Snapshot } {
    if (cursor?.streamId !== this.streamId || cursor.revision > this.#revision) return { snapshot: this.snapshot() };
    const oldest = this.#deltas[0]?.fromRevision ?? this.#revision;
    if (cursor.revision < oldest) return { snapshot: this.snapshot() };
    return { deltas: this.#deltas.slice(cursor.revision - oldest) };
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

  #keep(delta: Delta): Delta {
    this.#deltas.push(delta);
    this.#keptRows += weightOf(delta);
    while (this.#keptRows > this.#keptRowsMax) this.#keptRows -= weightOf(this.#deltas.shift()!);
    return delta;
  }
}

function weightOf({ rows, removed, unknownReads }: Delta): number {
  return 1 + rows.length + removed.length + (unknownReads?.length ?? 0);
}
