import type { EntryOf, EntryRef, LoggedEntry } from '../entry.ts';
import { type Course, coursesOf } from '../race/course.ts';
import type { ManualTime } from '../race/run.ts';
import type { RunnerRecord } from '../race/runner-times.ts';
import { type Gun, type OpenQuestion, startGuns } from '../race/start-guns.ts';
import { ChipMap } from '../roster/chip-map.ts';
import { type Bib, bibAt, bibsOf, type Claim, type Ident, isWorn } from '../roster/holders.ts';
import { IdentTable } from '../roster/ident-table.ts';
import { Roster } from '../roster/roster.ts';
import type { Setup } from '../setup.ts';
import { type EventDays, eventDays, instantOf } from '../time/place-in-day.ts';
import { parseTimeText } from '../time/time-text.ts';
import { supposedSessionId } from './candidates.ts';
import { type Correction, Corrections } from './corrections.ts';
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
  readonly heard: HeardReads;
  readonly corrections: Corrections;
  starts: ReturnType<typeof startGuns> = { startOfWave: new Map(), questions: [] };
  /** Idents with reads that nobody holds (SR-21). */
  readonly strays = new Set<Ident>();
  readonly #chips: ChipMap;
  readonly #idents: IdentTable;
  readonly #sessions: SessionBindings;
  /** Sessions that something was heard of: only for these does a new binding change what was worked out. */
  readonly #sessionsSeen = new Set<string>();

  constructor(setup: Setup) {
    const isBound = (sessionId: string) => sessionId === supposedSessionId || this.#sessions.isBound(sessionId);
    this.#sessions = new SessionBindings(setup.event.id);
    this.days = eventDays(setup.event);
    this.courses = coursesOf(setup);
    this.roster = new Roster(setup.participants);
    this.#chips = new ChipMap(setup.chips, this.roster);
    this.#idents = new IdentTable(this.#chips, this.roster);
    this.corrections = new Corrections(isBound);
    const { daySets, clockModels } = this.corrections;
    this.heard = new HeardReads({ idents: this.#idents, days: this.days, daySets, clockModels, isBound });
  }

  /** Files entries and works out what they move; the caller scores whom `reachedBy` names. */
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

  /** Takes corrections in for a while: `takeBack` leaves no trace of them. */
  suppose(entries: readonly Correction[]): Touched {
    const touched = new Touched();
    for (const entry of entries) this.corrections.take(entry, touched);
    this.#settle(touched);
    return touched;
  }

  takeBack(entries: readonly Correction[]): Touched {
    const touched = new Touched();
    for (const entry of entries) this.corrections.drop(entry, touched);
    this.#settle(touched);
    return touched;
  }

  /** Whose results must be worked out again: those named, whoever wears what was heard, waves whose gun moved, races closed or opened again. */
  reachedBy({ participantIds, idents, reachedWaveIds, raceIds }: Touched): Set<string> {
    const reached = new Set(participantIds);
    for (const ident of idents) addWearers(ident, reached);
    if (raceIds.size + reachedWaveIds.size === 0) return reached;
    for (const { participant } of this.roster.claims()) {
      if (raceIds.has(participant.raceId) || reachedWaveIds.has(participant.waveId)) reached.add(participant.id);
    }
    return reached;
  }

  recordOf(claim: Claim, course: Course, { hasWon, aside }: { hasWon: boolean; aside?: (left: SetAside) => void }): RunnerRecord {
    const { participant } = claim;
    const penalty = this.corrections.statuses.inForce(participant.id).findLast(({ change }) => change === 'penalty');
    return {
      participant,
      course,
      startOfWave: this.starts.startOfWave,
      reads: countedReads(this.rowsOf(claim), { table: this.heard.table, voids: this.corrections.voids, ...(aside && { aside }) }),
      manual: this.#manualTimes(participant.id),
      ruling: this.rulingOn(participant.id),
      penaltyMs: penalty?.penaltyMs ?? 0,
      raceClosed: this.isClosed(course.race.id),
      hasWon,
    };
  }

  /** What a person has decided of a participant, in place of what the reads say. */
  rulingOn(participantId: string): RunnerRecord['ruling'] {
    const word = this.corrections.statuses.inForce(participantId).findLast(({ change }) => change !== 'penalty');
    if (!word || word.change === 'reinstated') return null;
    return { status: word.change as 'DNF' | 'DSQ' | 'DNS', reason: word.reason };
  }

  isClosed(raceId: string): boolean {
    return this.corrections.closings.last(raceId)?.kind === 'race-close';
  }

  /** All reads of the chips that a participant held when they were heard (SR-20, SR-22), and of the bib. */
  rowsOf(claim: Claim): readonly Row[] {
    const { bib } = claim;
    if (bib.claims[0] !== claim) return [];
    const rows = bib.idents.map((ident) => this.#rowsMeaning(bib, ident));
    return rows.length === 1 ? rows[0]! : rows.flat();
  }

  strayRowsOf(ident: Ident): Row[] {
    if (isWorn(ident.always)) return [];
    return this.heard.rowsOf(ident).filter((row) => !isWorn(this.#bibOf(row, ident)));
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
    for (const ident of touched.idents) this.#settleIdent(ident);
    if (touched.guns) this.#settleGuns(touched);
  }

  /** Everything that was ever filed is touched; whoever nothing is filed about stays as they are. */
  #startAnew(touched: Touched): void {
    this.corrections.touchAll(touched);
    this.heard.refile();
    touched.guns = true;
    for (const ident of this.#idents.all()) touchIdent(ident, touched);
  }

  #touchRef(ref: EntryRef, touched: Touched): void {
    const entry = this.corrections.find(ref);
    if (entry) this.corrections.touch(entry, touched);
    const row = this.heard.table.rowOf(ref);
    if (row !== undefined) this.#touchRow(row, touched);
  }

  #touchRow(row: Row, touched: Touched): void {
    const number = this.heard.table.identOf(row);
    if (number === noIdent) touched.guns = true;
    else touchIdent(this.#idents.at(number), touched);
  }

  #rewriteParticipant(id: string, touched: Touched): void {
    touched.participantIds.add(id);
    for (const bib of this.roster.rewrite(id, this.corrections.participantSets.last(id))) {
      for (const ident of bib.idents) touchIdent(ident, touched);
      for (const { participant } of bib.claims) touched.participantIds.add(participant.id);
    }
  }

  #rewriteChip(chip: string, touched: Touched): void {
    const words = this.corrections.assigns.inForce(chip).flatMap((entry) => {
      const atMs = this.instantOf(entry);
      return entry.timeText !== undefined && atMs === null ? [] : [{ bib: entry.bib, atMs }];
    });
    this.#chips.rewrite(chip, words);
    for (const ident of this.#idents.ofChip(chip)) {
      addWearers(ident, touched.participantIds);
      this.#idents.relink(ident);
      touchIdent(ident, touched);
    }
  }

  #settleIdent(ident: Ident): void {
    ident.isTouched = false;
    if (this.strayRowsOf(ident).length > 0) this.strays.add(ident);
    else this.strays.delete(ident);
  }

  #rowsMeaning(bib: Bib, ident: Ident): Row[] {
    const rows = this.heard.rowsOf(ident);
    return ident.always === bib ? rows : rows.filter((row) => this.#bibOf(row, ident) === bib);
  }

  #bibOf(row: Row, ident: Ident): Bib | null {
    return bibAt(ident, this.heard.table.atMs(row));
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
      for (const { id } of reached) touched.reachedWaveIds.add(id);
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

function touchIdent(ident: Ident, { idents }: Touched): void {
  if (!ident.isTouched) idents.push(ident);
  ident.isTouched = true;
}

function addWearers(ident: Ident, participantIds: Set<string>): void {
  for (const { claims } of bibsOf(ident)) if (claims[0]) participantIds.add(claims[0].participant.id);
}
