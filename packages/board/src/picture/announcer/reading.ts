/** Why the page stands still: a key, rows scrolled to, words selected. */
export type HoldReason = 'key' | 'scroll' | 'selection';

/** What is on the page, newest first, and what came meanwhile, in the order in which it happened. */
export type Page = { ids: readonly string[]; waiting: readonly string[] };

/**
 * The list that somebody reads aloud. While there is a reason to hold it, everything on it stays where it is, whatever comes, goes or changes its place;
 * what is new waits. `next` lets in one, the one that waits longest.
 */
export class Reading {
  readonly #reasons = new Set<HoldReason>();
  /** Null = the list flows. `seen`: all that could be shown when it began, also what there was no room for: none of it is news. */
  #held: { ids: string[]; seen: ReadonlySet<string> } | null = null;

  get isHeld(): boolean {
    return this.#held !== null;
  }

  /** `latest`: all that could be shown now, newest first; the newest `room` of it stand. */
  hold(reason: HoldReason, latest: readonly string[], room: number): void {
    this.#reasons.add(reason);
    this.#held ??= { ids: latest.slice(0, room), seen: new Set(latest) };
  }

  /** The eye is back. Flows on when no other reason is left. */
  release(reason: HoldReason): void {
    this.#reasons.delete(reason);
    if (this.#reasons.size === 0) this.#held = null;
  }

  /** All that waits comes in at once, and the list flows on. */
  goOn(): void {
    this.#reasons.clear();
    this.#held = null;
  }

  /** Lets in the one that waits longest, on top. False when nobody waits. */
  next(latest: readonly string[]): boolean {
    const [longest] = this.page(latest, 0).waiting;
    if (!this.#held || longest === undefined) return false;
    this.#held.ids.unshift(longest);
    return true;
  }

  page(latest: readonly string[], room: number): Page {
    if (!this.#held) return { ids: latest.slice(0, room), waiting: [] };
    const { ids, seen } = this.#held;
    // Below the lowest that was seen there is nothing new: somebody above was taken out, and they moved up.
    const lowest = latest.findLastIndex((id) => seen.has(id));
    const above = lowest === -1 ? latest : latest.slice(0, lowest + 1);
    const letIn = new Set(ids);
    return { ids, waiting: above.filter((id) => !seen.has(id) && !letIn.has(id)).toReversed() };
  }
}
