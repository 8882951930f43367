import type { JournalAt } from '@chute/protocol';
import { genesisHash, type SealedEntry } from '@chute/protocol/sealed-entry';
import { nativeSha256Hex } from '@chute/service/native-sha256';
import type { Database } from 'better-sqlite3';

export type HeldJournal = JournalAt & { own: boolean };

/** Entries of one journal as they stand on disk, and the hash of the one before the first. */
export type JournalRange = { journalId: string; fromSeq: number; prevHash: string; entries: SealedEntry[] };

type Row = HeldJournal & { number: number };

/** A lamport beyond this cannot be honest (a hundred years of a million entries a second), and following it would leave us no number to write with. */
const lamportMax = 2 ** 52;

const lastOfJournal = 'select seq, hash, body from entries where journal = ? order by seq desc limit 1';

const landmarkKinds = /"kind":"(session-open|session-bind|setup-adopt)"/;
const sessionIn = /"sessionId":"([^"]{1,64})"/;

/** The tables `journals`, `entries`, `landmarks` and `conflicts`. Ends of journals are kept in memory; the disk is asked at start. */
export class EntryTable {
  #db: Database;
  #held = new Map<string, Row>();
  /** `journal session`: the first entry of a session in a journal is a landmark as well. */
  #sessions = new Set<string>();
  #statements;

  constructor(db: Database) {
    this.#db = db;
    this.#statements = {
      insert: db.prepare('insert into entries (journal, seq, hash, body) values (?, ?, ?, ?)'),
      landmark: db.prepare('insert into landmarks (journal, seq) values (?, ?)'),
      range: db.prepare<[number, number, number], SealedEntry>(
        'select seq, hash, body from entries where journal = ? and seq >= ? order by seq limit ?',
      ),
      hashAt: db.prepare<[number, number], string>('select hash from entries where journal = ? and seq = ?').pluck(),
      conflict: db.prepare('insert into conflicts (journal, seq, hash, body) values (?, ?, ?, ?) on conflict do nothing'),
      journal: db.prepare('insert into journals (journal_id, own) values (?, ?)'),
      last: db.prepare<[number], SealedEntry>(lastOfJournal),
    };
    const rows = db
      .prepare<[], { number: number; journalId: string; own: number }>('select number, journal_id as journalId, own from journals')
      .all();
    for (const row of rows) {
      const { seq, hash } = this.#statements.last.get(row.number) ?? { seq: 0, hash: genesisHash };
      this.#held.set(row.journalId, { number: row.number, journalId: row.journalId, own: row.own === 1, seq, hash });
    }
    for (const { journalId, entries } of this.landmarks())
      this.#sessions.add(`${this.numberOf(journalId)} ${sessionIn.exec(entries[0]!.body)?.[1]}`);
  }

  all(): HeldJournal[] {
    return [...this.#held.values()].map(({ journalId, own, seq, hash }) => ({ journalId, own, seq, hash }));
  }

  held(journalId: string): boolean {
    return this.#held.has(journalId);
  }

  numberOf(journalId: string): number {
    return this.#held.get(journalId)!.number;
  }

  position(journalId: string): JournalAt {
    const { seq, hash } = this.#held.get(journalId) ?? { seq: 0, hash: genesisHash };
    return { journalId, seq, hash };
  }

  addJournal(journalId: string, { own }: { own: boolean }): void {
    const number = Number(this.#statements.journal.run(journalId, own ? 1 : 0).lastInsertRowid);
    this.#held.set(journalId, { number, journalId, own, seq: 0, hash: genesisHash });
  }

  insideCommit(write: () => void): void {
    this.#db.transaction(write).immediate();
  }

  /** Inside `insideCommit`; `moved` comes after it, so that memory never runs ahead of the disk. */
  insert(journalId: string, entries: readonly SealedEntry[]): void {
    const number = this.numberOf(journalId);
    for (const { seq, hash, body } of entries) {
      this.#statements.insert.run(number, seq, hash, body);
      if (this.#isLandmark(number, body)) this.#statements.landmark.run(number, seq);
    }
  }

  #isLandmark(number: number, body: string): boolean {
    const session = `${number} ${sessionIn.exec(body)?.[1]}`;
    const isNew = !this.#sessions.has(session);
    this.#sessions.add(session);
    return isNew || landmarkKinds.test(body);
  }

  moved(end: JournalAt): void {
    Object.assign(this.#held.get(end.journalId)!, { seq: end.seq, hash: end.hash });
  }

  keepConflict(journalId: string, { seq, hash, body }: SealedEntry): void {
    this.#statements.conflict.run(this.numberOf(journalId), seq, hash, body);
  }

  conflictCount(): number {
    return this.#db.prepare('select count(*) from conflicts').pluck().get() as number;
  }

  hashAt(journalId: string, seq: number): string | undefined {
    const row = this.#held.get(journalId);
    return row && this.#statements.hashAt.get(row.number, seq);
  }

  range(journalId: string, fromSeq: number, limit: number): SealedEntry[] {
    const row = this.#held.get(journalId);
    return row ? this.#statements.range.all(row.number, fromSeq, limit) : [];
  }

  landmarks(): JournalRange[] {
    const rows = this.#db
      .prepare<[], SealedEntry & { journalId: string }>(
        `select journal_id as journalId, seq, hash, body from landmarks join entries using (journal, seq) join journals on number = journal order by journal, seq`,
      )
      .all();
    return rows.map(({ journalId, ...entry }) => ({ journalId, fromSeq: entry.seq, prevHash: '', entries: [entry] }));
  }

  /** The highest lamport that any journal ends with; within a journal it only grows. */
  highestLamport(): number {
    let highest = 0;
    for (const row of this.#held.values()) {
      const last = this.#statements.last.get(row.number);
      if (last) highest = Math.max(highest, lamportOf(last.body));
    }
    return highest;
  }
}

/** Is the last entry of each journal what its hash says? The pages themselves are checked by SQLite. */
export function firstFault(db: Database): string | undefined {
  const last = db.prepare<[number], SealedEntry>(lastOfJournal);
  for (const number of db.prepare<[], number>('select number from journals').pluck().all()) {
    const entry = last.get(number);
    if (entry && nativeSha256Hex(entry.body) !== entry.hash) return `entry ${entry.seq} of journal ${number} does not match its hash`;
  }
  return undefined;
}

/** The lamport a body carries, 0 when it has none that can be believed. */
export function lamportOf(body: string): number {
  try {
    const { lamport } = JSON.parse(body) as { lamport?: unknown };
    return Number.isSafeInteger(lamport) && (lamport as number) > 0 && (lamport as number) < lamportMax ? (lamport as number) : 0;
  } catch {
    return 0;
  }
}
