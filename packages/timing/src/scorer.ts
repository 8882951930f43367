import { engineVersion } from './engine-version.ts';
import type { EntryRef, LoggedEntry } from './entry.ts';
import { type Candidate, candidateEntries } from './log/candidates.ts';
import { countedReads } from './log/counted-reads.ts';
import { EventLog } from './log/event-log.ts';
import { JournalPositions } from './log/journal-positions.ts';
import { awardWinners } from './result/awards.ts';
import type { ListChanges } from './result/compare-lists.ts';
import { inListOrder } from './result/compare-results.ts';
import { type Explanation, explain } from './result/explain.ts';
import { type Field, type Finisher, fieldsOf } from './result/field.ts';
import { openQuestions } from './result/open-questions.ts';
import { publicationsOf } from './result/publications.ts';
import { ResultBook } from './result/result-book.ts';
import { resultList } from './result/result-list.ts';
import { teamStandings } from './result/teams.ts';
import { whatIf } from './result/what-if.ts';
import type {
  AwardWinners,
  Basis,
  Places,
  Publication,
  Result,
  ResultList,
  ScoreChanges,
  Standings,
  TeamStanding,
  WaveState,
} from './results.ts';
import type { Participant, Setup } from './setup.ts';
import { setupHash } from './setup-hash.ts';
import type { WatchOut } from './watch/watch-out.ts';
import { watchOuts } from './watch/watch-outs.ts';
import { watched } from './watch/watched.ts';

export type { Explanation } from './result/explain.ts';

/**
 * The scorer of one event. Feed it every entry of every journal that has a session bound to the event; it picks what counts.
 * What it says depends on the setup and on the entries it holds, never on the order in which journals came or how often (SR-31).
 */
export class Scorer {
  readonly #setup: Setup;
  readonly #journals = new JournalPositions();
  readonly #log: EventLog;
  readonly #book: ResultBook;
  readonly #unscored: { question: string; source: EntryRef }[] = [];
  #setupHash: string | undefined;
  /** Everyone is scored when the first entries come or somebody asks, not before: a batch then scores each participant once. */
  #isScored = false;

  /** `knownHash`: what `setupHash(setup)` gives, from whoever found the setup by it; a large one takes up to a second to hash. */
  constructor(setup: Setup, knownHash?: string) {
    this.#setup = setup;
    this.#setupHash = knownHash;
    this.#log = new EventLog(setup);
    this.#book = new ResultBook(this.#log);
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
    const moves = this.#book.score(this.#isScored ? this.#log.reachedBy(touched) : this.#log.roster.ids());
    for (const [participantId, { before, now, isSame }] of moves) {
      if (isSame && !(now && touched.rosterIds.has(participantId))) continue;
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
    return this.#scored().result(participantId);
  }

  /** As the setup and the log have them now; undefined for whoever was taken out. */
  participant(participantId: string): Participant | undefined {
    return this.#log.roster.get(participantId);
  }

  *results(): Iterable<Result> {
    yield* this.#scored().results();
  }

  /** Null for whoever has no place: only finishers have one (SR-13). */
  places(participantId: string): Places | null {
    return this.#scored().places(participantId);
  }

  /** What orders a finisher among the others of the race, lower is better (`rankKeyOf`); null for whoever has no place. */
  rankKey(participantId: string): number | null {
    return this.#scored().rankKey(participantId);
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
    return [...this.#log.courses.keys()].filter((raceId) => this.#log.isClosed(raceId));
  }

  list(): ResultList {
    return resultList(this.#setup, this.standings(), this.basis());
  }

  /** The list without its basis and its hash, which take longer than all the rest of it. */
  standings(): Standings {
    const placed = Array.from(this.results(), (result) => ({ ...result, places: this.places(result.participantId) }));
    return { results: inListOrder(this.#setup, placed), ...this.#honours() };
  }

  /** The lists of a race that people posted, in log order. */
  publications(raceId: string): Publication[] {
    return publicationsOf(this.#log, raceId);
  }

  /** Who wins what (SR-16), worked out when asked for. */
  awards(): AwardWinners[] {
    return awardWinners(this.#setup.awards, this.#fields());
  }

  /** Every contest's teams (SR-28), worked out when asked for. */
  teams(): TeamStanding[] {
    return teamStandings(this.#setup, this.#fields());
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

  /** What looks wrong in the data, as it stands at an instant, and what to do about it. Nothing of it changes a result. */
  watchOuts({ nowMs }: { nowMs: number }): WatchOut[] {
    const book = this.#scored();
    return watchOuts(watched({ setup: this.#setup, log: this.#log }, { resultOf: (id) => book.result(id), nowMs }));
  }

  /**
   * Who would change, from what to what, if these corrections were the last words of the log. Nothing is written, and the scorer says afterwards what it
   * said before. Throws `CandidateError` for what no person enters.
   */
  whatIf(candidates: readonly Candidate[]): ListChanges {
    return whatIf(candidateEntries(candidates), {
      setup: this.#setup,
      log: this.#log,
      book: this.#scored(),
      honours: () => this.#honours(),
    });
  }

  #honours(): Omit<Standings, 'results'> {
    const fields = this.#fields();
    return { awards: awardWinners(this.#setup.awards, fields), teams: teamStandings(this.#setup, fields) };
  }

  #fields(): Map<string, Field> {
    return fieldsOf(this.#setup, { courses: this.#log.courses, finishers: () => this.#finishers() });
  }

  *#finishers(): Iterable<Finisher> {
    for (const result of this.results()) {
      const participant = this.participant(result.participantId);
      if (participant && result.status === 'finished') yield { participant, result };
    }
  }

  #scored(): ResultBook {
    if (!this.#isScored) this.#book.score(this.#log.roster.ids());
    this.#isScored = true;
    return this.#book;
  }
}

/** The batch form: the same rules over the whole log at once. Entries may come in any order. */
export function score(setup: Setup, entries: readonly LoggedEntry[]): ResultList {
  const scorer = new Scorer(setup);
  scorer.add(entries.toSorted((a, b) => a.seq - b.seq));
  return scorer.list();
}
