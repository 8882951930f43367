import type { Frontier, JournalPosition } from './messages.ts';

/** How many past links are remembered as superseded. A message that is late by more than this many connections is not expected from any broker. */
const supersededMax = 1_000;

/** A peer that lists ever other journals is not followed further; a frontier holds half as many. */
const positionsMax = 20_000;

/**
 * What the peer is believed to hold, and which of its frontiers are believed. The first one of a new (storeId, linkId) always is, whatever it says:
 * that is how a restored hub gets its entries again. Within one link positions only grow, since a lower one is late. A superseded link is never believed again.
 */
export class PeerView {
  #current: string | null = null;
  readonly #superseded = new Set<string>();
  readonly #positions = new Map<string, JournalPosition>();
  #whole = false;

  /** `first` starts a new picture: whatever was sent on an earlier one may be lost. */
  hear(frontier: Frontier): 'first' | 'again' | 'superseded' {
    const key = `${frontier.storeId} ${frontier.linkId}`;
    if (this.#superseded.has(key)) return 'superseded';
    const first = key !== this.#current;
    if (first) {
      this.#forget();
      if (this.#current) this.#supersede(this.#current);
      this.#current = key;
    }
    if (frontier.whole) this.#whole = true;
    return first ? 'first' : 'again';
  }

  /** Takes one listed position in. */
  note(position: JournalPosition): 'ahead' | 'same' | 'late' {
    const known = this.#positions.get(position.journalId);
    if (known ? position.seq < known.seq : this.#positions.size >= positionsMax) return 'late';
    this.#positions.set(position.journalId, position);
    return known && position.seq === known.seq ? 'same' : 'ahead';
  }

  /** The peer has listed all it holds on this link. */
  get whole(): boolean {
    return this.#whole;
  }

  /** The peer's position, or undefined while it is not known whether the peer has any of this journal. */
  seqOf(journalId: string): number | undefined {
    return this.#positions.get(journalId)?.seq ?? (this.#whole ? 0 : undefined);
  }

  hashAt(journalId: string, seq: number): string | undefined {
    const known = this.#positions.get(journalId);
    return known?.seq === seq ? known.hash : undefined;
  }

  /** The connection is gone: nothing is known until the next frontier. */
  close(): void {
    this.#forget();
    this.#current = null;
  }

  #forget(): void {
    this.#positions.clear();
    this.#whole = false;
  }

  #supersede(key: string): void {
    this.#superseded.add(key);
    if (this.#superseded.size <= supersededMax) return;
    const [oldest] = this.#superseded;
    if (oldest) this.#superseded.delete(oldest);
  }
}
