import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { firstFault } from './entry-table.ts';
import { JournalDoubtError } from './journal-doubt-error.ts';
import { applicationId, createTables, schemaVersion } from './schema.ts';

export type JournalFile = Database.Database;

/**
 * Opens the one SQLite file of an edge, or makes it. What is doubtful is left untouched.
 * Errors: `JournalDoubtError`.
 */
export function openJournalFile(path: string, birth: { storeId: string }): JournalFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const isNew = !existsSync(path);
  if (isNew && existsSync(`${path}-wal`))
    throw new JournalDoubtError({ code: 'damaged', path, found: 'its -wal is there, the file itself is gone' });
  const db = new Database(path);
  try {
    if (!isNew) checkFile(db, path);
    makeDurable(db);
    if (isNew) create(db, birth);
    checkDurable(db, path);
    return db;
  } catch (error) {
    db.close();
    throw asDoubt(error, path);
  }
}

/** For salvage and for dumps: whatever can be read of a file, without a single write. */
export function openJournalFileReadOnly(path: string): JournalFile {
  return new Database(path, { readonly: true, fileMustExist: true });
}

/** Holds the data folder for this process, until `close` or death: the system frees it even after SIGKILL. */
export function lockDataFolder(folder: string): { close: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = `${folder}/edge.lock`;
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    throw new JournalDoubtError({ code: 'in-use', path, found: 'another chute-edge runs on this data folder' }, { cause: error });
  }
}

function checkFile(db: JournalFile, path: string): void {
  const doubt = (code: JournalDoubtError['code'], found: string) => new JournalDoubtError({ code, path, found });
  const version = db.pragma('user_version', { simple: true }) as number;
  if (db.pragma('application_id', { simple: true }) !== applicationId) throw doubt('not-a-journal', 'it is no chute journal');
  if (version > schemaVersion) throw doubt('newer-schema', `its schema is ${version}, this program knows ${schemaVersion}`);
  const check = db.pragma('quick_check(1)', { simple: true }) as string;
  if (check !== 'ok') throw doubt('damaged', check);
  const fault = firstFault(db);
  if (fault) throw doubt('damaged', fault);
}

function makeDurable(db: JournalFile): void {
  db.pragma('journal_mode = wal');
  // By hand, on every connection: this build of SQLite would fall back to NORMAL, which a power cut does not survive (F1).
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = on');
  db.pragma('cache_size = -4000'); // KB: entries are appended, and read once
  db.pragma('secure_delete = on'); // an erased name leaves the file as well
}

function create(db: JournalFile, birth: { storeId: string }): void {
  db.transaction(() => {
    db.exec(createTables);
    db.prepare(`insert into store (name, value) values ('store_id', ?)`).run(birth.storeId);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${schemaVersion}`);
  }).immediate();
}

// The setting reads FULL until the first write and may be another one after it (F1), so it is read after a write.
function checkDurable(db: JournalFile, path: string): void {
  db.prepare(
    `insert into store (name, value) values ('starts', '1') on conflict (name) do update set value = cast(value as integer) + 1`,
  ).run();
  const { journalMode, synchronous } = durabilityOf(db);
  if (journalMode === 'wal' && synchronous === 2) return;
  throw new JournalDoubtError({
    code: 'not-durable',
    path,
    found: `journal_mode ${journalMode}, synchronous ${synchronous}, wanted wal and 2`,
  });
}

export function durabilityOf(db: JournalFile): { journalMode: string; synchronous: number } {
  return {
    journalMode: db.pragma('journal_mode', { simple: true }) as string,
    synchronous: db.pragma('synchronous', { simple: true }) as number,
  };
}

function asDoubt(error: unknown, path: string): unknown {
  if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(error.code)) {
    const code = error.code === 'SQLITE_NOTADB' ? 'not-a-journal' : 'damaged';
    return new JournalDoubtError({ code, path, found: error.message }, { cause: error });
  }
  return error;
}
