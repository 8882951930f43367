import type { Entry, EntryKind, EntryOf } from '../entry.ts';
import { Ledger } from './ledger.ts';
import { refKey } from './log-order.ts';
import type { Touched } from './touched.ts';
import { Voids } from './voids.ts';

/** Of kinds that are only asked for as a whole, in log order. */
const oneKey = '';

/** Everything in the log that is no read: each kind in its ledger, under whom or what it is about. */
export class Corrections {
  readonly voids: Voids;
  readonly guns: Ledger<EntryOf<'gun'>>;
  readonly manuals: Ledger<EntryOf<'manual'>>;
  readonly statuses: Ledger<EntryOf<'status'>>;
  readonly assigns: Ledger<EntryOf<'assign'>>;
  readonly participantSets: Ledger<EntryOf<'participant-set'>>;
  readonly clockModels: Ledger<EntryOf<'clock-model'>>;
  readonly daySets: Ledger<EntryOf<'day-set'>>;
  readonly closings: Ledger<EntryOf<'race-close'> | EntryOf<'race-reopen'>>;
  readonly publications: Ledger<EntryOf<'publish'>>;
  readonly #byRef = new Map<string, Correction>();

  constructor(isBound: (sessionId: string) => boolean) {
    this.voids = new Voids((entry) => isBound(entry.sessionId));
    const counts = (entry: Entry) => isBound(entry.sessionId) && !this.voids.has(entry);
    this.guns = new Ledger(counts);
    this.manuals = new Ledger(counts);
    this.statuses = new Ledger(counts);
    this.assigns = new Ledger(counts);
    this.participantSets = new Ledger(counts);
    this.clockModels = new Ledger(counts);
    this.daySets = new Ledger(counts);
    this.closings = new Ledger(counts);
    this.publications = new Ledger(counts);
  }

  take(entry: Entry, touched: Touched): void {
    if (!isKept(entry)) return;
    this.#byRef.set(refKey(entry), entry);
    this.#file(entry, 'put');
    this.touch(entry, touched);
  }

  /** Takes a correction out as if it had never come. */
  drop(entry: Correction, touched: Touched): void {
    this.#byRef.delete(refKey(entry));
    this.#file(entry, 'drop');
    this.touch(entry, touched);
  }

  find(ref: { journalId: string; seq: number }): Correction | undefined {
    return this.#byRef.get(refKey(ref));
  }

  /** All of them, after a session came or went. */
  touchAll(touched: Touched): void {
    for (const entry of this.#byRef.values()) this.touch(entry, touched);
  }

  /** Marks what an entry bears on: when it comes, and when it is voided or comes back. What is published changes no result. */
  touch(entry: Correction, touched: Touched): void {
    switch (entry.kind) {
      case 'void':
      case 'unvoid':
        touched.voids = true;
        return;
      case 'gun':
        touched.guns = true;
        return;
      case 'manual':
      case 'status':
        touched.participantIds.add(entry.participantId);
        return;
      case 'assign':
        touched.chips.add(entry.chip);
        return;
      case 'participant-set':
        touched.rosterIds.add(entry.participant.id);
        return;
      case 'clock-model':
        touched.clocks.add(entry.clockId ?? '');
        return;
      case 'day-set':
        touched.daySets = true;
        return;
      case 'race-close':
      case 'race-reopen':
        touched.raceIds.add(entry.raceId);
        return;
    }
  }

  #file(entry: Correction, how: 'put' | 'drop'): void {
    switch (entry.kind) {
      case 'void':
      case 'unvoid':
        this.voids[how](entry);
        return;
      case 'gun':
        this.guns[how](oneKey, entry);
        return;
      case 'manual':
        this.manuals[how](entry.participantId, entry);
        return;
      case 'status':
        this.statuses[how](entry.participantId, entry);
        return;
      case 'assign':
        this.assigns[how](entry.chip, entry);
        return;
      case 'participant-set':
        this.participantSets[how](entry.participant.id, entry);
        return;
      case 'clock-model':
        this.clockModels[how](entry.clockId ?? '', entry);
        return;
      case 'day-set':
        this.daySets[how](oneKey, entry);
        return;
      case 'race-close':
      case 'race-reopen':
        this.closings[how](entry.raceId, entry);
        return;
      case 'publish':
        this.publications[how](entry.raceId, entry);
        return;
    }
  }
}

const keptKinds = [
  'void',
  'unvoid',
  'gun',
  'manual',
  'status',
  'assign',
  'participant-set',
  'clock-model',
  'day-set',
  'race-close',
  'race-reopen',
  'publish',
] as const;

export type CorrectionKind = (typeof keptKinds)[number];
export type Correction = EntryOf<CorrectionKind>;

const isKeptKind: ReadonlySet<EntryKind> = new Set(keptKinds);

/** Notes, clock checks and refused lines are evidence: they change no result. */
export function isKept(entry: Entry): entry is Correction {
  return isKeptKind.has(entry.kind);
}
