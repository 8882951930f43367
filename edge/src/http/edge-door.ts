import type { Correction, EventSetupBody, Head } from '@chute/protocol';
import type { EntryRef } from '@chute/timing';
import type { LiveFeed } from '../live/live-feed.ts';
import type { ScoringRun } from '../scoring/event-scoring.ts';

export type SessionBody = { session_id: string; event_id: string | null };
export type ImportBody = { event_id: string; setup_hash: string };
export type ClaimBody = { partner_id: string; edge_id: string; event_id: string | null };

/** What the web server may see and do of an edge. */
export type EdgeDoor = {
  health: () => { ok: boolean; problem: string | null };
  status: () => object;
  session: () => SessionBody;
  scoringRun: () => ScoringRun | undefined;
  /** The screens of the event that is timed now. */
  live: () => LiveFeed | undefined;
  /** How new the picture is; undefined while the race log is still being read. */
  head: () => Omit<Head, 'cursor'> | undefined;
  enter: (correction: Correction) => Promise<EntryRef>;
  openSession: (eventId: string) => Promise<void>;
  importSetup: (body: EventSetupBody) => Promise<ImportBody>;
  claim: (at: { hubUrl: string; code: string }) => Promise<ClaimBody>;
};
