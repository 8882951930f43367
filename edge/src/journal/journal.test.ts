import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { type EntryBatch, genesisHash, type SealedEntry } from '@chute/protocol';
import { sha256Hex } from '@chute/timing';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { aRead, aSessionOpen, eventId, sessionId } from '../testing/drafts.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Journal } from './journal.ts';
import { JournalDoubtError } from './journal-doubt-error.ts';
import { lockDataFolder } from './journal-file.ts';
import { journalContent } from './read-journal.ts';

const ids = [
  '01900000-0000-7000-8000-000000000001',
  '01900000-0000-7000-8000-000000000002',
  '01900000-0000-7000-8000-000000000003',
] as const;
const storeId = '01900000-0000-7000-8000-00000000000f';

function openIn(folder: string, journalId: string = ids[0]): Journal {
  return new Journal({ path: `${folder}/journal.sqlite`, journalId, newStoreId: storeId });
}

test('every read that was committed is there after the edge died without closing its file', () => {
  const folder = temporaryFolder();
  const journal = openIn(folder);
  journal.append([aSessionOpen(), aRead('101'), aRead('102')]);
  const { hashes } = journal.append([aRead('103')]);
  // What a dead process leaves: the file and its write-ahead log, never checkpointed.
  const after = temporaryFolder();
  for (const name of ['journal.sqlite', 'journal.sqlite-wal']) copyFileSync(`${folder}/${name}`, `${after}/${name}`);

  const dump = journalContent(after);
  expect(dump.integrity).toBe('ok');
  expect(dump.entries.map(({ body }) => JSON.parse(body).ident)).toEqual([undefined, '101', '102', '103']);
  const reopened = openIn(after, ids[1]);
  expect(reopened.position(ids[0])).toEqual({ journalId: ids[0], seq: 4, hash: hashes[0] });
  expect(reopened.end()).toMatchObject({ journalId: ids[1], seq: 0, hash: genesisHash, lamport: 4 });
});

test('each entry names the hash of the one before it, and the hash is that of the very text on disk', () => {
  const folder = temporaryFolder();
  const journal = openIn(folder);
  journal.append([aRead('1'), aRead('2')]);
  journal.append([aRead('3')]);
  const { entries } = journal.read({ journalId: ids[0], fromSeq: 1, limit: 10 });
  let prev = genesisHash;
  for (const { hash, body } of entries) {
    expect(sha256Hex(body)).toBe(hash);
    expect(JSON.parse(body).prev).toBe(prev);
    prev = hash;
  }
  expect(journal.read({ journalId: ids[0], fromSeq: 3, limit: 10 })).toMatchObject({ prevHash: entries[1]!.hash, entries: [{ seq: 3 }] });
});

test('the disk is asked to sync every commit, also after the first write', () => {
  const folder = temporaryFolder();
  const journal = openIn(folder);
  journal.append([aRead('1')]);
  expect(journal.durability()).toEqual({ journalMode: 'wal', synchronous: 2 });
  // The connection that Journal uses checked itself; another one shows what SQLite would do when nobody asks.
  const careless = new Database(`${folder}/journal.sqlite`);
  careless.exec(`update store set value = value where name = 'starts'`);
  expect(careless.pragma('synchronous', { simple: true }), 'the default that makes the check necessary').toBe(1);
});

test('a draft that cannot be written as it is becomes a refused entry, and the ones beside it are kept', () => {
  const journal = openIn(temporaryFolder());
  const committed = journal.append([aRead('1'), aRead('lone \ud800 surrogate'), aRead('x'.repeat(70_000)), aRead('2')]);
  const bodies = journal.read({ journalId: ids[0], fromSeq: 1, limit: 10 }).entries.map(({ body }) => JSON.parse(body));
  expect(bodies.map(({ kind }) => kind)).toEqual(['read', 'refused', 'refused', 'read']);
  expect(bodies[1]).toMatchObject({
    family: 'journal',
    reason: expect.stringContaining('surrogate'),
    raw: aRead('lone \ud800 surrogate').raw,
  });
  expect(committed.replaced.map(({ seq }) => seq)).toEqual([2, 3]);
});

