import { type Frontier, genesisHash, type LinkInput, type LinkOutput } from '@chute/protocol';
import type { TenantTx } from '../store/db.ts';
import { findJournals, type JournalRow, journalsOfEvents } from '../store/journals.ts';
import { readEntries } from '../store/race-log.ts';

/** A batch is cut here, so that a few huge entries make no huge message. */
const batchTextMax = 1_000_000;

/** All that a link has to know before it hears this frontier: the journals that it lists, and those of the events it asks for. */
export async function journalsFor(tx: TenantTx, { eventIds, journals }: Pick<Frontier, 'eventIds' | 'journals'>): Promise<JournalRow[]> {
  const listed = await findJournals(
    tx,
    journals.map(({ journalId }) => journalId),
  );
  const wanted = await journalsOfEvents(tx, eventIds);
  return [...new Map([...listed, ...wanted].map((journal) => [journal.journalId, journal])).values()];
}

type Fetch = Extract<LinkOutput, { type: 'fetch' }>;
type Fetched = Extract<LinkInput, { type: 'fetched' }>;

/** Entries to send, with the hash of the one before the first. */
export async function fetchEntries(tx: TenantTx, { journalId, fromSeq, limit }: Fetch): Promise<Omit<Fetched, 'nowMs'>> {
  const rows = await readEntries(tx, { journalId, fromSeq: fromSeq - 1, limit: limit + 1 });
  const before = fromSeq > 1 ? rows.shift() : undefined;
  let text = 0;
  const entries = rows.slice(0, limit).filter(({ body }, at) => {
    text += body.length;
    return at === 0 || text <= batchTextMax;
  });
  return { type: 'fetched', journalId, fromSeq, prevHash: before?.hash ?? genesisHash, entries };
}
