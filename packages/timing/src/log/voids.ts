import type { EntryOf, EntryRef } from '../entry.ts';
import { compareLogOrder, refKey } from './log-order.ts';

type VoidEntry = EntryOf<'void'> | EntryOf<'unvoid'>;

/**
 * Which entries a person has taken out. The last word about an entry holds; a void that is itself voided says nothing.
 * A void can be undone only by a later entry, so the words are read from the last one back, and no circle is possible.
 */
export class Voids {
  readonly #entries: VoidEntry[] = [];
  readonly #counts: (entry: VoidEntry) => boolean;
  #voided = new Map<string, EntryRef>();

  constructor(sessionCounts: (entry: VoidEntry) => boolean) {
    this.#counts = sessionCounts;
  }

  get none(): boolean {
    return this.#voided.size === 0;
  }

  has(ref: EntryRef): boolean {
    return this.#voided.size > 0 && this.#voided.has(refKey(ref));
  }

  put(entry: VoidEntry): void {
    this.#entries.push(entry);
  }

  /** Takes a word out as if it had never been put in. */
  drop(entry: VoidEntry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
  }

  /** Works out anew who is voided; returns the entries that were taken out or came back. */
  settle(): EntryRef[] {
    const before = this.#voided;
    const lastWord = new Map<string, VoidEntry>();
    for (const entry of this.#entries.toSorted((a, b) => compareLogOrder(b, a))) {
      if (!this.#counts(entry) || lastWord.get(refKey(entry))?.kind === 'void') continue;
      const target = refKey(entry.target);
      if (!lastWord.has(target)) lastWord.set(target, entry);
    }
    const voided = [...lastWord].filter(([, entry]) => entry.kind === 'void');
    this.#voided = new Map(voided.map(([key, entry]) => [key, entry.target]));
    const takenOut = [...this.#voided].filter(([key]) => !before.has(key));
    const cameBack = [...before].filter(([key]) => !this.#voided.has(key));
    return [...takenOut, ...cameBack].map(([, ref]) => ref);
  }
}