function foreignBatch(count: number, from = 1, prevHash = genesisHash): EntryBatch {
  const other = new Journal({ path: `${temporaryFolder()}/journal.sqlite`, journalId: ids[2], newStoreId: storeId });
  other.append(Array.from({ length: from + count - 1 }, (_, at) => aRead(`F${at + 1}`)));
  const { entries } = other.read({ journalId: ids[2], fromSeq: from, limit: count });
  return {
    linkId: ids[1],
    journalId: ids[2],
    fromSeq: from,
    prevHash: from === 1 ? prevHash : other.read({ journalId: ids[2], fromSeq: from, limit: 1 }).prevHash,
    entries,
  };
}

test('entries of another node are stored once, however often they come', () => {
  const journal = openIn(temporaryFolder());
  const batch = foreignBatch(3);
  expect(journal.importBatch(batch)).toMatchObject({
    position: { seq: 3 },
    conflicts: 0,
    refused: null,
    stored: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
  });
  expect(journal.importBatch(batch)).toMatchObject({ position: { seq: 3 }, conflicts: 0, stored: [] });
  expect(journal.importBatch(foreignBatch(4, 2))).toMatchObject({ position: { seq: 5 }, stored: [{ seq: 4 }, { seq: 5 }] });
});

test('a batch that would leave a gap is not stored, and the answer says where the journal ends', () => {
  const journal = openIn(temporaryFolder());
  journal.importBatch(foreignBatch(2));
  expect(journal.importBatch(foreignBatch(3, 4))).toMatchObject({
    position: { seq: 2 },
    stored: [],
    refused: expect.stringContaining('gap'),
  });
});

test('an entry that comes again with another content is kept apart, and the first one stands', () => {
  const journal = openIn(temporaryFolder());
  const batch = foreignBatch(3);
  journal.importBatch(batch);
  const forged = { ...batch.entries[1]!, body: batch.entries[1]!.body.replace('F2', 'F9') };
  const entries = [batch.entries[0]!, { ...forged, hash: sha256Hex(forged.body) }, batch.entries[2]!];
  expect(journal.importBatch({ ...batch, entries })).toMatchObject({ conflicts: 1, stored: [] });
  expect(journal.conflicts()).toBe(1);
  expect(journal.read({ journalId: ids[2], fromSeq: 2, limit: 1 }).entries[0]!.body).toBe(batch.entries[1]!.body);
});

test('a body that is not what its hash says, and a batch that goes on from another history, are refused', () => {
  const journal = openIn(temporaryFolder());
  const batch = foreignBatch(2);
  const bent: SealedEntry = { ...batch.entries[1]!, body: `${batch.entries[1]!.body} ` };
  expect(journal.importBatch({ ...batch, entries: [batch.entries[0]!, bent] })).toMatchObject({
    position: { seq: 1 },
    refused: expect.any(String),
  });
  const elsewhere = { ...foreignBatch(1, 2), prevHash: 'f'.repeat(64) };
  expect(journal.importBatch(elsewhere)).toMatchObject({
    position: { seq: 1 },
    stored: [],
    refused: expect.stringContaining('another entry 1'),
  });
});

test('nobody else writes into the journal that is being written', () => {
  const journal = new Journal({ path: `${temporaryFolder()}/journal.sqlite`, journalId: ids[2], newStoreId: storeId });
  expect(journal.importBatch(foreignBatch(2))).toMatchObject({ position: { seq: 0 }, stored: [], refused: expect.any(String) });
});

test('corrections made after hearing of others are ordered behind them, and an absurd lamport is not followed', () => {
  const journal = openIn(temporaryFolder());
  journal.importBatch(foreignBatch(7));
  expect(journal.append([aRead('1')]).lamport).toBe(8);

  const absurd = JSON.stringify({ lamport: Number.MAX_SAFE_INTEGER });
  const entries = [{ seq: 1, hash: sha256Hex(absurd), body: absurd }];
  journal.importBatch({ linkId: ids[1], journalId: ids[1], fromSeq: 1, prevHash: genesisHash, entries });
  expect(journal.append([aRead('2')]).lamport).toBe(9);
});

