/** One decoder may hold several; more than this is no race (S2). */
export const connectionsMax = 64;
/** Addresses that are remembered for having brought reads; the oldest is forgotten first. */
export const knownAddressesMax = 256;

export type Guest = { address: string; hasBroughtReads: () => boolean };

/**
 * Who is on the decoder port, and who has to go when it is full, so that a crowd cannot keep the decoder out. Nobody who brought reads is
 * ever closed. Among the others the address that holds the most gives up its oldest, one that never brought reads before one that has.
 * A newcomer from that very address is turned away instead, unless reads have come from there: a crowd cannot make room for itself.
 */
export class Crowd<T extends Guest> {
  readonly #present = new Set<T>();
  readonly #known = new Set<string>();

  get size(): number {
    return this.#present.size;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#present.values();
  }

  enter(guest: T): void {
    this.#present.add(guest);
  }

  leave(guest: T): void {
    this.#present.delete(guest);
    if (guest.hasBroughtReads()) this.#remember(guest.address);
  }

  /** Null where there is room for one more. */
  whoGives(address: string): T | 'newcomer' | null {
    if (this.#present.size < connectionsMax) return null;
    const silent = [...this.#present].filter((guest) => !guest.hasBroughtReads());
    const strangers = silent.filter((guest) => !this.#isKnown(guest.address));
    const largest = largestParty(strangers.length > 0 ? strangers : silent);
    const first = largest[0];
    if (!first || (first.address === address && !this.#isKnown(address))) return 'newcomer';
    return first;
  }

  #isKnown(address: string): boolean {
    return this.#known.has(address) || [...this.#present].some((guest) => guest.address === address && guest.hasBroughtReads());
  }

  #remember(address: string): void {
    this.#known.delete(address);
    this.#known.add(address);
    const [oldest] = this.#known;
    if (this.#known.size > knownAddressesMax && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Those of the address that holds the most, oldest first; of two equal ones the address that came first. */
function largestParty<T extends Guest>(guests: readonly T[]): readonly T[] {
  const parties = Map.groupBy(guests, ({ address }) => address);
  return [...parties.values()].reduce<readonly T[]>((largest, party) => (party.length > largest.length ? party : largest), []);
}
