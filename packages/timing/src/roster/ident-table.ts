import type { ReadFields } from '../entry.ts';
import { noRow } from '../log/read-table.ts';
import type { ChipMap } from './chip-map.ts';
import { bibsOf, type Ident, type Meaning } from './holders.ts';
import type { Roster } from './roster.ts';

/** Every ident that was heard, and the bibs that it means. `auto`, `chip` and `bib` of one text are three, since they mean different people. */
export class IdentTable {
  readonly #chips: ChipMap;
  readonly #roster: Roster;
  readonly #idents: Ident[] = [];
  readonly #byText = { auto: new Map<string, Ident>(), chip: new Map<string, Ident>(), bib: new Map<string, Ident>() };

  constructor(chips: ChipMap, roster: Roster) {
    this.#chips = chips;
    this.#roster = roster;
  }

  of(text: string, is: ReadFields['identIs']): Ident {
    const known = this.#byText[is].get(text);
    if (known) return known;
    const { always, holders } = this.#meaningOf(text, is);
    const ident: Ident = { number: this.#idents.length, text, is, always, holders, lastRow: noRow, isTouched: false };
    this.#idents.push(ident);
    this.#byText[is].set(text, ident);
    joinBibs(ident);
    return ident;
  }

  at(number: number): Ident {
    return this.#idents[number]!;
  }

  all(): readonly Ident[] {
    return this.#idents;
  }

  /** What was heard of a chip, however it was sent. */
  ofChip(chip: string): Ident[] {
    return [this.#byText.chip.get(chip), this.#byText.auto.get(chip)].filter((ident) => ident !== undefined);
  }

  /** Links an ident anew, after its chip changed hands. */
  relink(ident: Ident): void {
    for (const bib of bibsOf(ident)) bib.idents = bib.idents.filter((other) => other !== ident);
    Object.assign(ident, this.#meaningOf(ident.text, ident.is));
    joinBibs(ident);
  }

  /** `auto` asks the chip map first, then takes the text for a bib. */
  #meaningOf(text: string, is: Ident['is']): Meaning {
    const asChip = is === 'bib' ? undefined : this.#chips.meaningOf(text);
    return asChip ?? { always: is === 'chip' ? null : this.#roster.bib(text), holders: none };
  }
}

function joinBibs(ident: Ident): void {
  for (const bib of bibsOf(ident)) if (!bib.idents.includes(ident)) bib.idents = bib.idents.concat(ident);
}

const none: readonly never[] = [];
