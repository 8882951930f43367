import { type PersonFacts, personFactsSchema } from '@chute/protocol';
import type { ChipAssignment, Participant, Setup } from '@chute/timing';
import { z } from 'zod';
import type { ChipWord } from '../../store/participant-imports.ts';
import type { NamedParticipant } from '../../store/participant-lists.ts';
import type { PersonFields } from '../../store/persons.ts';
import { daySchema } from '../common-schemas.ts';
import { raceAge } from './race-age.ts';

const bib = z.string().trim().min(1).max(32).meta({ description: 'Text: F12 and 007 exist', example: '007' });
const chip = z.string().trim().min(1).max(64);
/** What people type in; a birthday follows from the birth date. */
const factFields = personFactsSchema.omit({ birthday: true }).shape;
const nameText = z.string().trim().max(200).nullable();

export const participantSchema = z
  .object({
    participant_id: z.uuid(),
    event_id: z.uuid(),
    race_id: z.uuid(),
    wave_id: z.uuid(),
    bib,
    sex: z.enum(['F', 'M', 'X']).nullable(),
    race_age: z.int().nullable(),
    custom_divisions: z.array(z.string()),
    team_id: z.string().nullable(),
    hidden: z.boolean(),
    chips: z.array(z.string()),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    ...factFields,
  })
  .meta({ id: 'Participant' });

const fields = {
  race_id: z.uuid(),
  wave_id: z.uuid(),
  bib,
  sex: z.enum(['F', 'M', 'X']).nullable(),
  race_age: z.int().min(0).max(130).nullable().meta({ description: 'Computed from birth_date when that is given' }),
  custom_divisions: z.array(z.string().min(1).max(64)).max(100),
  team_id: z.string().min(1).max(64).nullable().meta({ description: 'One of the teams of the race; null = unattached' }),
  hidden: z.boolean().meta({ description: 'No name in public' }),
  chips: z.array(chip).max(20).meta({ description: 'All chips of this bib' }),
  first_name: nameText,
  last_name: nameText,
  birth_date: daySchema.nullable(),
  city: nameText,
  country: nameText,
  ...factFields,
};

export const newParticipantBody = z.strictObject(fields).partial().required({ race_id: true, wave_id: true, bib: true }).extend({
  participant_id: z.uuid().optional(),
});
export const participantPatch = z.strictObject(fields).partial();
export type ParticipantFields = z.infer<typeof participantPatch>;

/** The participant as the body leaves it; what it does not say stays. */
export function changedParticipant(setup: Setup, before: Participant, body: ParticipantFields): Participant {
  const after: Participant = {
    id: before.id,
    raceId: body.race_id ?? before.raceId,
    waveId: body.wave_id ?? before.waveId,
    bib: body.bib ?? before.bib,
    sex: body.sex === undefined ? before.sex : body.sex,
    raceAge: body.race_age === undefined ? before.raceAge : body.race_age,
    customDivisions: body.custom_divisions ?? before.customDivisions,
    teamId: body.team_id === undefined ? before.teamId : body.team_id,
    hidden: body.hidden ?? before.hidden,
  };
  if (!body.birth_date || body.race_age !== undefined) return after;
  return { ...after, raceAge: raceAge({ setup, raceId: after.raceId, waveId: after.waveId, birthDate: body.birth_date }) };
}

/** The person record with what the body says of it, or undefined when it says nothing. */
export function changedPerson(before: PersonFields, body: ParticipantFields): PersonFields | undefined {
  const facts = personFactsSchema.parse(body);
  const told = [body.first_name, body.last_name, body.birth_date, body.city, body.country, ...Object.values(facts)];
  if (told.every((value) => value === undefined)) return undefined;
  return {
    participantId: before.participantId,
    firstName: body.first_name === undefined ? before.firstName : body.first_name,
    lastName: body.last_name === undefined ? before.lastName : body.last_name,
    birthDate: body.birth_date === undefined ? before.birthDate : body.birth_date,
    city: body.city === undefined ? before.city : body.city,
    country: body.country === undefined ? before.country : body.country,
    facts: withoutNulls({ ...before.facts, ...facts }),
  };
}

/** `null` takes a fact back. */
function withoutNulls(facts: PersonFacts): PersonFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}

/** What has to be said so that the bib has exactly these chips. */
export function chipWords(chips: readonly ChipAssignment[], wearing: string, wanted: readonly string[] | undefined): ChipWord[] {
  if (wanted === undefined) return [];
  const held = chipsOf(chips, wearing);
  const taken = held.filter((one) => !wanted.includes(one)).map((one) => ({ chip: one, bib: null }));
  const given = [...new Set(wanted)].filter((one) => !held.includes(one)).map((one) => ({ chip: one, bib: wearing }));
  return [...taken, ...given];
}

export function chipsOf(chips: readonly ChipAssignment[], wearing: string): string[] {
  return chips.filter((assignment) => assignment.bib === wearing).map((assignment) => assignment.chip);
}

export function participantBody(
  participant: Participant,
  person: PersonFields,
  place: { eventId: string; chips: string[] },
): z.infer<typeof participantSchema> {
  return {
    participant_id: participant.id,
    event_id: place.eventId,
    race_id: participant.raceId,
    wave_id: participant.waveId,
    bib: participant.bib,
    sex: participant.sex,
    race_age: participant.raceAge,
    custom_divisions: participant.customDivisions,
    team_id: participant.teamId,
    hidden: participant.hidden,
    chips: place.chips,
    first_name: person.firstName,
    last_name: person.lastName,
    city: person.city,
    country: person.country,
    ...person.facts,
  };
}

export function personOf(named: NamedParticipant | undefined, participantId: string): PersonFields {
  const { firstName = null, lastName = null, birthDate = null, city = null, country = null, facts } = named ?? {};
  return { participantId, firstName, lastName, birthDate, city, country, facts: facts ?? {} };
}
