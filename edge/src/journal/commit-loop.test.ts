import type { EntryDraft } from '@chute/protocol';
import { expect, test } from 'vitest';
import { aRead } from '../testing/drafts.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { CommitLoop, entriesPerCommit } from './commit-loop.ts';
import { type Committed, Journal } from './journal.ts';

const journalId = '01900000-0000-7000-8000-000000000001';

/** A commit loop on a real file, whose disk fails when told to. */
function aLoop() {
  const folder = temporaryFolder();
  const open = () => new Journal({ path: `${folder}/journal.sqlite`, journalId, newStoreId: journalId });
  const journal = open();
  const heard: string[] = [];
  const commits: Committed[] = [];
  const retries: (() => void)[] = [];
  const arriving: EntryDraft[][] = [];
  const failedOpenings: Error[] = [];
  const loop = new CommitLoop(journal, {
    drain: () => arriving.shift() ?? [],
    committed: (committed) => commits.push(committed),
    trouble: ({ code }) => heard.push(code),
    cleared: () => heard.push('cleared'),
    later: (_, run) => retries.push(run),
    reopen: (old) => {
      old.close();
      const failure = failedOpenings.shift();
      if (failure) throw failure;
      return open();
    },
  });
  const failNextCommit = (code: string, { landed = false } = {}) => {
    const append = journal.append.bind(journal);
    loop.journal.append = (drafts) => {
      if (landed) new Journal({ path: `${folder}/journal.sqlite`, journalId, newStoreId: journalId }).append(drafts);
      loop.journal.append = append;
      throw Object.assign(new Error(code), { code });
    };
  };
  return { loop, heard, commits, arriving, failedOpenings, retry: () => retries.shift()?.(), failNextCommit };
}

const sizes = (commits: Committed[]) => commits.map(({ hashes }) => hashes.length);

test('whatever arrived during a commit goes into the next one, never more than 500 at once', () => {
  const { loop, commits, arriving } = aLoop();
  arriving.push(
    [aRead('2')],
    [],
    Array.from({ length: 700 }, (_, at) => aRead(String(at))),
  );
  loop.take([aRead('1')]);
  loop.take([aRead('3')]);
  loop.take([aRead('4')]);
  expect(sizes(commits)).toEqual([2, 1, entriesPerCommit, 201]);
  expect(commits.at(-1)).toMatchObject({ fromSeq: 504 });
});

test('on a full disk nothing is acknowledged, what arrives waits in order, and it goes on by itself', () => {
  const { loop, heard, commits, retry, failNextCommit } = aLoop();
  failNextCommit('SQLITE_FULL');
  loop.take([aRead('1')]);
  loop.take([aRead('2')]);
  expect([heard, commits]).toEqual([['SQLITE_FULL'], []]);
  retry();
  expect(heard).toEqual(['SQLITE_FULL', 'cleared']);
  expect(sizes(commits)).toEqual([2]);
});

test('a disk that goes on refusing is told of once', () => {
  const { loop, heard, commits, retry, failNextCommit } = aLoop();
  failNextCommit('SQLITE_FULL');
  loop.take([aRead('1')]);
  failNextCommit('SQLITE_FULL');
  retry();
  expect([heard, commits]).toEqual([['SQLITE_FULL'], []]);
  retry();
  expect(heard).toEqual(['SQLITE_FULL', 'cleared']);
});

test('a file that cannot be opened anew is tried again, and is not written meanwhile', () => {
  const { loop, heard, commits, failedOpenings, retry, failNextCommit } = aLoop();
  failNextCommit('SQLITE_IOERR_FSYNC');
  failedOpenings.push(Object.assign(new Error('no'), { code: 'SQLITE_IOERR_READ' }));
  loop.take([aRead('1')]);
  retry();
  loop.take([aRead('2')]);
  expect([heard, commits, loop.isInDoubt]).toEqual([['SQLITE_IOERR_FSYNC'], [], true]);
  retry();
  expect(heard).toEqual(['SQLITE_IOERR_FSYNC', 'cleared']);
  expect(sizes(commits)).toEqual([2]);
});

test('after a failed sync the file is opened anew before it is written again', () => {
  const { loop, heard, commits, retry, failNextCommit } = aLoop();
  const before = loop.journal;
  failNextCommit('SQLITE_IOERR_FSYNC');
  loop.take([aRead('1')]);
  retry();
  expect(loop.journal).not.toBe(before);
  expect(heard).toEqual(['SQLITE_IOERR_FSYNC', 'cleared']);
  expect(sizes(commits)).toEqual([1]);
});

test('a commit that was reported as failed but is on disk is not made twice', () => {
  const { loop, commits, retry, failNextCommit } = aLoop();
  failNextCommit('SQLITE_IOERR_FSYNC', { landed: true });
  loop.take([aRead('1'), aRead('2')]);
  retry();
  expect(sizes(commits)).toEqual([2]);
  expect(loop.journal.end().seq).toBe(2);
});

test('a fault of ours is not taken for a full disk', () => {
  const { loop, failNextCommit } = aLoop();
  failNextCommit('ERR_OURS');
  expect(() => loop.take([aRead('1')])).toThrowError('ERR_OURS');
});
