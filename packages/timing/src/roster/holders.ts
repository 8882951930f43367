import type { ReadFields } from '../entry.ts';
import type { Row } from '../log/read-table.ts';
import type { Participant } from '../setup.ts';

/** A bib, with whoever claims it and whatever was heard that means it, for some of the time at least. */
export type Bib = {
  readonly text: string;
  /** By participant id, ascending: should several claim it, the first one wears it. */
  claims: readonly Claim[];
  idents: readonly Ident[];
};

/** A participant, and the bib that the participant should wear. */
export type Claim = { readonly participant: Participant; readonly bib: Bib };

/** Which bib is meant from when on; `bib: null` = nobody's. */
export type Holder = { readonly fromMs: number; readonly bib: Bib | null };

export type Meaning = {
  /** The one bib that is meant at any time, as is the rule; else null, and the holders say. */
  always: Bib | null;
  /** Ascending by time; without any it is a chip that nobody knows (SR-21). */
  holders: readonly Holder[];
};

/** A chip or bib as decoders sent it, and whom it means. */
export type Ident = Meaning & {
  readonly number: number;
  readonly text: string;
  readonly is: ReadFields['identIs'];
  /** The last of its reads that was filed; the table knows which came before it. */
  lastRow: Row;
  /** Something about it has come that is not settled yet. */
  isTouched: boolean;
};

/** The bib meant at an instant; null where nobody holds the chip. A read without a time (NaN) belongs to whoever held it first. */
export function bibAt({ always, holders }: Meaning, atMs: number): Bib | null {
  if (always) return always;
  const holder = Number.isNaN(atMs) ? holders[0] : holders.findLast(({ fromMs }) => fromMs <= atMs);
  return holder?.bib ?? null;
}

/** Every bib that is meant at some time. */
export function bibsOf({ always, holders }: Meaning): Bib[] {
  return always ? [always] : holders.flatMap(({ bib }) => bib ?? []);
}

export function isWorn(bib: Bib | null): boolean {
  return bib !== null && bib.claims.length > 0;
}
