import { type BatchOutcome, type BatchSource, glimpse, type JournalRow, type LinkStore } from '@chute/cloud/parts';
import { lamportOf } from '@chute/edge/parts';
import { type EntryBatch, genesisHash, type SealedEntry, SessionBook, sealEntry, type UnstampedDraft } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import type { Entry } from '@chute/timing';
import type { Life } from '../life.ts';
import type { World } from '../world.ts';

type StoredJournal = {
  kind: 'edge' | 'hub';
  sealed: boolean;
  eventId: string | null;
  edgeId: string | null;
  entries: SealedEntry[];
  lamport: number;
};
export type HubFile = { storeId: string; journals: Map<string, StoredJournal>; conflicts: Map<string, SealedEntry> };

/** The connection broke; whether the transaction was committed nobody knows. */
class DatabaseGoneError extends Error {
  override name = 'DatabaseGoneError';
  readonly code = 'database-gone';
}

/**
 * MODEL of the hub's database. Each call is one transaction that happens whole, at one instant, some time after it was asked for; the answer comes later still.
 * What it does with a batch repeats what `cloud/src/ingest/append-batch.ts` does in SQL: whoever changes one looks at the other.
 */
export class ModelHubStore {
  file: HubFile;
  book = new SessionBook();
  /** Grows with every entry, and with every restore. */
  version = 0;
  /** Likelihood that a transaction fails; half of those were committed all the same. */
  fails = 0;
  commitMs = { from: 1, to: 15 };
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.file = { storeId: world.newId(), journals: new Map(), conflicts: new Map() };
  }

  /** As one process of the hub sees it. */
  for(life: Life): LinkStore {
    const transact = <T>(run: () => T) => this.#transact(life, run);
    return {
      journalsFor: (_, { eventIds, journals, ofEdge }) =>
        transact(() =>
          this.#rows([
            ...journals.map(({ journalId }) => journalId),
            ...eventIds.flatMap((id) => this.book.journalsOf(id)),
            ...(ofEdge ? this.broughtBy(ofEdge) : []),
          ]),
        ),
      fetchEntries: (_, { journalId, fromSeq, limit }) =>
        transact(() => {
          const entries = this.file.journals.get(journalId)?.entries ?? [];
          const prevHash = entries[fromSeq - 2]?.hash ?? genesisHash;
          return { type: 'fetched', journalId, fromSeq, prevHash, entries: entries.slice(fromSeq - 1, fromSeq - 1 + limit) };
        }),
      appendBatch: (source, batch) => transact(() => this.#append(source, batch)),
      sealHubJournal: (_, journalId) => transact(() => this.#seal(journalId)),
      isInOrder: () => transact(() => true),
      saveStatus: () => transact(() => undefined),
    };
  }

  /** What a person did on the web: in the event's open journal of the hub, which its first entry opens a session with. */
  enter(
    life: Life,
    at: { eventId: string; draft: UnstampedDraft; arrivedAtMs: number },
  ): Promise<{ journalId: string; seq: number; hash: string }> {
    return this.#transact(life, () => {
      const { eventId, draft, arrivedAtMs } = at;
      const open = [...this.file.journals].find(([, one]) => one.kind === 'hub' && !one.sealed && one.eventId === eventId);
      const journalId = open?.[0] ?? this.#world.newId();
      const journal = open?.[1] ?? this.#begin(journalId, { kind: 'hub', eventId, edgeId: null });
      journal.lamport = Math.max(journal.lamport, ...this.book.journalsOf(eventId).map((id) => this.file.journals.get(id)!.lamport));
      const first = journal.entries[0];
      const sessionId = first ? (JSON.parse(first.body) as Entry).sessionId : this.#world.newId();
      const stamp = { sessionId, arrivedAtMs, monotonicMs: 0, bootId: 'hub' };
      if (!first) this.#write(journalId, journal, { kind: 'session-open', eventId, setupHash: null, ...stamp });
      return this.#write(journalId, journal, { ...draft, ...stamp });
    });
  }

  ends(): { journalId: string; seq: number; hash: string }[] {
    return this.#rows([...this.file.journals.keys()]).map(({ journalId, seq, hash }) => ({ journalId, seq, hash }));
  }

  /** Journals that this edge brought first. */
  broughtBy(edgeId: string): string[] {
    return [...this.file.journals].flatMap(([journalId, one]) => (one.edgeId === edgeId ? [journalId] : []));
  }

  entriesOf(journalId: string): readonly SealedEntry[] {
    return this.file.journals.get(journalId)?.entries ?? [];
  }

  /** Committed, so that neither a crash of the hub nor of its machine takes it away. */
  holdsSafely({ journalId, seq, hash }: { journalId: string; seq: number; hash?: string }): boolean {
    const entry = this.entriesOf(journalId)[seq - 1];
    return seq === 0 || (entry !== undefined && (hash === undefined || entry.hash === hash));
  }

  backup(): HubFile {
    return structuredClone(this.file);
  }

  /**
   * A restored database has another name (architecture §3.4), and whatever came after the backup is not in it. Its own journals are sealed, as `chute-hub restored`
   * does: an edge may hold more of them.
   */
  restore(backup: HubFile): void {
    this.file = { ...structuredClone(backup), storeId: this.#world.newId() };
    this.book = new SessionBook();
    this.version += 1;
    for (const journal of this.file.journals.values()) {
      if (journal.kind === 'hub') journal.sealed = true;
      for (const { body } of journal.entries) this.book.add(JSON.parse(body) as Entry);
    }
  }

  async #transact<T>(life: Life, run: () => T): Promise<T> {
    await life.sleep(this.#world.between(this.commitMs.from, this.commitMs.to));
    const failed = this.#world.chance(this.fails);
    if (failed && this.#world.chance(0.5)) throw new DatabaseGoneError('the database went away before the commit');
    const answer = run();
    await life.sleep(this.#world.between(0, 3));
    if (failed) throw new DatabaseGoneError('the database went away after the commit');
    return answer;
  }

  #append({ edgeId }: BatchSource, batch: EntryBatch): BatchOutcome {
    const { journalId, fromSeq, prevHash, entries } = batch;
    const known = this.file.journals.get(journalId);
    const held = known?.entries ?? [];
    const at = () => this.#rows([journalId])[0] ?? { journalId, seq: 0, hash: genesisHash };
    const nothing = { journal: at(), eventIds: [], conflicts: 0, sealedOurs: false };
    if (entries.some((entry, index) => entry.seq !== fromSeq + index)) return { ...nothing, outcome: 'malformed' };
    if (fromSeq > held.length + 1) return { ...nothing, outcome: 'gap' };
    const conflicts = this.#keepConflicts(journalId, entries);
    const theirs = fromSeq === held.length + 1 ? prevHash : (entries[held.length - fromSeq]?.hash ?? at().hash);
    if (theirs !== at().hash) return { ...nothing, conflicts, outcome: 'diverged' };
    const fresh = entries.slice(Math.max(0, held.length + 1 - fromSeq));
    if (fresh.length === 0) return { ...nothing, conflicts, outcome: 'known' };

    const journal = known ?? this.#begin(journalId, { kind: 'edge', eventId: null, edgeId });
    for (const entry of fresh) this.#put(journal, entry);
    const sealedOurs = journal.kind === 'hub' && !journal.sealed;
    if (sealedOurs) journal.sealed = true;
    const eventIds = this.book.eventIds().filter((eventId) => this.book.journalsOf(eventId).includes(journalId));
    this.#world.say('hub', `stores ${fresh.length} of ${edgeId.slice(-4)}: ${journalId.slice(-4)} up to ${journal.entries.length}`);
    return { outcome: 'stored', journal: at(), eventIds, conflicts, sealedOurs };
  }

  #keepConflicts(journalId: string, entries: readonly SealedEntry[]): number {
    const before = this.file.conflicts.size;
    for (const entry of entries) {
      const kept = this.entriesOf(journalId)[entry.seq - 1];
      if (kept && kept.hash !== entry.hash) this.file.conflicts.set(`${journalId} ${entry.seq} ${entry.hash}`, entry);
    }
    return this.file.conflicts.size - before;
  }

  #begin(journalId: string, about: Pick<StoredJournal, 'kind' | 'eventId' | 'edgeId'>): StoredJournal {
    const journal: StoredJournal = { ...about, sealed: false, entries: [], lamport: 0 };
    this.file.journals.set(journalId, journal);
    return journal;
  }

  #write(journalId: string, journal: StoredJournal, draft: Parameters<typeof sealEntry>[0]) {
    const last = journal.entries.at(-1);
    const end = { journalId, seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash, lamport: journal.lamport };
    const { seq, hash, body } = sealEntry(draft, end, nativeSha256Hex);
    this.#put(journal, { seq, hash, body });
    return { journalId, seq, hash };
  }

  #put(journal: StoredJournal, entry: SealedEntry): void {
    journal.entries.push(entry);
    this.version += 1;
    journal.lamport = Math.max(journal.lamport, lamportOf(entry.body));
    if (glimpse(entry.body).sessionId !== null) this.book.add(JSON.parse(entry.body) as Entry);
  }

  #seal(journalId: string): void {
    const journal = this.file.journals.get(journalId);
    if (journal?.kind === 'hub') journal.sealed = true;
  }

  #rows(journalIds: readonly string[]): JournalRow[] {
    return [...new Set(journalIds)].sort().flatMap((journalId) => {
      const journal = this.file.journals.get(journalId);
      if (!journal) return [];
      const last = journal.entries.at(-1);
      const { kind, sealed, lamport, edgeId } = journal;
      return { journalId, seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash, lamport, kind, sealed, edgeId };
    });
  }
}