test('a restart knows which session belongs to which event, and which journals it is written in', () => {
  const folder = temporaryFolder();
  const first = openIn(folder);
  first.append([aSessionOpen(eventId), aRead('1'), aRead('2')]);
  first.close();
  const second = openIn(folder, ids[1]);
  second.append([aRead('4')]);
  second.append([aRead('5')]);
  const { landmarks, held } = second.report();
  expect(landmarks.map(({ journalId, fromSeq }) => [journalId, fromSeq])).toEqual([
    [ids[0], 1],
    [ids[1], 1],
  ]);
  expect(held.map(({ journalId, own, seq }) => [journalId, own, seq])).toEqual([
    [ids[0], true, 3],
    [ids[1], true, 2],
  ]);
});

test('a restart knows which numbers of a decoder it holds', () => {
  const folder = temporaryFolder();
  const first = openIn(folder);
  first.append([aRead('1', { sourceSeq: 7 }), aRead('2', { sourceSeq: 9 }), aRead('3', { sourceSeq: 8, location: 'START' })]);
  first.append([aRead('3', { sourceSeq: 10 })]);
  first.close();
  expect(openIn(folder, ids[1]).report().numbers).toEqual([
    {
      sessionId,
      clockId: 'decoder-1',
      location: 'FINISH',
      ranges: [
        [7, 7],
        [9, 10],
      ],
    },
    { sessionId, clockId: 'decoder-1', location: 'START', ranges: [[8, 8]] },
  ]);
});

test.each([
  [
    'bytes inside it were overwritten',
    'damaged',
    (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 4096), Buffer.alloc(40_000, 7)])),
  ],
  ['it was cut short', 'damaged', (path: string) => truncateSync(path, 8_192)],
  [
    'it is no database at all',
    'not-a-journal',
    (path: string) => writeFileSync(path, 'reads: 1, 2, 3, and then quite a lot of other text'),
  ],
  ['another program made it', 'not-a-journal', (path: string) => withPragma(path, 'application_id = 1')],
  ['a newer version made it', 'newer-schema', (path: string) => withPragma(path, 'user_version = 99')],
  [
    'an entry was changed by hand',
    'damaged',
    (path: string) => withSql(path, `update entries set body = replace(body, '"59"', '"60"') where seq = 60`),
  ],
])('a journal is left as it is when %s', (_, code, harm) => {
  const folder = temporaryFolder();
  const path = `${folder}/journal.sqlite`;
  const journal = openIn(folder);
  journal.append([aSessionOpen(), ...Array.from({ length: 59 }, (_, at) => aRead(String(at + 1)))]);
  journal.close();
  harm(path);
  const before = readFileSync(path);
  expect(() => openIn(folder, ids[1])).toThrowError(expect.objectContaining({ name: 'JournalDoubtError', code }));
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a first start that the power cut short is made again', () => {
  const folder = temporaryFolder();
  writeFileSync(`${folder}/journal.sqlite.new`, 'half of');
  openIn(folder).append([aRead('1')]);
  expect(journalContent(folder).entries).toHaveLength(1);
});

test('two edges cannot share a data folder', () => {
  const folder = temporaryFolder();
  const first = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrowError(JournalDoubtError);
  first.close();
  lockDataFolder(folder).close();
});

test('an erased person leaves no name behind, and an older copy does not bring it back', () => {
  const { side } = openIn(temporaryFolder());
  const person = { participant_id: ids[0], first_name: 'Ada', last_name: 'Example', city: null, country: null, revision: 1, erased: false };
  side.putPersons(eventId, [person]);
  side.putPersons(eventId, [{ ...person, first_name: null, last_name: null, revision: 2, erased: true }]);
  side.putPersons(eventId, [person]);
  expect(side.persons(eventId)).toEqual([expect.objectContaining({ first_name: null, erased: true })]);
});

function withPragma(path: string, pragma: string): void {
  const db = new Database(path);
  db.pragma(pragma);
  db.close();
}

function withSql(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}
