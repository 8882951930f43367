import { type Person, type PersonInput, personFactsSchema } from '@chute/protocol';
import { birthdayNear, type Setup } from '@chute/timing';
import type { JournalClient } from '../journal/journal-client.ts';

/** Who the participants of one event are. Apart from the log, so that a name can be erased (architecture §4). */
export class PersonRecords {
  readonly eventId: string;
  #journal: JournalClient;
  #persons = new Map<string, Person>();

  private constructor(eventId: string, journal: JournalClient) {
    this.eventId = eventId;
    this.#journal = journal;
  }

  static async load(eventId: string, journal: JournalClient): Promise<PersonRecords> {
    const records = new PersonRecords(eventId, journal);
    records.#take(await journal.call('persons', eventId));
    return records;
  }

  get(participantId: string): Person | undefined {
    return this.#persons.get(participantId);
  }

  all(): Person[] {
    return [...this.#persons.values()];
  }

  /** The newest revision that a hub gave; what was imported here has 0. */
  revision(): number {
    let newest = 0;
    for (const { revision } of this.#persons.values()) newest = Math.max(newest, revision);
    return newest;
  }

  /** Keeps records, the newer revision of each; the participants that they are of. */
  async keep(persons: readonly Person[]): Promise<string[]> {
    if (persons.length === 0) return [];
    await this.#journal.call('putPersons', this.eventId, persons);
    this.#take(persons);
    return persons.map((person) => person.participant_id);
  }

  #take(persons: readonly Person[]): void {
    for (const person of persons) {
      if (person.revision >= (this.#persons.get(person.participant_id)?.revision ?? 0)) this.#persons.set(person.participant_id, person);
    }
  }
}

/** A record that was imported here: any that a hub gives is newer. Its birth date is not kept, only whether the birthday is near. */
export function importedPerson(person: PersonInput, { firstDay, lastDay }: Setup['event']): Person {
  const { participant_id, first_name, last_name, city, country, birth_date } = person;
  const birthday = birth_date ? birthdayNear(birth_date, { firstDay, lastDay }) : person.birthday;
  return {
    ...personFactsSchema.parse(person),
    ...(birthday ? { birthday } : {}),
    participant_id,
    first_name: first_name ?? null,
    last_name: last_name ?? null,
    city: city ?? null,
    country: country ?? null,
    revision: 0,
    erased: false,
  };
}
