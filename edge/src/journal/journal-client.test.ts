import type { LoggedEntry } from '@chute/timing';
import { expect, onTestFinished, test } from 'vitest';
import { aRead } from '../testing/drafts.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { JournalClient, type JournalEvents, waitingMax } from './journal-client.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { journalContent } from './read-journal.ts';

const place = (folder: string) => ({
  folder,
  journalId: '01900000-0000-7000-8000-000000000001',
  newStoreId: '01900000-0000-7000-8000-00000000000f',
});
const silent: JournalEvents = { committed: () => {}, trouble: () => {}, died: () => {} };

test('entries come back from the journal thread in order, and are what stands on disk', async () => {
  const folder = temporaryFolder();
  const seen: LoggedEntry[] = [];
  const journal = await JournalClient.open(place(folder), { ...silent, committed: (entries) => seen.push(...entries) });
  const [first, bent, last] = await Promise.all([
    journal.appended(aRead('1')),
    journal.appended(aRead('lone \udc00 surrogate')),
    journal.appended(aRead('2')),
  ]);
  await journal.close();
  expect([first.seq, bent.entry?.kind, last.seq]).toEqual([1, 'refused', 3]);
  const { entries } = journalContent(folder);
  expect(seen.map(({ seq, hash }) => ({ seq, hash }))).toEqual(entries.map(({ seq, hash }) => ({ seq, hash })));
  expect(seen.map(({ entry }) => entry)).toEqual(entries.map(({ body }) => JSON.parse(body)));
});

test('an entry that no other node could read is not scored here either', async () => {
  const journal = await JournalClient.open(place(temporaryFolder()), silent);
  onTestFinished(() => journal.close());
  const [long, short] = await Promise.all([journal.appended(aRead('x'.repeat(2_000))), journal.appended(aRead('101'))]);
  expect(long).toMatchObject({ seq: 1, entry: null, unscored: expect.stringContaining('ident') });
  expect(short).toMatchObject({ seq: 2, entry: { ident: '101' } });
});

test('a question is answered after everything that was handed in before it', async () => {
  const journal = await JournalClient.open(place(temporaryFolder()), silent);
  onTestFinished(() => journal.close());
  for (let at = 0; at < 1_200; at += 1) journal.append(aRead(String(at)));
  const report = await journal.call('report');
  expect(report.held).toMatchObject([{ own: true, seq: 1_200 }]);
  await expect(journal.call('setup', null as never)).resolves.toBeUndefined();
  await expect(journal.call('putState', 'name', undefined as never)).rejects.toMatchObject({ name: 'JournalCallError' });
});

test('a file in doubt is an error with its code, and the folder is free again', async () => {
  const folder = temporaryFolder();
  const first = await JournalClient.open(place(folder), silent);
  await expect(JournalClient.open(place(folder), silent)).rejects.toMatchObject({ name: 'JournalDoubtError', code: 'in-use' });
  await first.close();
  await (await JournalClient.open(place(folder), silent)).close();
});

test('when the journal thread dies, everyone who waits is told, once', async () => {
  const { channel, die } = aChannel();
  const deaths: string[] = [];
  const journal = await JournalClient.open(place('nowhere'), { ...silent, died: (error) => deaths.push(error.message) }, () => channel);
  const asked = journal.call('report');
  die(new Error('out of memory'));
  die(new Error('exit 1'));
  await expect(asked).rejects.toMatchObject({ code: 'thread-ended' });
  await expect(journal.call('report')).rejects.toMatchObject({ code: 'thread-ended' });
  await expect(journal.appended(aRead('1'))).rejects.toMatchObject({ code: 'thread-ended' });
  expect(deaths).toEqual(['out of memory']);
});

test('when the disk falls behind, ports are told to wait, and to go on once half the queue is free', async () => {
  const { channel, answer } = aChannel();
  const journal = await JournalClient.open(place('nowhere'), silent, () => channel);
  let wentOn = false;
  for (let at = 0; at < waitingMax; at += 1) journal.append(aRead('1'));
  expect(journal.hasRoom()).toBe(false);
  journal.whenRoom(() => {
    wentOn = true;
  });
  const commit = (count: number) =>
    answer({
      type: 'committed',
      committed: { journalId: 'j', fromSeq: 1, prevHash: '', lamport: 1, hashes: Array(count).fill('h'), replaced: [] },
    });
  commit(waitingMax / 2);
  expect([journal.hasRoom(), wentOn]).toEqual([true, false]);
  commit(1);
  expect(wentOn).toBe(true);
});

/** A journal thread that does what the story says. */
function aChannel() {
  let on: { message: (message: FromWorker) => void; died: (error: Error) => void };
  const channel = {
    post: (_: ToWorker) => {},
    listen: (listener: typeof on) => {
      on = listener;
      queueMicrotask(() => on.message({ type: 'opened', report: { storeId: 's', journalId: 'j', held: [], landmarks: [], numbers: [] } }));
    },
  };
  return { channel, die: (error: Error) => on.died(error), answer: (message: FromWorker) => on.message(message) };
}
