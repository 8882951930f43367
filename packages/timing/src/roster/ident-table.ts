import type { ReadFields } from '../entry.ts';
import type { Row } from '../log/read-table.ts';
import type { ChipStep } from './chip-map.ts';

/** A chip or bib as decoders sent it, with its reads. */
export type Ident = {
  number: number;
  text: string;
  is: ReadFields['identIs'];
  rows: Row[];
  /** Whom it means (`holdersOf`), until its chip changes hands. */
  holders?: readonly ChipStep[] | undefined;
};

/** Every ident that was heard. `auto`, `chip` and `bib` of one text are three, since they mean different people. */
export class IdentTable {
  readonly #idents: Ident[] = [];
  readonly #byText = { auto: new Map<string, Ident>(), chip: new Map<string, Ident>(), bib: new Map<string, Ident>() };

  of(text: string, is: ReadFields['identIs']): Ident {
    const known = this.#byText[is].get(text);
    if (known) return known;
    const ident: Ident = { number: this.#idents.length, text, is, rows: [] };
    this.#idents.push(ident);
    this.#byText[is].set(text, ident);
    return ident;
  }

  find(text: string, is: ReadFields['identIs']): Ident | undefined {
    return this.#byText[is].get(text);
  }

  at(number: number): Ident {
    return this.#idents[number]!;
  }

  all(): readonly Ident[] {
    return this.#idents;
  }
}
