import { engineVersion } from './engine-version.ts';
import type { EntryRef, LoggedEntry } from './entry.ts';
import { countedReads } from './log/counted-reads.ts';
import { EventLog } from './log/event-log.ts';
import { JournalPositions } from './log/journal-positions.ts';
import { resultOf } from './race/result-of.ts';
import { runnerTimes } from './race/runner-times.ts';
import { type Explanation, explain } from './result/explain.ts';
import { openQuestions } from './result/open-questions.ts';
import { resultList } from './result/result-list.ts';
import { isSameResult } from './result/same-result.ts';
import { leave, placesOf, type Standing, Standings } from './result/standings.ts';
import type { Basis, Places, Result, ResultList, ScoreChanges, WaveState } from './results.ts';
import type { Participant, Setup } from './setup.ts';
import { setupHash } from './setup-hash.ts';

export type { Explanation } from './result/explain.ts';

type Scored = { result: Result; standing: Standing | null };

/**
 * The scorer of one event. Feed it every entry of every journal that has a session bound to the event; it picks what counts.
 * What it says depends on the setup and on the entries it holds, never on the order in which journals came or how often (SR-31).
 */
export class Scorer {
  readonly #setup: Setup;
  readonly #journals = new JournalPositions();
  readonly #log: EventLog;
  readonly #byParticipant = new Map<string, Scored>();
  readonly #standings = new Standings();
  readonly #unscored: { question: string; source: EntryRef }[] = [];
  #setupHash: string | undefined;
  /** Everyone is scored when the first entries come or somebody asks, not before: a batch then scores each participant once. */
  #isScored = false;

  /** `knownHash`: what `setupHash(setup)` gives, from whoever found the setup by it; a large one takes up to a second to hash. */
  constructor(setup: Setup, knownHash?: string) {
    this.#setup = setup;
    this.#setupHash = knownHash;
    this.#log = new EventLog(setup);
  }

  /**
   * Any order across journals, any repetition; within one journal entries it has are skipped.
   * Throws `JournalGapError` for a hole in a journal, and then nothing of the batch is taken in.
   * The first changes say `everything` and name everyone, unless results were asked for before.
   */
  add(entries: readonly LoggedEntry[]): ScoreChanges {
    const fresh = this.#journals.takeNew(entries);
    for (const each of fresh) {
      if (!each.entry) this.#unscored.push({ question: each.unscored, source: { journalId: each.journalId, seq: each.seq } });
    }
    const touched = this.#log.take(fresh);
    const changes: ScoreChanges = {
      participantIds: [],
      removedParticipantIds: [],
      waveIds: [...touched.waveIds],
      raceIds: [],
      everything: touched.sessions || !this.#isScored,
    };
    const raceIds = new Set(touched.raceIds);
    for (const participantId of this.#isScored ? this.#log.reachedBy(touched) : this.#log.roster.ids()) {
      const { before, now } = this.#score(participantId);
      const isSame = now && before ? isSameResult(before, now) && !touched.rosterIds.has(participantId) : !now && !before;
      if (isSame) continue;
      (now ? changes.participantIds : changes.removedParticipantIds).push(participantId);
      if (before) raceIds.add(before.raceId);
      if (now) raceIds.add(now.raceId);
    }
    this.#isScored = true;
    changes.raceIds.push(...raceIds);
    return changes;
  }

