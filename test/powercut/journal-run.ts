import { randomUUID } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { type JournalEnd, journalStart, type SealedEntry, sealEntry } from '@chute/protocol/sealed-entry';
import { nativeSha256Hex } from '@chute/service/native-sha256';
import { JournalService } from '../../edge/src/journal/journal-service.ts';
import type { Calls, FromWorker } from '../../edge/src/journal/messages.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { aRead } from './a-read.ts';
import type { Claim } from './claim.ts';
import type { JournalRun } from './recording.ts';
import { order } from './shimmed-disk.ts';

// A stretch of an edge's life, for a trace: what the journal's thread does, with commits of a few reads each and with what another node holds.
// Whatever it says is on disk is written to a file of its own at once, so that the trace tells what had been said at any instant.

const { dataDir, claimsFile, control, commits, ending, failSyncs } = JSON.parse(process.argv[2]!) as JournalRun;
const random = seededRandom(commits);
const claimLines = openSync(claimsFile, 'a');

let answer: unknown;
let trouble: { over: Promise<void>; end: () => void } | undefined;
const journal = new JournalService(
  { folder: dataDir, journalId: randomUUID(), newStoreId: randomUUID() },
  { post: hear, receive: () => undefined },
);

let reads = 0;
let otherEnd = journalStart(randomUUID(), 0);
for (let commit = 1; commit <= commits; commit++) {
  if (failSyncs.includes(commit)) order(control, 'fail-sync');
  if (commit % 20 === 0) await ask('heartbeat', commit);
  if (commit % 25 === 0) await hearFromOtherNode(10);
  if (commit % 150 === 0) await ask('beginJournal', randomUUID());
  journal.handle({ type: 'append', drafts: Array.from({ length: 1 + Math.floor(random() * 4) }, () => aRead(++reads)) });
  if (commit < commits || ending !== 'killed after a failed sync') await trouble?.over;
}
if (ending === 'closed') journal.handle({ type: 'close' });
else process.kill(process.pid, 'SIGKILL');

function hear(message: FromWorker): void {
  if (message.type === 'opened') claim(message.report.held.filter(({ seq }) => seq > 0));
  if (message.type === 'committed') {
    const { journalId, fromSeq, hashes } = message.committed;
    claim(hashes.map((hash, at) => ({ journalId, seq: fromSeq + at, hash })));
  }
  if (message.type === 'answer') answer = message.value;
  if (message.type === 'trouble') {
    const { promise, resolve } = Promise.withResolvers<void>();
    trouble = { over: promise, end: resolve };
  }
  if (message.type === 'cleared') trouble?.end();
}

function claim(said: Claim[]): void {
  if (said.length > 0)
    writeSync(claimLines, said.map(({ journalId, seq, hash }) => `${JSON.stringify({ journalId, seq, hash })}\n`).join(''));
}

/** Undefined when the disk did not let it. */
async function ask<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): Promise<ReturnType<Calls[Name]> | undefined> {
  answer = undefined;
  journal.handle({ type: 'call', id: 1, name, args });
  await trouble?.over;
  return answer as ReturnType<Calls[Name]> | undefined;
}

async function hearFromOtherNode(count: number): Promise<void> {
  const { entries, end } = entriesAfter(otherEnd, count);
  const { journalId, seq, hash: prevHash } = otherEnd;
  const outcome = await ask('importBatch', { linkId: journalId, journalId, fromSeq: seq + 1, prevHash, entries });
  if (!outcome) return; // it comes again
  otherEnd = end;
  claim([outcome.position]);
}

function entriesAfter(start: JournalEnd, count: number): { entries: SealedEntry[]; end: JournalEnd } {
  let end = start;
  const entries = Array.from({ length: count }, () => {
    const { seq, hash, body } = sealEntry(aRead(end.seq + 1), end, nativeSha256Hex);
    end = { journalId: end.journalId, seq, hash, lamport: seq };
    return { seq, hash, body };
  });
  return { entries, end };
}
