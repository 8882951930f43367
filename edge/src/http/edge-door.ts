import type { Correction, EventSetupBody, Head, OperatorCommand, Person } from '@chute/protocol';
import type { EntryRef } from '@chute/timing';
import type { Registry } from 'prom-client';
import type { LiveFeed } from '../live/live-feed.ts';
import type { ScoringRun } from '../scoring/event-scoring.ts';
import type { EdgeStatus } from '../status.ts';

export type SessionBody = { session_id: string; event_id: string | null };
export type ImportBody = { event_id: string; setup_hash: string };
export type ClaimBody = { partner_id: string; edge_id: string; event_id: string | null };

/** What the web server may see and do of an edge. */
export type EdgeDoor = {
  health: () => { ok: boolean; problem: string | null };
  status: () => EdgeStatus;
  /** Figures for Prometheus. */
  metrics: { registry: Pick<Registry, 'metrics' | 'contentType'> };
  session: () => SessionBody;
  scoringRun: () => ScoringRun | undefined;
  /** What time it is at the race. */
  raceNowMs: () => number;
  /** The screens of the event that is timed now. */
  live: () => LiveFeed | undefined;
  personOf: (participantId: string) => Person | undefined;
  /** How new the picture is; undefined while the race log is still being read. */
  head: () => Omit<Head, 'cursor'> | undefined;
  /** To every connection of a decoder; how many there are. */
  tellDecoders: (command: OperatorCommand) => number;
  enter: (correction: Correction) => Promise<EntryRef>;
  /** Throws when a correction names what the event does not have. */
  refuseUnknown: (correction: Correction) => void;
  openSession: (eventId: string) => Promise<void>;
  importSetup: (body: EventSetupBody) => Promise<ImportBody>;
  claim: (at: { hubUrl: string; code: string }) => Promise<ClaimBody>;
};
