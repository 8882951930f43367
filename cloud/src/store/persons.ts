import type { PersonFacts } from '@chute/protocol';
import { birthdayNear } from '@chute/timing';
import type { TenantTx } from './db.ts';

/** Who a participant is. `birthDate` (`YYYY-MM-DD`) never leaves the hub; race ages, and a birthday near the event, are computed from it. */
export type PersonFields = {
  participantId: string;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
  city: string | null;
  country: string | null;
  facts: PersonFacts;
};

/** With `erased`, a tombstone without a name. */
export type PersonRow = PersonFields & { revision: number; erased: boolean };

// The row lock orders writers, so that whoever asks "since" never misses a revision that commits late.
const nextRevision = `
  update ct_events set persons_revision = persons_revision + 1 where timing_partner_id = $1 and event_id = $2
  returning persons_revision as revision`;

const upsert = `
  insert into persons (timing_partner_id, event_id, participant_id, first_name, last_name, birth_date, city, country, facts, revision)
  select $1, $2, p.participant_id, p.first_name, p.last_name, p.birth_date, p.city, p.country, p.facts, $3
  from unnest($4::uuid[], $5::text[], $6::text[], $7::date[], $8::text[], $9::text[], $10::jsonb[])
    as p (participant_id, first_name, last_name, birth_date, city, country, facts)
  on conflict (timing_partner_id, event_id, participant_id) do update
    set first_name = excluded.first_name, last_name = excluded.last_name, birth_date = coalesce(excluded.birth_date, persons.birth_date),
      city = excluded.city, country = excluded.country, facts = excluded.facts, revision = excluded.revision
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
    // An import that was kept before there were facts may be taken back.
    column((one) => JSON.stringify(one.facts ?? {})),
  ]);
  return revision;
}

const erase = `
  update persons set first_name = null, last_name = null, birth_date = null, city = null, country = null, facts = '{}', erased = true, revision = $4
  where timing_partner_id = $1 and event_id = $2 and participant_id = $3`;

/** Forgets a name for good. False when there is no such record. */
export async function erasePerson(tx: TenantTx, eventId: string, participantId: string): Promise<boolean> {
  const revision = await bumpRevision(tx, eventId);
  return (await tx.query(erase, [tx.partnerId, eventId, participantId, revision])).rowCount > 0;
}

const since = `
  select p.participant_id as "participantId", p.first_name as "firstName", p.last_name as "lastName", p.birth_date as "birthDate", p.city,
    p.country, p.facts, p.revision, p.erased, e.first_day as "firstDay", e.last_day as "lastDay"
  from persons p join ct_events e on e.timing_partner_id = $1 and e.event_id = p.event_id
  where p.timing_partner_id = $1 and p.event_id = $2 and p.revision > $3
  order by p.revision, p.participant_id`;

type DatedRow = PersonRow & { firstDay: string; lastDay: string };

/** What changed after `revision` (0 = all), tombstones included. */
export async function personsSince(tx: TenantTx, eventId: string, revision: number): Promise<PersonRow[]> {
  const { rows } = await tx.query<DatedRow>(since, [tx.partnerId, eventId, revision]);
  return rows.map(withBirthday);
}

/** Without a birth date here, an edge that had it may have told what there is to say. */
function withBirthday({ firstDay, lastDay, ...row }: DatedRow): PersonRow {
  if (row.birthDate === null) return row;
  return { ...row, facts: { ...row.facts, birthday: birthdayNear(row.birthDate, { firstDay, lastDay }) } };
}

async function bumpRevision(tx: TenantTx, eventId: string): Promise<number> {
  const { rows } = await tx.query<{ revision: number }>(nextRevision, [tx.partnerId, eventId]);
  if (!rows[0]) throw new Error(`event ${eventId} is not there, so it has no person records`);
  return rows[0].revision;
}
