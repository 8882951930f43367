import type { EntryOf, EntryRef, LoggedEntry } from '../entry.ts';
import { type Course, coursesOf } from '../race/course.ts';
import type { ManualTime, RunnerRecord } from '../race/runner-times.ts';
import { type Gun, type OpenQuestion, startGuns } from '../race/start-guns.ts';
import { ChipMap } from '../roster/chip-map.ts';
import { bibAt, holdersOf, identsMeaning, rowsMeaning } from '../roster/holders.ts';
import type { Ident } from '../roster/ident-table.ts';
import { Roster } from '../roster/roster.ts';
import type { Participant, Setup } from '../setup.ts';
import { type EventDays, eventDays, instantOf } from '../time/place-in-day.ts';
import { parseTimeText } from '../time/time-text.ts';
import { Corrections } from './corrections.ts';
import { countedReads, type SetAside } from './counted-reads.ts';
import { HeardReads } from './heard-reads.ts';
import { noIdent, type Row } from './read-table.ts';
import { SessionBindings } from './session-bindings.ts';
import { Touched } from './touched.ts';

/** The log of one event as it stands: who wears which chip, which wave started when, and what is on record for each participant. Rules are applied elsewhere. */
export class EventLog {
  readonly days: EventDays;
  readonly courses: Map<string, Course>;
  readonly roster: Roster;
  readonly chips: ChipMap;
  readonly heard: HeardReads;
  readonly corrections: Corrections;
  starts: ReturnType<typeof startGuns> = { startOfWave: new Map(), questions: [] };
  /** Idents with reads that nobody holds (SR-21). */
  readonly strays = new Set<Ident>();
  readonly #sessions: SessionBindings;
  readonly #atMs = (row: Row): number => this.heard.table.atMs(row);
  /** Sessions that something was heard of: only for these does a new binding change what was worked out. */
  readonly #sessionsSeen = new Set<string>();

  constructor(setup: Setup) {
    const isBound = (sessionId: string) => this.#sessions.isBound(sessionId);
    this.#sessions = new SessionBindings(setup.event.id);
    this.days = eventDays(setup.event);
    this.courses = coursesOf(setup);
    this.roster = new Roster(setup.participants);
    this.chips = new ChipMap(setup.chips);
    this.corrections = new Corrections(isBound);
    this.heard = new HeardReads({ days: this.days, daySets: this.corrections.daySets, clockModels: this.corrections.clockModels, isBound });
  }

  /** Files entries and works out what they move; the caller scores the participants named in what comes back. */
  take(entries: readonly LoggedEntry[]): Touched {
    const touched = new Touched();
    let sessionId = '';
    for (const { entry } of entries) {
      if (!entry) continue;
      if (entry.kind === 'session-open' || entry.kind === 'session-bind') {
        if (this.#sessions.take(entry) && this.#sessionsSeen.has(entry.sessionId)) touched.sessions = true;
        continue;
      }
      if (entry.sessionId !== sessionId) this.#sessionsSeen.add(entry.sessionId);
      sessionId = entry.sessionId;
      if (entry.kind === 'read' || (entry.kind === 'gun' && entry.clockId !== undefined)) this.#touchRow(this.heard.take(entry), touched);
      if (entry.kind !== 'read') this.corrections.take(entry, touched);
    }
    this.#settle(touched);
    return touched;
  }

  recordOf(participant: Participant, course: Course, aside?: (left: SetAside) => void): RunnerRecord {
    const { statuses, closings } = this.corrections;
    const words = statuses.inForce(participant.id);
    const ruling = words.findLast(({ change }) => change !== 'penalty');
    const penalty = words.findLast(({ change }) => change === 'penalty');
    return {
      participant,
      course,
      startOfWave: this.starts.startOfWave,
      reads: countedReads(this.rowsOf(participant), { table: this.heard.table, voids: this.corrections.voids, ...(aside && { aside }) }),
      manual: this.#manualTimes(participant.id),
      ruling: ruling && ruling.change !== 'reinstated' ? { status: ruling.change as 'DNF' | 'DSQ' | 'DNS', reason: ruling.reason } : null,
      penaltyMs: penalty?.penaltyMs ?? 0,
      raceClosed: closings.last(course.race.id)?.kind === 'race-close',
    };
  }

  /** All reads of the chips that a participant held when they were heard (SR-20, SR-22), and of the bib. */
  rowsOf({ id, bib }: Participant): readonly Row[] {
    if (this.roster.rivals(bib).length > 1 && this.roster.wearing(bib)?.id !== id) return [];
    const rows = identsMeaning(this.chips, this.heard.idents, bib).map((ident) =>
      rowsMeaning(bib, ident, holdersOf(this.chips, ident), this.#atMs),
    );
    return rows.length === 1 ? rows[0]! : rows.flat();
  }

  strayRowsOf(ident: Ident): Row[] {
    const holders = holdersOf(this.chips, ident);
    return ident.rows.filter((row) => {
      const bib = bibAt(holders, this.#atMs(row));
      return bib === null || !this.roster.wearing(bib);
    });
  }

  /** The instant of a time that a person gave; null when it cannot be read. */
  instantOf(entry: { timeText?: string; arrivedAtMs: number }): number | null {
    const time = entry.timeText === undefined ? undefined : parseTimeText(entry.timeText);
    return time ? instantOf(time, { arrivedAtMs: entry.arrivedAtMs, days: this.days }) : null;
  }

  /** Each step needs the ones before it: who counts, when it was, who wore it, which gun, whose result. */
  #settle(touched: Touched): void {
    if (touched.sessions) this.#startAnew(touched);
    if (touched.voids) for (const ref of this.corrections.voids.settle()) this.#touchRef(ref, touched);
    this.heard.settle(touched, (row) => this.#touchRow(row, touched));
    for (const id of touched.rosterIds) this.#rewriteParticipant(id, touched);
    for (const chip of touched.chips) this.#rewriteChip(chip, touched);
    for (const number of touched.idents) this.#settleIdent(this.heard.idents.at(number), touched);
    if (touched.guns) this.#settleGuns(touched);
    for (const raceId of touched.raceIds) {
      for (const { id } of this.courses.get(raceId)?.waves ?? []) addAll(touched.participantIds, this.roster.idsOfWave(id));
    }
  }

  /** Everything that was ever filed is touched; whoever nothing is filed about stays as they are. */
  #startAnew(touched: Touched): void {
    this.corrections.touchAll(touched);
    this.corrections.voids.settle();
    this.heard.refile();
    touched.guns = true;
    for (const { number } of this.heard.idents.all()) touched.idents.add(number);
  }

  #touchRef(ref: EntryRef, touched: Touched): void {
    const entry = this.corrections.find(ref);
    if (entry) this.corrections.touch(entry, touched);
    const row = this.heard.table.rowOf(ref);
    if (row !== undefined) this.#touchRow(row, touched);
  }

  #touchRow(row: Row, touched: Touched): void {
    const ident = this.heard.table.identOf(row);
    if (ident === noIdent) touched.guns = true;
    else touched.idents.add(ident);
  }

