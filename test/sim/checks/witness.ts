import type { FromWorker } from '@chute/edge/parts';
import type { EntryBatch, Frontier, JournalPosition } from '@chute/protocol';
import type { ToScreen } from '../models/live-room.ts';
import type { World } from '../world.ts';

/** Whatever has a disk: would this entry still be there after a power cut now? */
export type Keeper = { name: string; holdsSafely: (entry: { journalId: string; seq: number; hash?: string }) => boolean };

/**
 * Stands beside every mouth of the house, and looks at the disk before a word is under way: what is acknowledged, sent, stated in a frontier or shown
 * must be where a power cut cannot take it. It also keeps the list of all that was ever acknowledged.
 */
export class Witness {
  /** By journal, the hash of each entry that its writer has acknowledged. */
  readonly acknowledgedIn = new Map<string, string[]>();
  /** Journals in which one number was given twice, to two entries. */
  readonly forked = new Set<string>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A journal's thread said to its edge: this is on disk. */
  acknowledged(keeper: Keeper, message: FromWorker): void {
    if (message.type !== 'committed') return;
    const { journalId, fromSeq, hashes } = message.committed;
    for (const [index, hash] of hashes.entries()) {
      this.#mustHold(keeper, { journalId, seq: fromSeq + index, hash }, 'acknowledged');
      this.note({ journalId, seq: fromSeq + index, hash });
    }
  }

  note({ journalId, seq, hash }: { journalId: string; seq: number; hash: string }): void {
    const known = this.acknowledgedIn.get(journalId) ?? [];
    this.acknowledgedIn.set(journalId, known);
    if (known[seq - 1] !== undefined && known[seq - 1] !== hash) this.forked.add(journalId);
    known[seq - 1] ??= hash;
  }

  published(keeper: Keeper, topic: string, payload: string): void {
    if (/\/frontier\/(up|down)$/.test(topic)) {
      for (const position of (JSON.parse(payload) as Frontier).journals) this.#mustHold(keeper, position, 'stated in a frontier');
    } else if (/\/(log|feed)$/.test(topic)) {
      const { journalId, entries } = JSON.parse(payload) as EntryBatch;
      for (const { seq, hash } of entries) this.#mustHold(keeper, { journalId, seq, hash }, 'sent');
    }
  }

  shown(keeper: Keeper, message: ToScreen): void {
    if ('head' in message) for (const position of message.head.basis.frontier) this.#mustHold(keeper, position, 'counted on a screen');
    const rows = 'delta' in message ? message.delta.rows : 'snapshot' in message ? message.snapshot.rows : [];
    for (const { decidedBy } of rows) if (decidedBy) this.#mustHold(keeper, decidedBy, 'shown as a finish');
  }

  #mustHold(keeper: Keeper, entry: Omit<JournalPosition, 'hash'> & { hash?: string }, word: string): void {
    if (keeper.holdsSafely(entry)) return;
    this.#world.broken(
      'said-before-safe',
      `${keeper.name} has ${word} entry ${entry.seq} of ${entry.journalId}, which a power cut would take away`,
    );
  }
}
