import type { Participant } from '../setup.ts';

/** The participants as they stand: those of the setup, with what `participant-set` made of them. */
export class Roster {
  readonly #setup: readonly Participant[];
  #fromSetup: Map<string, Participant> | undefined;
  readonly #byId = new Map<string, Participant>();
  readonly #byBib = new Map<string, Participant>();
  /** Bibs that several claim: their ids, ascending. */
  readonly #rivals = new Map<string, string[]>();
  readonly #idsOfWave = new Map<string, Set<string>>();

  constructor(participants: readonly Participant[]) {
    this.#setup = participants;
    for (const participant of participants) this.#enter(participant);
  }

  get(participantId: string): Participant | undefined {
    return this.#byId.get(participantId);
  }

  /** Who wears a bib. Should several claim it, the lowest id has it, and `rivals` names them all. */
  wearing(bib: string): Participant | undefined {
    return this.#byBib.get(bib);
  }

  rivals(bib: string): readonly string[] {
    return this.#rivals.get(bib) ?? [];
  }

  idsOfWave(waveId: string): Iterable<string> {
    return this.#idsOfWave.get(waveId) ?? [];
  }

  ids(): Iterable<string> {
    return this.#byId.keys();
  }

  /** Says anew who a participant is: the log's last word, or without one the setup's. Returns the bibs given up and taken. */
  rewrite(participantId: string, word: { participant: Participant; removed: boolean } | undefined): string[] {
    this.#fromSetup ??= new Map(this.#setup.map((participant) => [participant.id, participant]));
    const before = this.#byId.get(participantId);
    const now = word ? (word.removed ? undefined : word.participant) : this.#fromSetup.get(participantId);
    if (before) this.#leave(before);
    if (now) this.#enter(now);
    return [...new Set([before, now].flatMap((one) => one?.bib ?? []))];
  }

  #enter(participant: Participant): void {
    const { id, bib, waveId } = participant;
    this.#byId.set(id, participant);
    const wearer = this.#byBib.get(bib);
    if (wearer) this.#share(bib, [...(this.#rivals.get(bib) ?? [wearer.id]), id]);
    else this.#byBib.set(bib, participant);
    const sameWave = this.#idsOfWave.get(waveId);
    if (sameWave) sameWave.add(id);
    else this.#idsOfWave.set(waveId, new Set([id]));
  }

  #leave({ id, bib, waveId }: Participant): void {
    this.#byId.delete(id);
    this.#share(
      bib,
      (this.#rivals.get(bib) ?? [id]).filter((other) => other !== id),
    );
    this.#idsOfWave.get(waveId)?.delete(id);
  }

  #share(bib: string, ids: string[]): void {
    const first = ids.sort()[0];
    if (first === undefined) this.#byBib.delete(bib);
    else this.#byBib.set(bib, this.#byId.get(first)!);
    if (ids.length > 1) this.#rivals.set(bib, ids);
    else this.#rivals.delete(bib);
  }
}
