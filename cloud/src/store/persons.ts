import type { TenantTx } from './db.ts';

/** Who a participant is. `birthDate` (`YYYY-MM-DD`) never leaves the hub; race ages are computed from it. */
export type PersonFields = {
  participantId: string;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
  city: string | null;
  country: string | null;
};

/** With `erased`, a tombstone without a name. */
export type PersonRow = PersonFields & { revision: number; erased: boolean };

// The row lock orders writers, so that whoever asks "since" never misses a revision that commits late.
const nextRevision = `
  update ct_events set persons_revision = persons_revision + 1 where timing_partner_id = $1 and event_id = $2
  returning persons_revision as revision`;

const upsert = `
  insert into persons (timing_partner_id, event_id, participant_id, first_name, last_name, birth_date, city, country, revision)
  select $1, $2, p.participant_id, p.first_name, p.last_name, p.birth_date, p.city, p.country, $3
  from unnest($4::uuid[], $5::text[], $6::text[], $7::date[], $8::text[], $9::text[])
    as p (participant_id, first_name, last_name, birth_date, city, country)
  on conflict (timing_partner_id, event_id, participant_id) do update
    set first_name = excluded.first_name, last_name = excluded.last_name, birth_date = coalesce(excluded.birth_date, persons.birth_date),
      city = excluded.city, country = excluded.country, revision = excluded.revision
    where not persons.erased`;

/** Adds or changes person records; one that was erased stays erased. The event must exist. Gives the event's new revision. */
export async function savePersons(tx: TenantTx, eventId: string, persons: readonly PersonFields[]): Promise<number> {
  const revision = await bumpRevision(tx, eventId);
  const column = <T>(pick: (one: PersonFields) => T) => persons.map(pick);
  await tx.query(upsert, [
    tx.partnerId,
    eventId,
    revision,
    column((one) => one.participantId),
    column((one) => one.firstName),
    column((one) => one.lastName),
    column((one) => one.birthDate),
    column((one) => one.city),
    column((one) => one.country),
  ]);
  return revision;
}

const erase = `
  update persons set first_name = null, last_name = null, birth_date = null, city = null, country = null, erased = true, revision = $4
  where timing_partner_id = $1 and event_id = $2 and participant_id = $3`;

/** Forgets a name for good. False when there is no such record. */
export async function erasePerson(tx: TenantTx, eventId: string, participantId: string): Promise<boolean> {
  const revision = await bumpRevision(tx, eventId);
  return (await tx.query(erase, [tx.partnerId, eventId, participantId, revision])).rowCount > 0;
}

const since = `
  select participant_id as "participantId", first_name as "firstName", last_name as "lastName", birth_date as "birthDate", city, country,
    revision, erased
  from persons where timing_partner_id = $1 and event_id = $2 and revision > $3
  order by revision, participant_id`;

/** What changed after `revision` (0 = all), tombstones included. */
export async function personsSince(tx: TenantTx, eventId: string, revision: number): Promise<PersonRow[]> {
  return (await tx.query<PersonRow>(since, [tx.partnerId, eventId, revision])).rows;
}

async function bumpRevision(tx: TenantTx, eventId: string): Promise<number> {
  const { rows } = await tx.query<{ revision: number }>(nextRevision, [tx.partnerId, eventId]);
  if (!rows[0]) throw new Error(`event ${eventId} is not there, so it has no person records`);
  return rows[0].revision;
}
