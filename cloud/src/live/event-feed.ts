import { type Audience, type Delta, type Head, type LiveRow, LiveStream, liveEventOf, type Person, projectLive } from '@chute/protocol';
import type { EventScored, ScoredEvent } from '../scoring/scored-events.ts';

export type ToldDelta = { audience: Audience; delta: Delta };

/** One event as the screens of this process see it: one stream for each audience that listens. Sockets and rooms are the caller's. */
export class EventFeed {
  #event: ScoredEvent;
  readonly #persons = new Map<string, Person>();
  readonly #streams = new Map<Audience, LiveStream>();
  readonly #newStreamId: () => string;
  personsRevision = 0;

  constructor({ event, persons, newStreamId }: { event: ScoredEvent; persons: readonly Person[]; newStreamId: () => string }) {
    this.#event = event;
    this.#newStreamId = newStreamId;
    this.#notePersons(persons);
  }

  /** Made when an audience first listens: most events have no announcer. */
  stream(audience: Audience): LiveStream {
    const known = this.#streams.get(audience);
    if (known) return known;
    const stream = new LiveStream({ streamId: this.#newStreamId(), event: this.#liveEvent() });
    stream.apply({ rows: this.#allRows(audience), ...this.#unknownReads(audience) });
    this.#streams.set(audience, stream);
    return stream;
  }

  personOf(participantId: string): Person | undefined {
    return this.#persons.get(participantId);
  }

  /** After each step of the scorer. Reads the scorer at once: the next step moves it on. */
  scored(scored: EventScored): ToldDelta[] {
    const { changes, ...event } = scored;
    this.#event = event;
    return this.#tell((audience, stream) => {
      const rows = changes.everything ? this.#allRows(audience) : changes.participantIds.flatMap((id) => this.#row(id, audience) ?? []);
      const removed = changes.everything ? goneFrom(stream, rows) : changes.removedParticipantIds;
      return { event: this.#liveEvent(), rows, removed, ...this.#unknownReads(audience) };
    });
  }

  /** Names that are new, other, or forgotten. */
  personsChanged(persons: readonly Person[]): ToldDelta[] {
    this.#notePersons(persons);
    return this.#tell((audience) => ({ rows: persons.flatMap((person) => this.#row(person.participant_id, audience) ?? []) }));
  }

  /** What a screen's head says of the picture itself. */
  state(): Pick<Head, 'basis' | 'entries'> {
    return { basis: this.#event.scorer.basis(), entries: this.#event.entries };
  }

  cursors(): { audience: Audience; cursor: Head['cursor'] }[] {
    return [...this.#streams].map(([audience, { cursor }]) => ({ audience, cursor }));
  }

  #tell(changeFor: (audience: Audience, stream: LiveStream) => Parameters<LiveStream['apply']>[0]): ToldDelta[] {
    return [...this.#streams].flatMap(([audience, stream]) => {
      const delta = stream.apply(changeFor(audience, stream));
      return delta ? [{ audience, delta }] : [];
    });
  }

  #notePersons(persons: readonly Person[]): void {
    for (const person of persons) {
      this.#persons.set(person.participant_id, person);
      this.personsRevision = Math.max(this.personsRevision, person.revision);
    }
  }

  #liveEvent() {
    const { setup, scorer } = this.#event;
    return liveEventOf(setup, scorer.waves(), scorer.closedRaceIds());
  }

  #allRows(audience: Audience): LiveRow[] {
    return [...this.#event.scorer.results()].flatMap(({ participantId }) => this.#row(participantId, audience) ?? []);
  }

  #row(participantId: string, audience: Audience): LiveRow | undefined {
    const { scorer, setup } = this.#event;
    const result = scorer.result(participantId);
    const participant = scorer.participant(participantId);
    if (!result || !participant) return undefined;
    const person = this.#persons.get(participantId);
    return projectLive({ result, participant, rankKey: scorer.rankKey(participantId), person }, { setup, audience });
  }

  /** Chips that nobody holds are a timer's business alone. */
  #unknownReads(audience: Audience) {
    return audience === 'timer' ? { unknownReads: this.#event.scorer.unknownReads() } : {};
  }
}

function goneFrom(stream: LiveStream, rows: readonly LiveRow[]): string[] {
  const here = new Set(rows.map((row) => row.participantId));
  return stream.snapshot().rows.flatMap(({ participantId }) => (here.has(participantId) ? [] : [participantId]));
}
