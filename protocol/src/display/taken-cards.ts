import type { DisplayCard } from './state.ts';

/** More than can wait: whoever still does is always remembered. */
const rememberedMax = 2_000;
const saidMax = 200;

/** The cards that came in, so that none is taken twice. */
export class TakenCards {
  readonly #ids: Set<string>;

  constructor(ids: readonly string[] = []) {
    this.#ids = new Set(ids);
  }

  /** False for one that was taken before. */
  add(cardId: string): boolean {
    if (this.#ids.has(cardId)) return false;
    this.#ids.add(cardId);
    if (this.#ids.size > rememberedMax) for (const oldest of this.#ids.keys()) return this.#ids.delete(oldest);
    return true;
  }

  /** The last ones that a screen need not show again, should it go on by itself. */
  last({ without }: { without: readonly DisplayCard[] }): string[] {
    const left = new Set(without.map(({ cardId }) => cardId));
    return [...this.#ids].filter((id) => !left.has(id)).slice(-saidMax);
  }
}
