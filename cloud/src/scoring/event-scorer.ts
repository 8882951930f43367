import { type JournalAt, loggedEntry } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import { type LoggedEntry, type Participant, type ScoreChanges, Scorer, type Setup } from '@chute/timing';
import type { TenantTx } from '../store/db.ts';
import { journalsOfEvents } from '../store/journals.ts';
import { readEntries } from '../store/race-log.ts';
import { adoptedSetupHash } from '../store/sessions.ts';
import { eventSetupHash, findSetup } from '../store/setups.ts';
import { mergeChanges, noChanges } from './merge-changes.ts';

/** Entries taken at a time, so that a long log never keeps the process from its sockets. */
const page = 1_000;

/** `fed`: how far, by journal. */
type Built = { scorer: Scorer; setup: Setup; setupHash: string; fed: Map<string, number> };

/** One event's scorer in this process: nothing but a copy of what the log says, so it may be dropped and built again at any time. */
export class EventScorer {
  readonly #eventId: string;
  /** Participants as they were last handed out to be written. */
  readonly #written = new Map<string, Participant>();
  #built: Built | undefined;

  constructor(eventId: string) {
    this.#eventId = eventId;
  }

  /** The scorer with what it was built from; undefined while there is no setup. */
  get state(): { scorer: Scorer; setup: Setup; setupHash: string; entries: number } | undefined {
    if (!this.#built) return undefined;
    const { scorer, setup, setupHash, fed } = this.#built;
    let entries = 0;
    for (const seq of fed.values()) entries += seq;
    return { scorer, setup, setupHash, entries };
  }

  /** Takes in all that is stored now, and says what that moved. Undefined when the event has no setup that we hold. Whoever calls holds the event's head. */
  async catchUp(tx: TenantTx): Promise<ScoreChanges | undefined> {
    const [adopted, started, journals] = await Promise.all([
      adoptedSetupHash(tx, this.#eventId),
      eventSetupHash(tx, this.#eventId),
      journalsOfEvents(tx, [this.#eventId]),
    ]);
    const setupHash = adopted ?? started;
    if (setupHash === undefined) return undefined;
    if (this.#built && this.#stillHolds(this.#built, { setupHash, journals })) return this.#feed(tx, this.#built, journals);

    const setup = await findSetup(tx, setupHash);
    if (!setup) return undefined;
    this.#built = { scorer: new Scorer(setup), setup, setupHash, fed: new Map() };
    return { ...(await this.#feed(tx, this.#built, journals)), everything: true };
  }

  /** Those of these who are others than when they were last asked for, so that a finish does not write its runner again; `all`: whether or not. */
  rosterNews(participantIds: readonly string[], { all }: { all: boolean }): Participant[] {
    if (all) this.#written.clear();
    const news = participantIds
      .flatMap((id) => this.#built?.scorer.participant(id) ?? [])
      .filter((one) => this.#written.get(one.id) !== one);
    for (const one of news) this.#written.set(one.id, one);
    return news;
  }

  /** Another setup, or a journal that counts no more: then only a new scorer tells the truth. */
  #stillHolds(built: Built, now: { setupHash: string; journals: readonly JournalAt[] }): boolean {
    const wanted = new Set(now.journals.map(({ journalId }) => journalId));
    return built.setupHash === now.setupHash && [...built.fed.keys()].every((journalId) => wanted.has(journalId));
  }

  async #feed(tx: TenantTx, { scorer, fed }: Built, journals: readonly JournalAt[]): Promise<ScoreChanges> {
    let changes = noChanges;
    for (const { journalId, seq: endSeq } of journals) {
      for (let fromSeq = (fed.get(journalId) ?? 0) + 1; fromSeq <= endSeq; fromSeq += page) {
        const entries = await loggedEntries(tx, { journalId, fromSeq, limit: Math.min(page, endSeq - fromSeq + 1) });
        changes = mergeChanges(changes, scorer.add(entries));
        fed.set(journalId, fromSeq + entries.length - 1);
      }
    }
    return changes;
  }
}

async function loggedEntries(tx: TenantTx, at: { journalId: string; fromSeq: number; limit: number }): Promise<LoggedEntry[]> {
  const sealed = await readEntries(tx, at);
  return sealed.map((entry) => loggedEntry(at.journalId, entry, nativeSha256Hex));
}
