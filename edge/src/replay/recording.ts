import type { EntryBatch, Person, SealedEntry } from '@chute/protocol';
import { genesisHash } from '@chute/protocol/sealed-entry';
import { EntryTable } from '../journal/entry-table.ts';
import { type JournalFile, openJournalFileReadOnly } from '../journal/journal-file.ts';
import { journalFileName } from '../journal/journal-service.ts';
import { SideTables, type StoredSetup } from '../journal/side-tables.ts';

const batchMax = 500;
const arrivedIn = /"arrivedAtMs":(\d+)/;

/** How far one journal has been given out, and when its next entry is due; infinite once there is none. */
type Track = { journalId: string; seq: number; hash: string; nextAtMs: number };

/**
 * What an edge has kept of an event, to be given out again in the order and at the pace in which it came. Reads the file without a single write,
 * so the edge may still run. Entries of one journal keep their order, whatever its clock did.
 */
export class Recording {
  readonly eventId: string;
  /** When the event was first named, and when the last entry came: race time. */
  readonly beginsAtMs: number;
  readonly endsAtMs: number;
  readonly #db: JournalFile;
  readonly #entries: EntryTable;
  readonly #side: SideTables;
  readonly #linkId: string;
  readonly #tracks: Track[];

  /** `eventId`: another event than the one that was timed last. Errors: `RecordingError`. */
  static open(folder: string, { eventId, newId }: { eventId?: string | undefined; newId: () => string }): Recording {
    const db = openRecorded(folder);
    try {
      return new Recording(db, { eventId, linkId: newId() });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  private constructor(db: JournalFile, { eventId, linkId }: { eventId: string | undefined; linkId: string }) {
    this.#db = db;
    this.#entries = new EntryTable(db);
    this.#side = new SideTables(db);
    this.#linkId = linkId;
    const event = eventId ?? this.#side.state('active_event_id');
    if (!event) throw new RecordingError('no-event', 'no event was timed there: name one with --event');
    this.eventId = event;
    const namings = this.#entries.landmarks().filter(({ entries }) => entries[0]!.body.includes(event));
    if (namings.length === 0 || this.setups().length === 0) throw new RecordingError('no-event', `event ${event} is not in it`);
    this.beginsAtMs = Math.min(...namings.map(({ entries }) => arrivedAtMs(entries[0]!)));
    const journals = this.#entries.all();
    this.endsAtMs = Math.max(...journals.flatMap(({ journalId, seq }) => this.#entries.range(journalId, seq, 1).map(arrivedAtMs)));
    this.#tracks = journals.map(({ journalId }) => ({ journalId, seq: 0, hash: genesisHash, nextAtMs: Number.NEGATIVE_INFINITY }));
  }

  setups(): StoredSetup[] {
    return this.#side.setupHashesOf(this.eventId).flatMap((hash) => this.#side.setup(hash) ?? []);
  }

  persons(): Person[] {
    return this.#side.persons(this.eventId);
  }

  /** What is due by then and was not given out yet. */
  *due(atMs: number): Generator<EntryBatch> {
    for (const track of this.#tracks) {
      while (track.nextAtMs <= atMs) {
        const ahead = this.#entries.range(track.journalId, track.seq + 1, batchMax);
        const late = ahead.findIndex((entry) => arrivedAtMs(entry) > atMs);
        const entries = late === -1 ? ahead : ahead.slice(0, late);
        const next = late === -1 ? undefined : ahead[late];
        if (next) track.nextAtMs = arrivedAtMs(next);
        else if (ahead.length < batchMax) track.nextAtMs = Number.POSITIVE_INFINITY;
        if (entries.length > 0) yield this.#batch(track, entries);
      }
    }
  }

  isOver(): boolean {
    return this.#tracks.every(({ nextAtMs }) => nextAtMs === Number.POSITIVE_INFINITY);
  }

  close(): void {
    this.#db.close();
  }

  #batch(track: Track, entries: SealedEntry[]): EntryBatch {
    const { journalId, seq, hash } = track;
    const last = entries.at(-1)!;
    Object.assign(track, { seq: last.seq, hash: last.hash });
    return { linkId: this.#linkId, journalId, fromSeq: seq + 1, prevHash: hash, entries };
  }
}

/** A folder that cannot be played, in a sentence for whoever asked. */
export class RecordingError extends Error {
  override name = 'RecordingError';
  readonly code: 'no-journal' | 'no-event';

  constructor(code: RecordingError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

function openRecorded(folder: string): JournalFile {
  try {
    return openJournalFileReadOnly(`${folder}/${journalFileName}`);
  } catch (error) {
    throw new RecordingError('no-journal', `there is no journal in ${folder}: name the data folder of an edge`, { cause: error });
  }
}

/** An entry that does not say is due at once. */
function arrivedAtMs({ body }: SealedEntry): number {
  return Number(arrivedIn.exec(body)?.[1] ?? 0);
}
