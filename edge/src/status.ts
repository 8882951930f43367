import { freeBytes, lowSpaceBytes } from './disk-space.ts';
import type { EdgeTime } from './edge-time.ts';
import type { EventRoom } from './event/event-room.ts';
import type { SessionBody } from './http/edge-door.ts';
import type { HeldJournal } from './journal/entry-table.ts';
import type { JournalTrouble } from './journal/journal-client.ts';
import type { HubMembership } from './link/hub-membership.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { Decoders } from './ports/decoders.ts';
import type { RaceLog } from './race-log.ts';
import type { EdgeSettings } from './settings.ts';

/** Older ones are counted, not listed. */
const listedMax = 100;

export type StatusParts = {
  raceLog: RaceLog;
  notices: NoticeBoard;
  hub: HubMembership;
  decoders: Decoders;
  room: EventRoom | undefined;
  time: EdgeTime;
  settings: EdgeSettings;
  startedAtMs: number;
  clockSteps: number;
  session: SessionBody;
  health: { ok: boolean; problem: string | null };
  trouble: JournalTrouble | null;
};

/** `GET /status`: what a timer looks at before and during a race. Whatever is counted here is on disk (R1). */
export function edgeStatus(parts: StatusParts) {
  const { raceLog, settings, session, health, time } = parts;
  return {
    mode: 'normal' as const,
    edge: { name: settings.name, store_id: raceLog.storeId, started_at: isoText(parts.startedAtMs), ...health },
    session,
    event: eventStatus(parts),
    journal: journalStatus(parts),
    journals: raceLog.held().map((held) => journalRow(held, parts)),
    decoders: snake(parts.decoders.state()),
    link: linkStatus(parts),
    disk: diskStatus(settings.dataFolder),
    clock: { race_now: isoText(time.raceNowMs()), rate: time.raceClock.rate, steps_since_start: parts.clockSteps },
    notices: parts.notices.list().map(({ atMs, ...notice }) => ({ at: isoText(atMs), ...notice })),
  };
}

function journalStatus({ raceLog, trouble }: StatusParts) {
  const { journalId, seq, hash } = raceLog.end();
  return {
    journal_id: journalId,
    seq,
    hash,
    /** Of all journals this edge holds. */
    entries: raceLog.held().reduce((sum, held) => sum + held.seq, 0),
    /** Written by this process, by kind. */
    written: Object.fromEntries(raceLog.countByKind),
    waiting_for_disk: raceLog.journal.waitingCount(),
    trouble,
  };
}

/** How far the hub has it, as a person reads it: "10,412 of 10,412". */
function journalRow({ journalId, own, seq }: HeldJournal, { hub }: StatusParts) {
  const hubHas = hub.link?.state().hubHas.get(journalId) ?? null;
  const text = hubHas === null ? null : `${count(hubHas)} of ${count(Math.max(seq, hubHas))}`;
  return { journal_id: journalId, own, seq, hub_has: hubHas, text };
}

function eventStatus({ room, raceLog }: StatusParts) {
  if (!room) return null;
  const { run, eventId } = room;
  const unknown = run?.scorer.unknownReads() ?? [];
  const questions = run?.scorer.openQuestions() ?? [];
  return {
    event_id: eventId,
    name: run?.setup.event.name ?? null,
    setup_hash: run?.setupHash ?? raceLog.book.setupHashOf(eventId) ?? null,
    scored: room.isUpToDate,
    open_question_count: questions.length,
    open_questions: questions.slice(-listedMax).map(({ question, source }) => ({ question, ...sourceBody(source) })),
    unknown_read_count: unknown.length,
    unknown_chips: unknownChips(unknown).slice(0, listedMax),
  };
}

type UnknownRead = { ident: string; location: string; atMs: number | null; source: { journalId: string; seq: number } };

/** Chips that belong to nobody, the one read last first. */
function unknownChips(reads: readonly UnknownRead[]) {
  const chips = new Map<string, { chip: string; reads: number; last_location: string; last_at: string | null }>();
  for (const { ident, location, atMs } of reads) {
    const before = chips.get(ident)?.reads ?? 0;
    chips.delete(ident);
    chips.set(ident, { chip: ident, reads: before + 1, last_location: location, last_at: atMs === null ? null : isoText(atMs) });
  }
  return [...chips.values()].reverse();
}

function linkStatus({ hub }: StatusParts) {
  if (!hub.credentials) return { state: 'none' as const, hub_url: null, since: null, waiting: null, problem: null };
  const link = hub.link?.state();
  return {
    state: link?.state ?? 'down',
    hub_url: hub.credentials.hub_url,
    partner_id: hub.credentials.partner_id,
    edge_id: hub.credentials.edge_id,
    since: link ? isoText(link.sinceMs) : null,
    /** Entries that the hub has not yet said it holds. */
    waiting: link?.waiting ?? null,
    problem: link?.problem ?? null,
  };
}

function diskStatus(folder: string) {
  const free = freeBytes(folder);
  return { free_bytes: free, low: free < lowSpaceBytes };
}

function sourceBody({ journalId, seq }: { journalId: string; seq: number }) {
  return { journal_id: journalId, seq };
}

function isoText(atMs: number): string {
  return new Date(atMs).toISOString();
}

function count(entries: number): string {
  return entries.toLocaleString('en-US');
}

/** Field names as HTTP has them. */
function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), snake(member)]),
  );
}
