import { expect, test } from 'vitest';
import { aRead } from '../testing/drafts.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Journal } from './journal.ts';
import { lockDataFolder } from './journal-file.ts';
import { JournalService } from './journal-service.ts';
import type { CallName, FromWorker } from './messages.ts';

const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as const;

/** A journal's service whose first file fails to sync its heartbeat. */
function aService() {
  const said: FromWorker[] = [];
  const retries: (() => void)[] = [];
  let opened = 0;
  const service = new JournalService(
    { folder: temporaryFolder(), journalId: ids[0], newStoreId: ids[0] },
    { post: (message) => said.push(message), receive: () => undefined },
    {
      lock: lockDataFolder,
      open: (birth) => {
        const journal = new Journal(birth);
        if (opened++ === 0) journal.heartbeat = () => fail('SQLITE_IOERR_FSYNC');
        return journal;
      },
      later: (_, run) => {
        retries.push(run);
        return () => {};
      },
    },
  );
  const ask = (name: CallName, ...args: unknown[]) => service.handle({ type: 'call', id: 1, name, args });
  const heard = () => said.splice(0).map(({ type }) => type);
  return { service, ask, said, heard, retry: () => retries.shift()?.() };
}

function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}

test('a sync that failed outside a commit is trouble as well, and nothing is asked of that file until it was opened anew', () => {
  const { ask, heard, retry } = aService();
  expect(heard()).toEqual(['opened']);
  ask('heartbeat', 1);
  expect(heard()).toEqual(['failed', 'trouble']);
  ask('conflicts');
  expect(heard()).toEqual([]);
  retry();
  expect(heard()).toEqual(['cleared', 'answer']);
});

test('a file that was opened anew goes on with the journal that was begun last', () => {
  const { service, ask, said, retry } = aService();
  service.handle({ type: 'append', drafts: [aRead('1')] });
  ask('beginJournal', ids[1]);
  ask('heartbeat', 1);
  service.handle({ type: 'append', drafts: [aRead('2')] });
  retry();
  expect(said.filter(({ type }) => type === 'committed')).toMatchObject([
    { committed: { journalId: ids[0], fromSeq: 1 } },
    { committed: { journalId: ids[1], fromSeq: 1 } },
  ]);
});

test('an edge can be stopped while its disk is in doubt', () => {
  const { service, ask, heard } = aService();
  ask('heartbeat', 1);
  ask('conflicts');
  service.handle({ type: 'close' });
  expect(heard().at(-1)).toBe('closed');
});
