import { type EntryBatch, genesisHash, journalStart, type SealedEntry, sealEntry } from '@chute/protocol';
import { newId } from '@chute/service';
import { expect, test } from 'vitest';
import type { FromWorker, ToWorker } from './journal/messages.ts';
import type { JournalChannel } from './journal/worker-channel.ts';
import { RaceLog, type Stored } from './race-log.ts';
import { aRead, aSessionOpen } from './testing/drafts.ts';
import { HandTime } from './testing/hand-time.ts';

/** A journal's thread whose disk says that it failed, and has it all the same. */
class TwoMindedDisk implements JournalChannel {
  #tell: (message: FromWorker) => void = () => {};
  readonly #held: SealedEntry[] = [];

  listen({ message }: Parameters<JournalChannel['listen']>[0]): void {
    this.#tell = message;
    const journalId = newId();
    const held = [{ journalId, own: true, seq: 0, hash: genesisHash }];
    message({ type: 'opened', report: { storeId: newId(), journalId, held, landmarks: [], numbers: [] } });
  }

  post(message: ToWorker): void {
    if (message.type !== 'call') return;
    const { id, name, args } = message;
    if (name === 'importBatch') this.#import(id, args[0] as EntryBatch);
    if (name === 'read') this.#tell({ type: 'answer', id, value: { journalId: '', fromSeq: 1, prevHash: '', entries: this.#held } });
  }

  #import(id: number, { journalId, entries }: EntryBatch): void {
    const failed = { type: 'failed', id, code: 'SQLITE_IOERR_FSYNC', message: 'disk I/O error' } as const;
    if (this.#held.length === 0) {
      this.#held.push(...entries);
      this.#tell(failed);
      return;
    }
    const { seq, hash } = this.#held.at(-1)!;
    const value = { position: { journalId, seq, hash }, stored: [], conflicts: 0, refused: null, lamport: 0 };
    this.#tell({ type: 'answer', id, value });
  }
}

function aBatch(): EntryBatch {
  const journalId = newId();
  const first = sealEntry(aSessionOpen(), journalStart(journalId, 0));
  const second = sealEntry(aRead('101'), { journalId, seq: 1, hash: first.hash, lamport: 1 });
  const entries = [first, second].map(({ seq, hash, body }) => ({ seq, hash, body }));
  return { linkId: newId(), journalId, fromSeq: 1, prevHash: genesisHash, entries };
}

test('entries of another box that the disk kept although it said that it failed are scored when they come again', async () => {
  const told: Stored[] = [];
  const raceLog = await RaceLog.open({
    ...{ folder: '', newId, time: new HandTime(), trouble: () => {}, conflict: () => {}, connect: () => new TwoMindedDisk() },
    stored: (stored) => told.push(stored),
    died: (error) => expect.unreachable(error.message),
  });
  const batch = aBatch();
  await expect(raceLog.importBatch(batch)).rejects.toMatchObject({ code: 'SQLITE_IOERR_FSYNC' });
  expect(told).toEqual([]);
  expect(await raceLog.importBatch(batch)).toMatchObject({ seq: 2 });
  expect(told).toMatchObject([{ own: false, entries: [{ seq: 1 }, { seq: 2 }] }]);
  expect(raceLog.heldAt(batch.journalId)).toMatchObject({ seq: 2 });

  await raceLog.importBatch(batch);
  expect(told).toHaveLength(1);
});
