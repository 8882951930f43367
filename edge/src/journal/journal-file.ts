import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makeDurableFolder, syncFolder } from '../durable-folder.ts';
import { firstFault } from './entry-table.ts';
import { JournalDoubtError } from './journal-doubt-error.ts';
import { applicationId, createTables, schemaVersion } from './schema.ts';

export type JournalFile = Database.Database;

/**
 * Opens the one SQLite file of an edge, or makes it. What is doubtful is left untouched.
 * Errors: `JournalDoubtError`.
 */
export function openJournalFile(path: string, birth: { storeId: string }): JournalFile {
  makeDurableFolder(dirname(path));
  if (!existsSync(path)) create(path, birth);
  rewriteLog(path);
  const db = new Database(path);
  try {
    checkFile(db, path);
    makeDurable(db);
    checkDurable(db, path);
    return db;
  } catch (error) {
    db.close();
    throw asDoubt(error, path);
  }
}

/**
 * Whoever wrote the -wal that is there may have been told that a sync failed. Linux tells it once, shows the bytes as if they were on disk, and
 * never writes them again (F9): so they are written again, in place and as they are, for the next sync to mean what it says.
 */
function rewriteLog(path: string): void {
  if (!existsSync(`${path}-wal`)) return;
  const log = openSync(`${path}-wal`, 'r+');
  try {
    writeSync(log, readFileSync(log), 0, undefined, 0);
    fsyncSync(log);
  } finally {
    closeSync(log);
  }
}

/** For salvage and for dumps: whatever can be read of a file, without a single write. */
export function openJournalFileReadOnly(path: string): JournalFile {
  return new Database(path, { readonly: true, fileMustExist: true });
}

/** Holds the data folder for this process, until `close` or death: the system frees it even after SIGKILL. */
export function lockDataFolder(folder: string): { close: () => void } {
  makeDurableFolder(folder);
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
  db.pragma('cache_size = -1000'); // KB: entries are appended, and read once; a full commit is 350
  db.pragma('secure_delete = on'); // an erased name leaves the file as well
}

/** The file gets its name when all of it is on disk: half a file, left by a power cut, could not be told from a damaged one. */
function create(path: string, birth: { storeId: string }): void {
  if (existsSync(`${path}-wal`))
    throw new JournalDoubtError({ code: 'damaged', path, found: 'its -wal is there, the file itself is gone' });
  const draft = `${path}.new`;
  for (const leftover of [draft, `${draft}-journal`]) if (existsSync(leftover)) unlinkSync(leftover);
  const db = new Database(draft);
  try {
    db.transaction(() => {
      db.exec(createTables);
      db.prepare(`insert into store (name, value) values ('store_id', ?)`).run(birth.storeId);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${schemaVersion}`);
    }).immediate();
  } finally {
    db.close();
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
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
