import type { Entry, EntryFields } from '../entry.ts';
import { type Correction, type CorrectionKind, isKept } from './corrections.ts';

/** A correction that somebody thinks of: what it says, and when it would be written. Its session is one of the event unless it names another. */
export type Candidate<Kind extends CorrectionKind = CorrectionKind> = Kind extends CorrectionKind
  ? { kind: Kind; arrivedAtMs: number; timeText?: string; clockId?: string; sessionId?: string } & EntryFields[Kind]
  : never;

/** The journal of what is only supposed; its entries are numbered as the candidates are given, from 1. */
export const supposedJournalId = 'supposed';

/** Belongs to every event. */
export const supposedSessionId = 'supposed';

/** Above every lamport that a log can reach by counting: what is supposed is the last word. */
const afterTheLog = 2 ** 52;

/** Only what a person enters can be supposed. `index` counts from 0 in the list of candidates. */
export class CandidateError extends Error {
  override name = 'CandidateError';
  readonly code: 'read' | 'decoder-gun' | 'session' | 'no-correction';
  readonly index: number;

  constructor(at: { code: CandidateError['code']; index: number; kind: string }) {
    super(`candidate ${at.index + 1} (${at.kind}) ${advice[at.code]}`);
    this.code = at.code;
    this.index = at.index;
  }
}

const advice: Record<CandidateError['code'], string> = {
  read: 'is what a decoder heard: give the time as a manual one',
  'decoder-gun': 'names a decoder’s clock: leave the clock out and name the wave',
  session: 'says which event a session belongs to: bind it for good, since everything heard in it would move',
  'no-correction': 'changes no result: leave it out',
};

/** Candidates as the last entries of the log, in the order given. Throws `CandidateError`. */
export function candidateEntries(candidates: readonly Candidate[]): Correction[] {
  return candidates.map((candidate, index) => {
    const seq = index + 1;
    const head = { v: 1, journalId: supposedJournalId, seq, prev: '', lamport: afterTheLog + seq, monotonicMs: 0, bootId: '' } as const;
    const entry: Entry = { sessionId: supposedSessionId, ...candidate, ...head };
    const code = refusalOf(entry);
    if (code) throw new CandidateError({ code, index, kind: entry.kind });
    return entry as Correction;
  });
}

function refusalOf(entry: Entry): CandidateError['code'] | undefined {
  if (entry.kind === 'read') return 'read';
  if (entry.kind === 'session-open' || entry.kind === 'session-bind') return 'session';
  if (entry.kind === 'gun' && entry.clockId !== undefined) return 'decoder-gun';
  return isKept(entry) ? undefined : 'no-correction';
}
