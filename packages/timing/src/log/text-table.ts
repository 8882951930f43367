/** Gives each text a small number, so that a column can hold it. */
export class TextTable {
  readonly #numbers = new Map<string, number>();
  /** Neighbours in a log mostly share journal, clock and location. */
  #last: { text: string; number: number } | undefined;

  numberOf(text: string): number {
    if (text === this.#last?.text) return this.#last.number;
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    this.#last = { text, number };
    return number;
  }
}
