import type { Notice } from '@chute/protocol';
import { type LoggedEntry, type ScoreChanges, Scorer, type Setup } from '@chute/timing';
import type { Setups } from '../event/setups.ts';
import type { RaceLog, Stored } from '../race-log.ts';

/** Few enough that a screen or a decoder never waits long behind a rebuild. */
const entriesPerStep = 200;

/** A scorer, what it was made from, and how far it has been fed. */
export type ScoringRun = { eventId: string; setupHash: string; setup: Setup; scorer: Scorer };

/** `fed`: the last sequence of each journal that the scorer has. */
type FedRun = ScoringRun & { fed: Map<string, number> };

export type EventScoringRim = {
  eventId: string;
  raceLog: RaceLog;
  setups: Setups;
  /** Entries moved results of the run that is shown. */
  changed: (run: ScoringRun, changes: ScoreChanges) => void;
  /** Another run is shown from now on: after the start, or under another setup. */
  replaced: (run: ScoringRun) => void;
  notice: (notice: Notice) => void;
};

/**
 * Scores one event from the race log on disk: everything at start, then each entry as it is committed.
 * When another setup is adopted, or a session moves away, a new scorer is built beside the one that is shown, and takes its place when it is as far.
 */
export class EventScoring {
  #at: EventScoringRim;
  #run: FedRun | undefined;
  #working = false;
  #stopped = false;
  #missing: string | undefined;

  constructor(rim: EventScoringRim) {
    this.#at = rim;
    this.look();
  }

  get run(): ScoringRun | undefined {
    return this.#run;
  }

  get isUpToDate(): boolean {
    return this.#run !== undefined && !this.#working && this.#missing === undefined;
  }

  /** The short way from the disk to the screen: what follows on is scored at once, anything else is read from the journal. */
  stored({ entries, bookMoved }: Stored): void {
    const run = this.#run;
    const first = entries[0];
    if (bookMoved || !run || !first) {
      this.look();
    } else if (run.fed.has(first.journalId)) {
      if (run.fed.get(first.journalId) === first.seq - 1) this.#feed(run, entries);
      else this.look();
    }
  }

  /** Something that was missing may be there now. */
  look(): void {
    if (this.#working || this.#stopped) return;
    this.#working = true;
    this.#bringUp()
      .catch((error: Error) => this.#fail(error))
      .finally(() => {
        this.#working = false;
      });
  }

  stop(): void {
    this.#stopped = true;
  }

  async #bringUp(): Promise<void> {
    let next = await this.#wanted();
    while (next && !this.#stopped) {
      const behind = this.#firstBehind(next.fed);
      if (behind) {
        const entries = await this.#at.raceLog.logged({ ...behind, limit: entriesPerStep });
        this.#feed(next, entries);
      } else if (this.#isWanted(next)) {
        // Nothing was awaited since the look at the journals, so nothing can have been missed.
        this.#show(next);
        return;
      } else {
        next = await this.#wanted();
      }
    }
  }

  /** The run to bring up: the one that is shown while it still fits, else a new one. */
  async #wanted(): Promise<FedRun | undefined> {
    const { eventId, raceLog, setups } = this.#at;
    if (this.#run && this.#isWanted(this.#run)) return this.#run;
    const setupHash = raceLog.book.setupHashOf(eventId);
    if (setupHash === undefined) return undefined;
    const setup = await setups.find(eventId, setupHash);
    this.#tellMissing(setup ? undefined : setupHash);
    return setup && { eventId, setupHash, setup, scorer: new Scorer(setup, setupHash), fed: new Map() };
  }

  #isWanted(run: FedRun): boolean {
    const { eventId, raceLog } = this.#at;
    const journals = new Set(raceLog.book.journalsOf(eventId));
    return run.setupHash === raceLog.book.setupHashOf(eventId) && [...run.fed.keys()].every((journalId) => journals.has(journalId));
  }

  #firstBehind(fed: Map<string, number>): { journalId: string; fromSeq: number } | undefined {
    const { eventId, raceLog } = this.#at;
    for (const journalId of raceLog.book.journalsOf(eventId)) {
      const fromSeq = (fed.get(journalId) ?? 0) + 1;
      if ((raceLog.heldAt(journalId)?.seq ?? 0) >= fromSeq) return { journalId, fromSeq };
    }
    return undefined;
  }

  #feed(run: FedRun, entries: readonly LoggedEntry[]): void {
    try {
      const changes = run.scorer.add(entries);
      const last = entries.at(-1);
      if (last) run.fed.set(last.journalId, last.seq);
      if (run === this.#run) this.#at.changed(run, changes);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #show(next: FedRun): void {
    if (next === this.#run) return;
    this.#run = next;
    this.#at.replaced(next);
  }

  #tellMissing(setupHash: string | undefined): void {
    if (setupHash !== undefined && setupHash !== this.#missing) {
      const text =
        'this edge does not have the setup that the event has adopted: reads are kept, results wait until the hub is reachable or the setup is imported';
      this.#at.notice({ level: 'error', code: 'setup-missing', text, facts: { setupHash } });
    }
    this.#missing = setupHash;
  }

  /** Reads are kept whatever happens here; results are not moved by a scorer that cannot be trusted any more. */
  #fail(error: Error): void {
    if (this.#stopped) return;
    this.stop();
    const text =
      'scoring stopped on an error of this program: reads are still kept; restart the edge and send its log to whoever helps you';
    this.#at.notice({ level: 'error', code: 'scoring-stopped', text, facts: { error: error.stack ?? error.message } });
  }
}
