import type { Correction, Notice } from '@chute/protocol';
import { LiveFeed, type LiveFeedRim } from '../live/live-feed.ts';
import type { RaceLog, Stored } from '../race-log.ts';
import { EventScoring, type ScoringRun } from '../scoring/event-scoring.ts';
import type { PersonRecords } from './person-records.ts';
import type { Setups } from './setups.ts';

export type EventRoomRim = {
  eventId: string;
  persons: PersonRecords;
  raceLog: RaceLog;
  setups: Setups;
  newId: () => string;
  tell: LiveFeedRim['tell'];
  soon: LiveFeedRim['soon'];
  notice: (notice: Notice) => void;
};

/** The event that is timed now: its results, its people, and the screens that show it. */
export class EventRoom {
  readonly eventId: string;
  readonly persons: PersonRecords;
  readonly live: LiveFeed;
  #scoring: EventScoring;

  constructor({ eventId, persons, raceLog, setups, newId, tell, soon, notice }: EventRoomRim) {
    this.eventId = eventId;
    this.persons = persons;
    this.live = new LiveFeed({ eventId, newId, tell, personOf: (participantId) => persons.get(participantId), soon });
    this.#scoring = new EventScoring({
      ...{ eventId, raceLog, setups, notice },
      changed: (_, changes) => this.live.changed(changes),
      replaced: (run) => this.live.replaced(run),
    });
  }

  get run(): ScoringRun | undefined {
    return this.#scoring.run;
  }

  get isUpToDate(): boolean {
    return this.#scoring.isUpToDate;
  }

  stored(stored: Stored): void {
    this.#scoring.stored(stored);
  }

  /** Something that scoring waited for may be there now. */
  look(): void {
    this.#scoring.look();
  }

  personsChanged(participantIds: readonly string[]): void {
    if (participantIds.length > 0) this.live.personsChanged(participantIds);
  }

  /** What a correction names that this event does not have, as a person would say it. */
  unknownIn(correction: Correction): string | undefined {
    const { run } = this;
    if (!run) return undefined;
    const { waves, coursePoints, races } = run.setup;
    if ('participant_id' in correction && !run.scorer.result(correction.participant_id)) return `participant ${correction.participant_id}`;
    if ('wave_id' in correction && !waves.some(({ id }) => id === correction.wave_id)) return `wave ${correction.wave_id}`;
    if ('course_point_id' in correction && !coursePoints.some(({ id }) => id === correction.course_point_id)) {
      return `course point ${correction.course_point_id}`;
    }
    if ('race_id' in correction && !races.some(({ id }) => id === correction.race_id)) return `race ${correction.race_id}`;
    return undefined;
  }

  stop(): void {
    this.#scoring.stop();
    this.live.close();
  }
}
