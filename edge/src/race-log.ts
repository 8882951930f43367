import { type EntryBatch, type EntryDraft, type JournalAt, loggedEntry, type SealedEntry, SessionBook } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import type { EntryKind, EntryRef, LoggedEntry } from '@chute/timing';
import type { EdgeTime } from './edge-time.ts';
import type { HeldJournal, JournalRange } from './journal/entry-table.ts';
import { HeldNumbers, SessionNumbers } from './journal/held-numbers.ts';
import { JournalClient, type JournalTrouble } from './journal/journal-client.ts';
import type { JournalPlace } from './journal/messages.ts';
import type { JournalChannel } from './journal/worker-channel.ts';

/** Entries that are on disk now, of one journal, in order. `bookMoved`: a session, a journal or a setup may belong elsewhere now. */
export type Stored = { entries: LoggedEntry[]; own: boolean; bookMoved: boolean };

export type RaceLogRim = {
  folder: string;
  newId: () => string;
  time: EdgeTime;
  /** After the commit (R1), and in the order of each journal. */
  stored: (stored: Stored) => void;
  trouble: (trouble: JournalTrouble | null) => void;
  conflict: (at: { journalId: string; refused: string | null; conflicts: number }) => void;
  died: (error: Error) => void;
  connect?: (place: JournalPlace) => JournalChannel;
};

/** The race log as the rest of the edge knows it: what is on disk, of which journal, and which of it belongs to which event. */
export class RaceLog {
  readonly storeId: string;
  readonly journal: JournalClient;
  readonly book = new SessionBook();
  /** Of this process, by kind. */
  readonly countByKind = new Map<EntryKind, number>();
  #rim: RaceLogRim;
  #held = new Map<string, HeldJournal>();
  #own: string;
  #active: string | null = null;
  #numbers = new SessionNumbers();

  /** Errors: `JournalDoubtError`. */
  static async open(rim: RaceLogRim): Promise<RaceLog> {
    let log: RaceLog;
    const place = { folder: rim.folder, journalId: rim.newId(), newStoreId: rim.newId() };
    const events = {
      committed: (entries: LoggedEntry[]) => log.#committed(entries),
      trouble: rim.trouble,
      died: rim.died,
    };
    const journal = await JournalClient.open(place, events, rim.connect);
    log = new RaceLog(rim, journal);
    return log;
  }

  private constructor(rim: RaceLogRim, journal: JournalClient) {
    this.#rim = rim;
    this.journal = journal;
    this.storeId = journal.report.storeId;
    this.#own = journal.report.journalId;
    for (const held of journal.report.held) this.#held.set(held.journalId, held);
    for (const row of journal.report.numbers) this.#numbers.load(row);
    for (const entry of journal.report.landmarks.flatMap(opened)) if (entry.entry) this.book.add(entry.entry);
  }

  /** The event this edge times now. Its journals are asked for at the hub, and its numbers of the decoders. */
  setActiveEvent(eventId: string | null): void {
    this.#active = eventId;
  }

  wantedEvents(): string[] {
    return this.#active === null ? [] : [this.#active];
  }

  held(): HeldJournal[] {
    return [...this.#held.values()];
  }

  heldAt(journalId: string): HeldJournal | undefined {
    return this.#held.get(journalId);
  }

  /** The journal this process writes. */
  end(): HeldJournal {
    return this.#held.get(this.#own)!;
  }

  append(draft: EntryDraft): Promise<LoggedEntry> {
    return this.journal.appended(draft);
  }

  async importBatch(batch: EntryBatch): Promise<JournalAt> {
    const outcome = await this.journal.call('importBatch', batch);
    const { position, stored, conflicts, refused } = outcome;
    const { journalId } = batch;
    if (conflicts > 0) this.#rim.conflict({ journalId, refused, conflicts });
    const told = this.#held.get(journalId)?.seq ?? 0;
    if (position.seq > told) {
      // A commit that was reported as failed may be on disk all the same: what was never told is read, whoever stored it.
      const entries = stored[0]?.seq === told + 1 ? stored : await this.#untold(journalId, { told, held: position.seq });
      this.#held.set(journalId, { own: false, ...this.#held.get(journalId), ...position });
      this.#tell(opened({ journalId, fromSeq: told + 1, prevHash: '', entries }), false);
    }
    return position;
  }

  async #untold(journalId: string, { told, held }: { told: number; held: number }): Promise<SealedEntry[]> {
    return (await this.read({ journalId, fromSeq: told + 1, limit: held - told })).entries;
  }

  read(from: { journalId: string; fromSeq: number; limit: number }): Promise<JournalRange> {
    const { journalId, fromSeq, limit } = from;
    return this.journal.call('read', { journalId, fromSeq, limit });
  }

  /** As scoring takes them. */
  async logged(from: { journalId: string; fromSeq: number; limit: number }): Promise<LoggedEntry[]> {
    return opened(await this.read(from));
  }

  /** The bytes of one entry as heard, for an explanation. */
  async rawOf({ journalId, seq }: EntryRef): Promise<string | undefined> {
    const [entry] = await this.logged({ journalId, fromSeq: seq, limit: 1 });
    return entry?.entry?.raw;
  }

  async beginNewJournal(): Promise<void> {
    const journalId = this.#rim.newId();
    await this.journal.call('beginJournal', journalId);
    this.#held.set(journalId, { journalId, own: true, seq: 0, hash: '0'.repeat(64) });
    this.#own = journalId;
  }

  /** What to tell a decoder that connects: the numbers of it that this store holds in the sessions of the active event. */
  resumeAfter(sessionId: string): { location: string; lastSeq: number }[] {
    const sessions = this.#active === null ? [sessionId] : this.book.sessionsOf(this.#active);
    const numbers = new HeldNumbers();
    for (const row of this.#numbers.of(sessions)) for (const range of row.ranges) numbers.addRange({ ...row, range });
    return numbers.resumeAfter();
  }

  #committed(entries: LoggedEntry[]): void {
    for (const { entry } of entries) {
      if (!entry) continue;
      this.countByKind.set(entry.kind, (this.countByKind.get(entry.kind) ?? 0) + 1);
      this.#numbers.add(entry);
    }
    const { journalId, seq, hash } = entries.at(-1)!;
    this.#held.set(journalId, { journalId, own: true, seq, hash });
    this.#tell(entries, true);
  }

  #tell(entries: LoggedEntry[], own: boolean): void {
    let bookMoved = false;
    for (const { entry } of entries) if (entry && this.book.add(entry)) bookMoved = true;
    this.#rim.stored({ entries, own, bookMoved });
  }
}

/** Entries from disk as scoring takes them: checked, and brought to the current version. */
function opened({ journalId, entries }: JournalRange): LoggedEntry[] {
  return entries.map((entry) => loggedEntry(journalId, entry, nativeSha256Hex));
}
