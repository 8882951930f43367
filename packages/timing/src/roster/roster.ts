import { byId } from '../by-id.ts';
import type { Participant } from '../setup.ts';
import type { Bib, Claim } from './holders.ts';

const none: readonly never[] = [];

/** The participants as they stand: those of the setup, with what `participant-set` made of them. */
export class Roster {
  readonly #setup: readonly Participant[];
  #fromSetup: Map<string, Participant> | undefined;
  readonly #claims = new Map<string, Claim>();
  readonly #bibs = new Map<string, Bib>();

  constructor(participants: readonly Participant[]) {
    this.#setup = participants;
    for (const participant of participants) this.#enter(participant);
  }

  get(participantId: string): Participant | undefined {
    return this.#claims.get(participantId)?.participant;
  }

  claimOf(participantId: string): Claim | undefined {
    return this.#claims.get(participantId);
  }

  ids(): Iterable<string> {
    return this.#claims.keys();
  }

  claims(): Iterable<Claim> {
    return this.#claims.values();
  }

  /** Every text may be a bib, worn or not. */
  bib(text: string): Bib {
    let bib = this.#bibs.get(text);
    if (!bib) {
      bib = { text, claims: none, idents: none };
      this.#bibs.set(text, bib);
    }
    return bib;
  }

  /** Says anew who a participant is: the log's last word, or without one the setup's. Returns the bibs given up and taken. */
  rewrite(participantId: string, word: { participant: Participant; removed: boolean } | undefined): Set<Bib> {
    this.#fromSetup ??= new Map(this.#setup.map((participant) => [participant.id, participant]));
    const before = this.#claims.get(participantId);
    if (before) this.#leave(before);
    const now = word ? (word.removed ? undefined : word.participant) : this.#fromSetup.get(participantId);
    const claim = now && this.#enter(now);
    return new Set([before, claim].flatMap((one) => one?.bib ?? []));
  }

  #enter(participant: Participant): Claim {
    const bib = this.bib(participant.bib);
    const claim = { participant, bib };
    this.#claims.set(participant.id, claim);
    bib.claims = bib.claims.concat(claim);
    if (bib.claims.length > 1) bib.claims = bib.claims.toSorted((a, b) => byId(a.participant, b.participant));
    return claim;
  }

  #leave(claim: Claim): void {
    this.#claims.delete(claim.participant.id);
    claim.bib.claims = claim.bib.claims.filter((other) => other !== claim);
  }
}
