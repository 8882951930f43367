import type { QueueSettings } from './settings.ts';
import type { DisplayCard } from './state.ts';

/** Those who wait for the screen, in their turn: the more urgent first, then whoever it happened to first. Who is put out is named, so that it can be counted. */
export class WaitingLine {
  readonly #cards: DisplayCard[];

  constructor(cards: readonly DisplayCard[] = []) {
    this.#cards = [...cards];
  }

  get cards(): readonly DisplayCard[] {
    return this.#cards;
  }

  add(card: DisplayCard): void {
    const at = this.#cards.findLastIndex((other) => !isBefore(card, other));
    this.#cards.splice(at + 1, 0, card);
  }

  first(): DisplayCard | undefined {
    return this.#cards.shift();
  }

  take(isIt: (card: DisplayCard) => boolean): DisplayCard | undefined {
    const at = this.#cards.findIndex(isIt);
    return at < 0 ? undefined : this.#cards.splice(at, 1)[0];
  }

  clear(): number {
    return this.#cards.splice(0).length;
  }

  /** Of each urgency only the newest stays, so that whatever a person put first is not lost to a crowd. How many went. */
  keepNewest(): number {
    const newest = this.#cards.filter(({ priority }, at) => this.#cards[at + 1]?.priority !== priority);
    return this.#replace(newest);
  }

  /** The least urgent, and of those the oldest, give way. How many went. */
  keepWithin({ capacity }: Pick<QueueSettings, 'capacity'>): number {
    const before = this.#cards.length;
    while (this.#cards.length > capacity) {
      const least = this.#cards.at(-1)!.priority;
      const from = this.#cards.findIndex(({ priority }) => priority === least);
      this.#cards.splice(from, Math.min(this.#cards.length - from, this.#cards.length - capacity));
    }
    return before - this.#cards.length;
  }

  #replace(cards: readonly DisplayCard[]): number {
    return this.#cards.splice(0, this.#cards.length, ...cards).length - cards.length;
  }
}

function isBefore(one: DisplayCard, other: DisplayCard): boolean {
  return one.priority === other.priority ? one.atMs < other.atMs : one.priority > other.priority;
}