  #rewriteParticipant(id: string, touched: Touched): void {
    touched.participantIds.add(id);
    for (const bib of this.roster.rewrite(id, this.corrections.participantSets.last(id))) {
      for (const { number } of identsMeaning(this.chips, this.heard.idents, bib)) touched.idents.add(number);
      addAll(touched.participantIds, this.roster.rivals(bib));
      this.#touchBib(bib, touched);
    }
  }

  #rewriteChip(chip: string, touched: Touched): void {
    const words = this.corrections.assigns.inForce(chip).flatMap((entry) => {
      const atMs = this.instantOf(entry);
      return entry.timeText !== undefined && atMs === null ? [] : [{ bib: entry.bib, atMs }];
    });
    for (const is of ['auto', 'chip'] as const) {
      const ident = this.heard.idents.find(chip, is);
      if (!ident) continue;
      for (const { bib } of holdersOf(this.chips, ident)) this.#touchBib(bib, touched);
      ident.holders = undefined;
      touched.idents.add(ident.number);
    }
    this.chips.rewrite(chip, words);
  }

  #settleIdent(ident: Ident, touched: Touched): void {
    const holders = holdersOf(this.chips, ident);
    let isHeldAlways = holders[0]?.fromMs === Number.NEGATIVE_INFINITY;
    for (const { bib } of holders) isHeldAlways = this.#touchBib(bib, touched) && isHeldAlways;
    if (!isHeldAlways && this.strayRowsOf(ident).length > 0) this.strays.add(ident);
    else this.strays.delete(ident);
  }

  /** True when somebody wears the bib. */
  #touchBib(bib: string | null, touched: Touched): boolean {
    const wearer = bib === null ? undefined : this.roster.wearing(bib);
    if (wearer) touched.participantIds.add(wearer.id);
    return wearer !== undefined;
  }

  #settleGuns(touched: Touched): void {
    const before = this.starts.startOfWave;
    const courses = [...this.courses.values()];
    const waves = courses.flatMap((course) => course.waves.map((wave) => ({ ...wave, gunNearMs: course.race.rules.gunNearMs })));
    this.starts = startGuns(
      [...this.corrections.guns.all()].map((entry) => this.#gunOf(entry)),
      waves,
    );
    for (const course of courses) {
      const moved = course.waves.filter(({ id }) => !isSameStart(before.get(id), this.starts.startOfWave.get(id)));
      for (const { id } of moved) touched.waveIds.add(id);
      // By policy `actual` a gun can also be that of runners of the race's other waves (SR-24).
      const reached = moved.length > 0 && course.race.rules.earlyStart === 'actual' ? course.waves : moved;
      for (const { id } of reached) addAll(touched.participantIds, this.roster.idsOfWave(id));
    }
  }

  #gunOf(entry: EntryOf<'gun'>): Gun {
    const { journalId, seq, lamport, waveId, location, replaces, sourceSeq } = entry;
    const row = this.heard.table.rowOf(entry);
    const atMs = row === undefined ? this.instantOf(entry) : this.heard.atMs(row);
    const copyKey = row === undefined || waveId !== null ? null : `${location} ${sourceSeq} ${this.heard.table.decoderTimeMs(row)}`;
    return { journalId, seq, lamport, waveId, location, replaces, atMs, copyKey };
  }

  #manualTimes(participantId: string): ManualTime[] {
    return this.corrections.manuals.inForce(participantId).flatMap((entry) => {
      const atMs = this.instantOf(entry);
      const { coursePointId, override, journalId, seq } = entry;
      return atMs === null ? [] : [{ coursePointId, override, atMs, source: { journalId, seq } }];
    });
  }

  /** What a person must look at among guns and times. */
  questions(): OpenQuestion[] {
    return [...this.starts.questions, ...this.heard.questions()];
  }
}

function isSameStart(a: { atMs: number; source: EntryRef } | undefined, b: { atMs: number; source: EntryRef } | undefined): boolean {
  if (!a || !b) return a === b;
  return a.atMs === b.atMs && a.source.journalId === b.source.journalId && a.source.seq === b.source.seq;
}

function addAll<T>(set: Set<T>, more: Iterable<T>): void {
  for (const one of more) set.add(one);
}
