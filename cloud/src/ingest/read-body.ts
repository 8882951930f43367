import { loggedEntry, type SealedEntry } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import type { SessionStatement } from '../store/sessions.ts';

// A body is canonical JSON, where a quote inside a text is escaped: these match members of an object, never the inside of a text.
const kindMember = /"kind":"([a-z-]{1,40})"/;
const sessionMember = /"sessionId":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/;

/** What ingest reads of a body, without judging it: what cannot be read is null, and scoring says later what is wrong with it. */
export type BodyGlimpse = { kind: string | null; sessionId: string | null };

export function glimpse(body: string): BodyGlimpse {
  return { kind: kindMember.exec(body)?.[1] ?? null, sessionId: sessionMember.exec(body)?.[1] ?? null };
}

/** What the entry says of a session or its setup; undefined when it is of another kind, or could not be scored either. */
export function sessionStatement(journalId: string, sealed: SealedEntry): SessionStatement | undefined {
  const { entry } = loggedEntry(journalId, sealed, nativeSha256Hex);
  if (entry?.kind !== 'session-open' && entry?.kind !== 'session-bind' && entry?.kind !== 'setup-adopt') return undefined;
  const { seq, kind, sessionId, setupHash, lamport, arrivedAtMs } = entry;
  const eventId = entry.kind === 'setup-adopt' ? null : entry.eventId;
  return { seq, kind, sessionId, eventId, setupHash, lamport, saidAtMs: isInstant(arrivedAtMs) ? arrivedAtMs : null };
}

/** Whether the kind is one of those, so that only these few are opened while a batch waits. */
export function mayBeStatement(kind: string | null): boolean {
  return kind !== null && (kind.startsWith('session-') || kind === 'setup-adopt');
}

/** The lamport of a body, or undefined. Within a journal it only grows, so the last body of a batch tells. */
export function lamportOf(body: string): number | undefined {
  const { lamport } = members(body);
  return Number.isSafeInteger(lamport) && (lamport as number) > 0 ? (lamport as number) : undefined;
}

function members(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Within what a timestamptz and a Date can both hold. */
function isInstant(value: number): boolean {
  return Math.abs(value) <= 8_640_000_000_000_000;
}
