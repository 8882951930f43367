import type { Entry } from '../entry.ts';
import { compareLogOrder } from './log-order.ts';

/** Corrections of one kind, by whom or what they are about, in log order. Those of other events' sessions and those voided stay in it and are passed over. */
export class Ledger<Kept extends Entry> {
  readonly #counts: (entry: Entry) => boolean;
  readonly #byKey = new Map<string, Kept[]>();

  constructor(counts: (entry: Entry) => boolean) {
    this.#counts = counts;
  }

  put(key: string, entry: Kept): void {
    const entries = this.#byKey.get(key);
    if (!entries) {
      this.#byKey.set(key, [entry]);
      return;
    }
    let at = entries.length;
    while (at > 0 && compareLogOrder(entries[at - 1]!, entry) > 0) at--;
    entries.splice(at, 0, entry);
  }

  /** Takes an entry out as if it had never been put in. */
  drop(key: string, entry: Kept): void {
    this.#byKey.set(
      key,
      this.#byKey.get(key)!.filter((other) => other !== entry),
    );
  }

  inForce(key: string): readonly Kept[] {
    return this.#byKey.get(key)?.filter(this.#counts) ?? [];
  }

  /** The one that holds where they compete. */
  last(key: string): Kept | undefined {
    return this.#byKey.get(key)?.findLast(this.#counts);
  }

  *all(): Iterable<Kept> {
    for (const entries of this.#byKey.values()) for (const entry of entries) if (this.#counts(entry)) yield entry;
  }
}
