import {
  type Audience,
  type Cursor,
  type Delta,
  type LiveChange,
  LiveStream,
  liveEventOf,
  type Person,
  projectLive,
  type Snapshot,
} from '@chute/protocol';
import type { ScoreChanges } from '@chute/timing';
import type { ScoringRun } from '../scoring/event-scoring.ts';

export type LiveFeedRim = {
  eventId: string;
  newId: () => string;
  personOf: (participantId: string) => Person | undefined;
  /** To everyone of an audience who is listening. */
  tell: (audience: Audience, news: { delta: Delta } | { snapshot: Snapshot }) => void;
  /** As soon as what is at hand is done: several commits that come together are one message. */
  soon: (run: () => void) => void;
};

/** One event as its audiences see it. A stream is made when the first of an audience comes; nobody pays for screens that are not there. */
export class LiveFeed {
  readonly eventId: string;
  #at: LiveFeedRim;
  #run: ScoringRun | undefined;
  #streams = new Map<Audience, LiveStream>();
  /** Audiences that came before there was anything to show. */
  #waiting = new Set<Audience>();
  #changed = new Set<string>();
  #removed = new Set<string>();
  #all = false;
  #flushing = false;
  #isOpen = true;
  /** Entries came since the unknown reads were last looked through. */
  #unknownAreOld = true;
  /** The guns and closed races that every stream knows of: nothing else of an event moves under one setup. */
  #toldState: string | undefined;

  constructor(rim: LiveFeedRim) {
    this.#at = rim;
    this.eventId = rim.eventId;
  }

  /** Another scorer is shown from now on: the picture begins anew for everyone. */
  replaced(run: ScoringRun): void {
    this.#run = run;
    this.#toldState = undefined;
    this.#forgetChanges();
    const audiences = [...this.#streams.keys(), ...this.#waiting];
    this.#waiting.clear();
    for (const audience of audiences) {
      this.#streams.delete(audience);
      this.#at.tell(audience, { snapshot: this.#stream(run, audience).snapshot() });
    }
  }

  changed({ participantIds, removedParticipantIds, waveIds, raceIds, everything }: ScoreChanges): void {
    for (const id of participantIds) this.#changed.add(id);
    for (const id of removedParticipantIds) this.#removed.add(id);
    if (everything) this.#all = true;
    this.#unknownAreOld = true;
    if (everything || participantIds.length + removedParticipantIds.length + waveIds.length + raceIds.length > 0) this.#flushSoon();
  }

  personsChanged(participantIds: readonly string[]): void {
    for (const id of participantIds) this.#changed.add(id);
    this.#flushSoon();
  }

  /** What brings a listener to the present; undefined while the race log is still being read: then a snapshot follows. */
  since(audience: Audience, cursor: Cursor | null): ReturnType<LiveStream['since']> | undefined {
    if (this.#run) return this.#stream(this.#run, audience).since(cursor);
    this.#waiting.add(audience);
    return undefined;
  }

  /** The revision from which a listener with this cursor goes on; null = it needs the whole picture. */
  goesOnFrom(audience: Audience, cursor: Cursor | null): number | null {
    return this.#streams.get(audience)?.goesOnFrom(cursor) ?? null;
  }

  /** The audiences that anyone asked for, and how far each stream is. Timers get the unknown reads here, at most once a second. */
  heads(): { audience: Audience; cursor: Cursor }[] {
    const run = this.#run;
    if (run && this.#unknownAreOld && this.#streams.has('timer')) this.#apply('timer', { unknownReads: run.scorer.unknownReads() });
    this.#unknownAreOld = false;
    return [...this.#streams].map(([audience, { cursor }]) => ({ audience, cursor }));
  }

  close(): void {
    this.#isOpen = false;
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    this.#at.soon(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    const run = this.#run;
    if (!run || !this.#isOpen) return;
    const changed = this.#all ? [...run.scorer.results()].map(({ participantId }) => participantId) : this.#changed;
    const event = this.#movedEvent(run);
    for (const audience of this.#streams.keys()) {
      const rows = [...changed].flatMap((participantId) => rowOf(run, participantId, { audience, personOf: this.#at.personOf }));
      this.#apply(audience, { ...event, rows, removed: [...this.#removed].filter((id) => !run.scorer.result(id)) });
    }
    this.#forgetChanges();
  }

  /** A finisher moves no event: it is put together again, and compared, only when a gun was heard or a race closed. */
  #movedEvent(run: ScoringRun): Pick<LiveChange, 'event'> {
    const guns = run.scorer.waves().map(({ gunAtMs }) => gunAtMs);
    const state = JSON.stringify([guns, run.scorer.closedRaceIds()]);
    if (state === this.#toldState) return {};
    this.#toldState = state;
    return { event: eventOf(run) };
  }

  #apply(audience: Audience, change: LiveChange): void {
    const delta = this.#streams.get(audience)?.apply(change);
    if (delta) this.#at.tell(audience, { delta });
  }

  #forgetChanges(): void {
    this.#changed.clear();
    this.#removed.clear();
    this.#all = false;
  }

  #stream(run: ScoringRun, audience: Audience): LiveStream {
    const known = this.#streams.get(audience);
    if (known) return known;
    const stream = new LiveStream({ streamId: this.#at.newId(), event: eventOf(run) });
    const rows = [...run.scorer.results()].flatMap(({ participantId }) =>
      rowOf(run, participantId, { audience, personOf: this.#at.personOf }),
    );
    stream.apply({ rows, ...(audience === 'timer' ? { unknownReads: run.scorer.unknownReads() } : {}) });
    this.#streams.set(audience, stream);
    return stream;
  }
}

function eventOf({ setup, scorer }: ScoringRun) {
  return liveEventOf(setup, scorer.waves(), scorer.closedRaceIds());
}

function rowOf({ setup, scorer }: ScoringRun, participantId: string, who: { audience: Audience; personOf: LiveFeedRim['personOf'] }) {
  const result = scorer.result(participantId);
  const participant = scorer.participant(participantId);
  if (!result || !participant) return [];
  return [
    projectLive(
      { result, participant, rankKey: scorer.rankKey(participantId), person: who.personOf(participantId) },
      { setup, audience: who.audience },
    ),
  ];
}
