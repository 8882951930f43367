import { lowSpaceBytes } from './disk-space.ts';
import { edgeState } from './edge-state.ts';
import type { EdgeTime } from './edge-time.ts';
import type { EventRoom } from './event/event-room.ts';
import type { HeldJournal } from './journal/entry-table.ts';
import type { JournalTrouble } from './journal/journal-client.ts';
import type { HubMembership } from './link/hub-membership.ts';
import type { Lookout } from './lookout.ts';
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
  session: { session_id: string; event_id: string | null };
  health: { ok: boolean; problem: string | null };
  trouble: JournalTrouble | null;
  lookout: Lookout;
  freeBytes: number;
};

/** `GET /status`: what a timer looks at before and during a race. Whatever is counted here is on disk (R1). */
export function edgeStatus(parts: StatusParts) {
  const { raceLog, settings, session, health, time } = parts;
  return {
    mode: 'normal' as const,
    state: edgeState({ lookout: parts.lookout, notices: parts.notices.list(), nowMs: time.raceNowMs() }),
    edge: { name: settings.name, store_id: raceLog.storeId, started_at: isoText(parts.startedAtMs), ...health },
    session,
    event: eventStatus(parts),
    journal: journalStatus(parts),
    journals: raceLog.held().map((held) => journalRow(held, parts)),
    decoders: parts.decoders.state().map(decoderStatus),
    link: linkStatus(parts),
    disk: { free_bytes: parts.freeBytes, low: parts.freeBytes < lowSpaceBytes },
    clock: { race_now: isoText(time.raceNowMs()), rate: time.raceClock.rate, steps_since_start: parts.clockSteps },
    notices: parts.notices.list().map(({ atMs, ...notice }) => ({ at: isoText(atMs), ...notice })),
  };
}

export type EdgeStatus = ReturnType<typeof edgeStatus>;

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

function journalRow({ journalId, own, seq }: HeldJournal, { hub }: StatusParts) {
  const { now, last } = hub.link?.hubHas(journalId) ?? { now: undefined, last: undefined };
  const text = hub.credentials ? hubHasText({ now, last, seq }) : 'this edge belongs to no hub';
  return { journal_id: journalId, own, seq, hub_has: now ?? null, text };
}

/** How far the hub has it, as a person reads it: "the hub has 10,412 of 10,412". */
function hubHasText({ now, last, seq }: { now: number | undefined; last: number | undefined; seq: number }): string {
  const of = (has: number) => `${count(has)} of ${count(Math.max(seq, has))}`;
  if (now !== undefined) return `the hub has ${of(now)}`;
  return last === undefined ? 'not known: the hub has not said yet what it has' : `the hub had ${of(last)} when it was last heard`;
}

function decoderStatus({ connections, ...port }: ReturnType<Decoders['state']>[number]) {
  return {
    ...port,
    connections: connections.map(({ eventName, locations, gaps, ...connection }) => ({
      ...connection,
      event_name: eventName,
      locations: locations.map(({ location, lastSeq, reads, heardAgoMs }) => ({
        location,
        last_seq: lastSeq,
        reads,
        heard_ago_ms: heardAgoMs,
      })),
      gaps: gaps.map(({ location, fromSeq, toSeq }) => ({ location, from_seq: fromSeq, to_seq: toSeq })),
    })),
  };
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

function sourceBody({ journalId, seq }: { journalId: string; seq: number }) {
  return { journal_id: journalId, seq };
}

function isoText(atMs: number): string {
  return new Date(atMs).toISOString();
}

function count(entries: number): string {
  return entries.toLocaleString('en-US');
}
