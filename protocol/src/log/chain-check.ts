import { sha256Hex } from '@chute/timing';
import { genesisHash, type SealedEntry, type Sha256Hex } from './sealed-entry.ts';

export type SeqRange = { fromSeq: number; toSeq: number };

/**
 * What is wrong with a stored entry: `hash`: its text is not what was hashed; `prev`: it follows another entry than the one that is stored before it;
 * `place`: its text belongs elsewhere, or cannot be read.
 */
export type ChainFault = { seq: number; fault: 'hash' | 'prev' | 'place' };

export type CheckedChain = {
  journalId: string;
  /** Entries that are there. */
  count: number;
  last: { seq: number; hash: string };
  missing: SeqRange[];
  missingCount: number;
  faults: ChainFault[];
  faultCount: number;
};

/** A file that is damaged throughout is told by its first faults and gaps, and by how many there are. */
const listedMax = 100;

/** Goes along one journal as it is stored, entry by entry, and recomputes everything that its entries claim: hash, place, and what came before. Pure. */
export class ChainCheck {
  readonly #journalId: string;
  readonly #sha256: Sha256Hex;
  #count = 0;
  #last = { seq: 0, hash: genesisHash };
  #missing: SeqRange[] = [];
  #faults: ChainFault[] = [];
  #faultCount = 0;

  constructor(journalId: string, sha256: Sha256Hex = sha256Hex) {
    this.#journalId = journalId;
    this.#sha256 = sha256;
  }

  /** The next stored entry, in the order of sequences. */
  add({ seq, hash, body }: SealedEntry): void {
    const follows = seq === this.#last.seq + 1;
    if (!follows && this.#missing.length < listedMax) this.#missing.push({ fromSeq: this.#last.seq + 1, toSeq: seq - 1 });
    if (this.#sha256(body) !== hash) this.#fault(seq, 'hash');
    const claims = claimsOf(body);
    if (claims?.journalId !== this.#journalId || claims.seq !== seq) this.#fault(seq, 'place');
    else if (follows && claims.prev !== this.#last.hash) this.#fault(seq, 'prev');
    this.#count += 1;
    this.#last = { seq, hash };
  }

  /** `toSeq`: where the journal is known to end, when somebody said so. */
  result(toSeq = this.#last.seq): CheckedChain {
    const missing = toSeq > this.#last.seq ? [...this.#missing, { fromSeq: this.#last.seq + 1, toSeq }] : this.#missing;
    const missingCount = Math.max(toSeq, this.#last.seq) - this.#count;
    const held = { journalId: this.#journalId, count: this.#count, last: this.#last };
    return { ...held, missing, missingCount, faults: this.#faults, faultCount: this.#faultCount };
  }

  #fault(seq: number, fault: ChainFault['fault']): void {
    this.#faultCount += 1;
    if (this.#faults.length < listedMax) this.#faults.push({ seq, fault });
  }
}

/** `1 to 3, 7`; as many as a person reads. */
export function rangesText(ranges: readonly SeqRange[], shownMax = 5): string {
  const listed = ranges.slice(0, shownMax).map(({ fromSeq, toSeq }) => (fromSeq === toSeq ? `${fromSeq}` : `${fromSeq} to ${toSeq}`));
  const more = ranges.length - listed.length;
  return more > 0 ? `${listed.join(', ')} and ${more} more stretches` : listed.join(', ');
}

function claimsOf(body: string): { journalId?: unknown; seq?: unknown; prev?: unknown } | undefined {
  try {
    const claims: unknown = JSON.parse(body);
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