  basis(): Basis {
    this.#setupHash ??= setupHash(this.#setup);
    return { setupHash: this.#setupHash, frontier: this.#journals.frontier(), engineVersion };
  }

  result(participantId: string): Result | undefined {
    return this.#scored().get(participantId)?.result;
  }

  /** As the setup and the log have them now; undefined for whoever was taken out. */
  participant(participantId: string): Participant | undefined {
    return this.#log.roster.get(participantId);
  }

  *results(): Iterable<Result> {
    for (const { result } of this.#scored().values()) yield result;
  }

  /** Null for whoever has no place: only finishers have one (SR-13). */
  places(participantId: string): Places | null {
    const standing = this.#scored().get(participantId)?.standing;
    return standing ? placesOf(standing) : null;
  }

  waves(): WaveState[] {
    return [...this.#log.courses.values()].flatMap(({ waves }) =>
      waves.map(({ id, raceId }) => {
        const start = this.#log.starts.startOfWave.get(id);
        return { waveId: id, raceId, gunAtMs: start?.atMs ?? null, source: start?.source ?? null };
      }),
    );
  }

  /** Races that a person has closed: before that nobody is DNF or DNS by itself. */
  closedRaceIds(): string[] {
    const { closings } = this.#log.corrections;
    return [...this.#log.courses.keys()].filter((raceId) => closings.last(raceId)?.kind === 'race-close');
  }

  list(): ResultList {
    const placed = Array.from(this.#scored().values(), ({ result, standing }) => ({ ...result, places: standing && placesOf(standing) }));
    return resultList(this.#setup, placed, this.basis());
  }

  /** Reads that belong to nobody (SR-21), newest in the log last. */
  unknownReads(): { ident: string; location: string; atMs: number | null; source: EntryRef }[] {
    const { heard, corrections, strays } = this.#log;
    const { table } = heard;
    const reads = [...strays].flatMap((ident) => {
      const rows = new Set(this.#log.strayRowsOf(ident));
      countedReads([...rows], { table, voids: corrections.voids, aside: ({ row, why }) => why !== 'no-time' && rows.delete(row) });
      return [...rows].map((row) => ({ row, ident: ident.text }));
    });
    return reads
      .sort((a, b) => table.compareLogOrder(a.row, b.row))
      .map(({ row, ident }) => ({ ident, location: table.locationOf(row), atMs: heard.atMs(row), source: table.sourceOf(row) }));
  }

  /** Guns that found no wave, entries that could not be understood, days left open, corrections that name nobody: what a person must look at. */
  openQuestions(): { question: string; source: EntryRef }[] {
    const questions = [...this.#unscored, ...openQuestions(this.#log)];
    const order = ({ question, source }: (typeof questions)[number]) =>
      `${source.journalId} ${String(source.seq).padStart(16, '0')} ${question}`;
    return questions.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** Every read of a participant with what it was used for, or why not, and a sentence that a timer can read out. */
  explain(participantId: string): Explanation | undefined {
    const result = this.result(participantId);
    return result && explain(this.#log, result);
  }

  #scored(): ReadonlyMap<string, Scored> {
    if (!this.#isScored) for (const id of this.#log.roster.ids()) this.#score(id);
    this.#isScored = true;
    return this.#byParticipant;
  }

  /** Works out one participant anew: a pure function of what is on record. Someone removed, or of a race that the setup does not have, has no result. */
  #score(participantId: string): { before: Result | undefined; now: Result | undefined } {
    const before = this.#byParticipant.get(participantId);
    if (before?.standing) leave(before.standing);
    const claim = this.#log.roster.claimOf(participantId);
    const course = claim && this.#log.courses.get(claim.participant.raceId);
    if (!claim || !course) {
      this.#byParticipant.delete(participantId);
      return { before: before?.result, now: undefined };
    }
    const record = this.#log.recordOf(claim, course);
    const now = resultOf(record, runnerTimes(record), (row) => this.#log.heard.table.sourceOf(row));
    this.#byParticipant.set(participantId, { result: now, standing: this.#standings.enter(claim.participant, now, course) });
    return { before: before?.result, now };
  }
}

/** The batch form: the same rules over the whole log at once. Entries may come in any order. */
export function score(setup: Setup, entries: readonly LoggedEntry[]): ResultList {
  const scorer = new Scorer(setup);
  scorer.add(entries.toSorted((a, b) => a.seq - b.seq));
  return scorer.list();
}
