import type { Person } from '@chute/protocol';
import type { Database } from 'better-sqlite3';

export type StoredSetup = { setupHash: string; eventId: string; body: string };

/** What an edge keeps besides the log: setups by hash, person records, and a few facts about itself. */
export class SideTables {
  #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  putSetup({ setupHash, eventId, body }: StoredSetup): void {
    this.#db
      .prepare('insert into setups (setup_hash, event_id, body) values (?, ?, ?) on conflict do nothing')
      .run(setupHash, eventId, body);
  }

  setup(setupHash: string): StoredSetup | undefined {
    return this.#db
      .prepare<[string], StoredSetup>('select setup_hash as setupHash, event_id as eventId, body from setups where setup_hash = ?')
      .get(setupHash);
  }

  setupHashesOf(eventId: string): string[] {
    return this.#db.prepare<[string], string>('select setup_hash from setups where event_id = ?').pluck().all(eventId);
  }

  /** An older revision of a person never replaces a newer one; an erased person leaves a row without a name. */
  putPersons(eventId: string, persons: readonly Person[]): void {
    const put = this.#db.prepare(
      `insert into persons (event_id, participant_id, revision, body) values (?, ?, ?, ?)
       on conflict (event_id, participant_id) do update set revision = excluded.revision, body = excluded.body
       where excluded.revision >= persons.revision`,
    );
    this.#db
      .transaction(() => {
        for (const person of persons) put.run(eventId, person.participant_id, person.revision, JSON.stringify(person));
      })
      .immediate();
  }

  persons(eventId: string): Person[] {
    const bodies = this.#db.prepare<[string], string>('select body from persons where event_id = ?').pluck().all(eventId);
    return bodies.map((body) => JSON.parse(body) as Person);
  }

  putState(name: string, value: string): void {
    this.#db
      .prepare('insert into store (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
      .run(name, value);
  }

  state(name: string): string | undefined {
    return this.#db.prepare<[string], string>('select value from store where name = ?').pluck().get(name);
  }
}
