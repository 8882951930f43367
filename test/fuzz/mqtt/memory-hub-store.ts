import type { BatchOutcome, LinkStore } from '@chute/cloud/parts';
import { type EdgeStatusMessage, entryBatchSchema } from '@chute/protocol';
import { MemoryJournals } from '@chute/protocol/testing';

/** A hub's database in memory, each partner's part by itself, that notes what it should never have been given. */
export class MemoryHubStore implements LinkStore {
  readonly statuses: EdgeStatusMessage[] = [];
  readonly wrong: string[] = [];
  readonly #partners = new Map<string, MemoryJournals>();

  of(partnerId: string): MemoryJournals {
    const known = this.#partners.get(partnerId) ?? new MemoryJournals();
    this.#partners.set(partnerId, known);
    return known;
  }

  async journalsFor(partnerId: string, { journals }: Parameters<LinkStore['journalsFor']>[1]) {
    const disk = this.of(partnerId);
    return journals.map(({ journalId }) => ({ ...disk.end(journalId), kind: 'edge' as const, sealed: false, lamport: 0 }));
  }

  async fetchEntries(partnerId: string, fetch: Parameters<LinkStore['fetchEntries']>[1]) {
    return { type: 'fetched' as const, journalId: fetch.journalId, fromSeq: fetch.fromSeq, ...this.of(partnerId).fetch(fetch) };
  }

  async appendBatch(
    { partnerId }: Parameters<LinkStore['appendBatch']>[0],
    batch: Parameters<LinkStore['appendBatch']>[1],
  ): Promise<BatchOutcome> {
    if (!entryBatchSchema.safeParse(batch).success) this.wrong.push('a batch that is none');
    const before = this.of(partnerId).end(batch.journalId);
    const follows = batch.entries.every(({ seq }, at) => seq === batch.fromSeq + at);
    const journal = follows ? this.of(partnerId).store(batch) : before;
    const outcome = !follows ? 'malformed' : journal.seq > before.seq ? 'stored' : 'known';
    return { outcome, journal, eventIds: [], conflicts: 0, sealedOurs: false };
  }

  async sealHubJournal(): Promise<void> {
    this.wrong.push('a journal of the hub was sealed, though it has none');
  }

  async isInOrder(): Promise<boolean> {
    return true;
  }

  async saveStatus(_edge: unknown, status: EdgeStatusMessage): Promise<void> {
    const text = JSON.stringify(status);
    // What jsonb cannot hold.
    if (/\\u(0000|d[89a-f])/i.test(text)) this.wrong.push('a status that no database takes');
    if (text.length > 64 * 1024) this.wrong.push('a status of any length');
    this.statuses.push(status);
  }
}
