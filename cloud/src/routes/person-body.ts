import { type Person, type PersonInput, personFactsSchema } from '@chute/protocol';
import type { PersonFields, PersonRow } from '../store/persons.ts';

export function personFields(person: PersonInput): PersonFields {
  return {
    participantId: person.participant_id,
    firstName: person.first_name ?? null,
    lastName: person.last_name ?? null,
    birthDate: person.birth_date ?? null,
    city: person.city ?? null,
    country: person.country ?? null,
    facts: personFactsSchema.parse(person),
  };
}

/** The birth date stays here. */
export function personBody(row: PersonRow): Person {
  return {
    participant_id: row.participantId,
    first_name: row.firstName,
    last_name: row.lastName,
    city: row.city,
    country: row.country,
    ...row.facts,
    revision: row.revision,
    erased: row.erased,
  };
}
