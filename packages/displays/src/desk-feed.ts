import type { Delta, Snapshot } from '@chute/protocol';

export type FeedEar = { snapshot: (snapshot: Snapshot) => void; delta: (delta: Delta) => void };

export type EventNames = {
  races: readonly { raceId: string; name: string }[];
  waves: readonly { waveId: string; raceId: string; name: string }[];
};

/** What happens in the events of one owner, as the public sees it. */
export type DeskFeed = {
  hasEvent(eventId: string): Promise<boolean>;
  /** How people call its races and waves. */
  names(eventId: string): Promise<EventNames>;
  /** A snapshot as soon as there is one, then what changes, until the function that comes back is called. */
  watch(eventId: string, ear: FeedEar): () => void;
  /** What an announcer may say of somebody: a hundredth marathon. */
  milestoneOf(eventId: string, participantId: string): string | undefined;
};
