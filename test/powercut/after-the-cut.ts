import { genesisHash } from '@chute/protocol';
import { newId } from '@chute/service';
import { nativeSha256Hex } from '@chute/service/native-sha256';
import { JournalDoubtError } from '../../edge/src/journal/journal-doubt-error.ts';
import { JournalService } from '../../edge/src/journal/journal-service.ts';
import type { FromWorker } from '../../edge/src/journal/messages.ts';
import { type DumpedEntry, journalContent } from '../../edge/src/journal/read-journal.ts';
import { aRead } from './a-read.ts';
import type { Claim } from './claim.ts';

/**
 * Starts the edge's journal, as its thread does, on what a power cut left, lets it take one more read and close; then looks at all that is there.
 * Says what is not as it must be: nothing, when all is well.
 */
export function whatIsWrong(dataDir: string, claims: readonly Claim[]): string[] {
  const said: FromWorker[] = [];
  try {
    const service = new JournalService(
      { folder: dataDir, journalId: newId(), newStoreId: newId() },
      { post: (message) => said.push(message), receive: () => undefined },
    );
    service.handle({ type: 'append', drafts: [aRead(1)] });
    service.handle({ type: 'close' });
  } catch (error) {
    if (error instanceof JournalDoubtError) return [`the edge does not start: ${error.message}`];
    throw error;
  }
  const { integrity, entries } = journalContent(dataDir);
  return [
    ...(said.some(({ type }) => type === 'committed') ? [] : ['it does not take another read']),
    ...(integrity === 'ok' ? [] : [`integrity: ${integrity}`]),
    ...brokenChains(entries),
    ...lost(entries, claims),
  ];
}

function brokenChains(entries: readonly DumpedEntry[]): string[] {
  const ends = new Map<string, { seq: number; hash: string }>();
  const broken: string[] = [];
  for (const { journalId, seq, hash, body } of entries) {
    const end = ends.get(journalId) ?? { seq: 0, hash: genesisHash };
    const isNext = seq === end.seq + 1 && body.includes(`"prev":"${end.hash}"`);
    if (!isNext || nativeSha256Hex(body) !== hash) broken.push(`the chain breaks at entry ${seq} of ${journalId}`);
    ends.set(journalId, { seq, hash });
  }
  return broken;
}

function lost(entries: readonly DumpedEntry[], claims: readonly Claim[]): string[] {
  const key = ({ journalId, seq, hash }: Claim) => `${journalId} ${seq} ${hash}`;
  const held = new Set(entries.map(key));
  const missing = claims.filter((claim) => !held.has(key(claim)));
  return missing.length === 0 ? [] : [`${missing.length} of ${claims.length} acknowledged entries lost, first ${key(missing[0]!)}`];
}
