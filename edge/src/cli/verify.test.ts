import type { JournalHolding } from '@chute/protocol';
import { newId } from '@chute/service';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { journalFileName } from '../journal/journal-service.ts';
import { saveCredentials } from '../link/hub-credentials.ts';
import type { Fetch } from '../link/hub-http.ts';
import { aRead } from '../testing/drafts.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { verifiedText, verify } from './verify.ts';

const noHub: Fetch = () => Promise.reject(new Error('nobody asked for a hub'));

/** A stopped edge with one journal of this many reads, joined to a hub. */
function aFolder(reads = 12): { folder: string; journalId: string; journal: Journal; hashAt: (seq: number) => string } {
  const [folder, journalId] = [temporaryFolder(), newId()];
  const journal = new Journal({ path: `${folder}/${journalFileName}`, journalId, newStoreId: newId() });
  const { hashes } = journal.append(Array.from({ length: reads }, (_, at) => aRead(String(at))));
  const hub = { partner_id: '7', edge_id: newId(), credential: 'chute_7_k_s', mqtt_url: 'mqtt://hub.example', event_id: null };
  saveCredentials(folder, { ...hub, hub_url: 'http://hub.example' });
  return { folder, journalId, journal, hashAt: (seq) => hashes[seq - 1]! };
}

/** A hub that has this of the journal. */
function aHub(has: Partial<JournalHolding> & Pick<JournalHolding, 'journal_id'>): { fetch: Fetch; asked: string[] } {
  const asked: string[] = [];
  const holding = { count: 0, end_seq: 0, end_hash: '0'.repeat(64), missing: [], conflicts: 0, ...has };
  const fetch = (async (url: string, { headers }: { headers: { authorization: string } }) => {
    asked.push(`${headers.authorization} ${url}`);
    return Response.json(holding);
  }) as unknown as Fetch;
  return { fetch, asked };
}

test('the hub has 12 of 12: asked live, with the credential of this edge, while the edge runs', async () => {
  const { folder, journalId, hashAt } = aFolder();
  const hub = aHub({ journal_id: journalId, count: 12, end_seq: 12, end_hash: hashAt(12) });
  const verified = await verify(folder, hub);
  expect(verified).toMatchObject({ verdict: 'whole', entries: 12, text: 'all is well: 1 journal, 12 entries, the hub has 12 of 12' });
  expect(verifiedText(verified)).toContain(`${journalId} (ours): 12 entries, whole; the hub has 12 of 12`);
  expect(hub.asked).toEqual([`Bearer chute_7_k_s http://hub.example/api/v1/partners/7/timing/journals/${journalId}`]);
});

test('what the hub lacks is named, in the middle and at the end', async () => {
  const { folder, journalId, hashAt } = aFolder();
  const missing = [{ from_seq: 3, to_seq: 4 }];
  const hub = aHub({ journal_id: journalId, count: 8, end_seq: 10, end_hash: hashAt(10), missing });
  const verified = await verify(folder, hub);
  expect(verified).toMatchObject({ verdict: 'behind', text: 'nothing is lost here: 1 journal, 12 entries, the hub has 8 of 12' });
  expect(verified.journals[0]).toMatchObject({ hub: { asked: true, has: 8, missing: [...missing, { from_seq: 11, to_seq: 12 }] } });
  expect(verified.journals[0]!.text).toBe('12 entries, whole; the hub has 8 of 12, not 3 to 4, 11 to 12');
});

test('without a link it is said that the hub was not asked', async () => {
  const { folder } = aFolder();
  const verified = await verify(folder, { fetch: noHub });
  expect(verified).toMatchObject({ verdict: 'behind', journals: [{ hub: { asked: false } }] });
  expect(verified.journals[0]!.text).toContain('the hub was not asked: the hub at http://hub.example');
});

test('a hub that has more than this folder means an old copy or a clone', async () => {
  const { folder, journalId } = aFolder();
  const verified = await verify(folder, aHub({ journal_id: journalId, count: 20, end_seq: 20, end_hash: 'a'.repeat(64) }));
  expect(verified).toMatchObject({ verdict: 'broken' });
  expect(verified.journals[0]!.text).toContain('an old copy or a clone');
});

test('a hub that has another entry at the same place is no hub that has it all', async () => {
  const { folder, journalId } = aFolder();
  const verified = await verify(folder, aHub({ journal_id: journalId, count: 12, end_seq: 12, end_hash: 'a'.repeat(64) }));
  expect(verified.verdict).toBe('broken');
  expect(verified.journals[0]!.text).toContain('another entry at 12');
});

test('an entry that is gone, one that was changed, and one that came with other content are found on this disk', async () => {
  const { folder, journalId, journal, hashAt } = aFolder();
  journal.close();
  const db = new Database(`${folder}/${journalFileName}`);
  db.pragma('foreign_keys = off');
  db.exec(`delete from entries where seq = 4; update entries set body = replace(body, 'FINISH', 'START') where seq = 9;
    insert into conflicts select journal, seq, 'other', body from entries where seq = 7`);
  db.close();
  const verified = await verify(folder, aHub({ journal_id: journalId, count: 12, end_seq: 12, end_hash: hashAt(12) }));
  expect(verified.journals[0]).toMatchObject({
    ...{ verdict: 'broken', count: 11, missing: [{ from_seq: 4, to_seq: 4 }], conflicts: [7] },
    faults: [{ seq: 9, fault: 'hash' }],
  });
  expect(verified.journals[0]!.text).toContain(
    '11 entries, with 1 missing (4), and 1 not as written (the first is 9), and 1 that came with other content (7)',
  );
});

test('a folder without a journal, and a file that is none, are answered with a sentence', async () => {
  await expect(verify(temporaryFolder(), { fetch: noHub })).rejects.toMatchObject({ name: 'CliError' });
  const { folder, journal } = aFolder();
  journal.close();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${folder}/${journalFileName}`, 'reads: 1, 2, 3, and then some other text that is no database at all');
  expect(await verify(folder, { fetch: noHub })).toMatchObject({ verdict: 'broken', text: expect.stringContaining('cannot be read') });
});
