import { isDeepStrictEqual } from 'node:util';
import type { ChipAssignment, Participant } from '@chute/timing';
import type { ChipWord, ImportRow } from '../../store/participant-imports.ts';
import type { ParticipantChange } from './change-participants.ts';
import type { EventRoster } from './event-roster.ts';
import { changedParticipant, changedPerson, chipWords, personOf } from './participant-body.ts';
import type { StartListRow } from './read-start-list.ts';

export type ImportPlan = { changes: ParticipantChange[]; rows: ImportRow[]; create: number; update: number; unchanged: number };

/** What a start list would do: a bib that its race knows is changed where the row says something, any other is made. */
export function planImport(roster: EventRoster, rows: readonly StartListRow[], newId: () => string): ImportPlan {
  const plan: ImportPlan = { changes: [], rows: [], create: 0, update: 0, unchanged: 0 };
  const byBib = new Map(roster.setup.participants.map((one) => [`${one.raceId} ${one.bib}`, one]));
  const names = new Map(roster.named.map((one) => [one.id, one]));
  for (const { raceId, bib, fields } of rows) {
    const before = byBib.get(`${raceId} ${bib}`) ?? null;
    const participant = changedParticipant(roster.setup, before ?? nobody({ id: newId(), raceId, bib, waveId: fields.wave_id! }), fields);
    const personBefore = personOf(names.get(participant.id), participant.id);
    const told = changedPerson(personBefore, fields);
    const person = isDeepStrictEqual(told, personBefore) ? undefined : told;
    const chips = chipWords(roster.setup.chips, bib, fields.chips);
    if (before && !person && chips.length === 0 && isDeepStrictEqual(participant, before)) {
      plan.unchanged += 1;
      continue;
    }
    plan[before ? 'update' : 'create'] += 1;
    plan.changes.push({ participant, removed: false, chips, ...(person ? { person } : {}) });
    plan.rows.push({
      participantId: participant.id,
      before: { participant: before, chips: holdersOf(roster.setup.chips, chips) },
      after: { participant, chips },
      personBefore: before && person ? personBefore : null,
    });
  }
  return plan;
}

/** Takes an import back, row by row; what somebody changed since is left alone, and counted as kept. */
export function planUndo(roster: EventRoster, rows: readonly ImportRow[]): { changes: ParticipantChange[]; made: string[]; kept: number } {
  const now = new Map(roster.setup.participants.map((one) => [one.id, one]));
  const untouched = rows.filter(({ participantId, after }) => isDeepStrictEqual(now.get(participantId), after.participant));
  const changes = untouched.map(({ before, after, personBefore }): ParticipantChange => {
    const chips = before.chips.filter(({ chip }) => holderOf(roster.setup.chips, chip) === holderIn(after.chips, chip));
    const person = personBefore ? { person: personBefore } : {};
    return { participant: before.participant ?? after.participant!, removed: before.participant === null, chips, ...person };
  });
  const made = untouched.filter(({ before }) => before.participant === null).map(({ participantId }) => participantId);
  return { changes, made, kept: rows.length - untouched.length };
}

function nobody({ id, raceId, bib, waveId }: Pick<Participant, 'id' | 'raceId' | 'bib' | 'waveId'>): Participant {
  return { id, raceId, waveId, bib, sex: null, raceAge: null, customDivisions: [], teamId: null, hidden: false };
}

function holdersOf(chips: readonly ChipAssignment[], words: readonly ChipWord[]): ChipWord[] {
  return words.map(({ chip }) => ({ chip, bib: holderOf(chips, chip) }));
}

function holderOf(chips: readonly ChipAssignment[], chip: string): string | null {
  return chips.find((one) => one.chip === chip)?.bib ?? null;
}

function holderIn(words: readonly ChipWord[], chip: string): string | null {
  return words.find((one) => one.chip === chip)?.bib ?? null;
}
