import { type EdgeStatusMessage, type EntryBatch, type Frontier, genesisHash, type LinkInput, type LinkOutput } from '@chute/protocol';
import type { EdgeName } from '../broker/broker.ts';
import { appendBatch, type BatchOutcome, type BatchSource } from '../ingest/append-batch.ts';
import type { Database, PartnerId, TenantTx } from '../store/db.ts';
import { findEdge, saveEdgeStatus } from '../store/edges.ts';
import { findJournals, type JournalRow, journalsOfEdge, journalsOfEvents, sealHubJournal } from '../store/journals.ts';
import { readEntries } from '../store/race-log.ts';

/** What the links need of the database. Each call is one transaction, and settles after its commit. */
export type LinkStore = {
  journalsFor(partnerId: PartnerId, wanted: Wanted): Promise<JournalRow[]>;
  fetchEntries(partnerId: PartnerId, fetch: Fetch): Promise<Omit<Fetched, 'nowMs'>>;
  appendBatch(source: BatchSource, batch: EntryBatch): Promise<BatchOutcome>;
  sealHubJournal(partnerId: PartnerId, journalId: string): Promise<void>;
  /** Known, and not revoked. */
  isInOrder(edge: EdgeName): Promise<boolean>;
  saveStatus(edge: EdgeName, status: EdgeStatusMessage): Promise<void>;
};

export function sqlLinkStore(db: Database): LinkStore {
  return {
    journalsFor: (partnerId, wanted) => db.withTenant(partnerId, (tx) => journalsFor(tx, wanted)),
    fetchEntries: (partnerId, fetch) => db.withTenant(partnerId, (tx) => fetchEntries(tx, fetch)),
    appendBatch: (source, batch) => appendBatch(db, source, batch),
    sealHubJournal: (partnerId, journalId) => db.withTenant(partnerId, (tx) => sealHubJournal(tx, journalId)),
    isInOrder: async ({ partnerId, edgeId }) => {
      const row = await db.withTenant(partnerId, (tx) => findEdge(tx, edgeId));
      return row !== undefined && !row.revokedAt;
    },
    saveStatus: ({ partnerId, edgeId }, status) => db.withTenant(partnerId, (tx) => saveEdgeStatus(tx, edgeId, status)),
  };
}

/** `ofEdge`: and all that this edge ever brought. */
type Wanted = Pick<Frontier, 'eventIds' | 'journals'> & { ofEdge?: string };

/** A batch is cut here, so that a few huge entries make no huge message. */
const batchTextMax = 1_000_000;

/** All that a link has to know before it hears this frontier: the journals that it lists, those of the events it asks for, and the edge's own. */
export async function journalsFor(tx: TenantTx, { eventIds, journals, ofEdge }: Wanted): Promise<JournalRow[]> {
  const listed = await findJournals(
    tx,
    journals.map(({ journalId }) => journalId),
  );
  const wanted = await journalsOfEvents(tx, eventIds);
  const own = ofEdge ? await journalsOfEdge(tx, ofEdge) : [];
  return [...new Map([...listed, ...wanted, ...own].map((journal) => [journal.journalId, journal])).values()];
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
