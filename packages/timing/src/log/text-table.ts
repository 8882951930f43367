/** Gives each text a small number, so that a column can hold it. */
export class TextTable {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Neighbours in a log mostly share journal, clock and location. */
  #last = { text: '', number: -1 };

  numberOf(text: string): number {
    if (text === this.#last.text && this.#last.number >= 0) return this.#last.number;
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#numbers.set(text, number);
      this.#texts.push(text);
    }
    this.#last = { text, number };
    return number;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }
}
