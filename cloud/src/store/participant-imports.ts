import type { Participant } from '@chute/timing';
import type { TenantTx } from './db.ts';
import type { PersonFields } from './persons.ts';

/** A participant (null = there was none) and who held the chips that were touched. */
export type Entered = { participant: Participant | null; chips: ChipWord[] };
/** `bib: null` = nobody holds the chip. */
export type ChipWord = { chip: string; bib: string | null };

export type ImportRow = { participantId: string; before: Entered; after: Entered; personBefore: PersonFields | null };

const insertImport = `
  insert into participant_imports (timing_partner_id, import_id, event_id) values ($1, $2, $3)`;

const insertRows = `
  insert into participant_import_rows (timing_partner_id, import_id, participant_id, before, after, person_before)
  select $1, $2, r.participant_id, r.before, r.after, r.person_before
  from unnest($3::uuid[], $4::jsonb[], $5::jsonb[], $6::jsonb[]) as r (participant_id, before, after, person_before)
  on conflict (timing_partner_id, import_id, participant_id) do nothing`;

export async function insertParticipantImport(
  tx: TenantTx,
  { importId, eventId, rows }: { importId: string; eventId: string; rows: readonly ImportRow[] },
): Promise<void> {
  await tx.query(insertImport, [tx.partnerId, importId, eventId]);
  await tx.query(insertRows, [
    tx.partnerId,
    importId,
    rows.map((row) => row.participantId),
    rows.map((row) => JSON.stringify(row.before)),
    rows.map((row) => JSON.stringify(row.after)),
    rows.map((row) => row.personBefore && JSON.stringify(row.personBefore)),
  ]);
}

const findEvent = `
  select event_id as "eventId" from participant_imports where timing_partner_id = $1 and import_id = $2 and undone_at is null`;

/** The event of an import that can still be undone. */
export async function eventOfImport(tx: TenantTx, importId: string): Promise<string | undefined> {
  return (await tx.query<{ eventId: string }>(findEvent, [tx.partnerId, importId])).rows[0]?.eventId;
}

const take = `
  update participant_imports set undone_at = now() where timing_partner_id = $1 and import_id = $2 and undone_at is null`;

const selectRows = `
  select participant_id as "participantId", before, after, person_before as "personBefore"
  from participant_import_rows where timing_partner_id = $1 and import_id = $2 order by participant_id`;

/** Marks the import as undone and gives what it wrote; undefined when there is none, or it was undone before. */
export async function takeParticipantImport(tx: TenantTx, importId: string): Promise<ImportRow[] | undefined> {
  if ((await tx.query(take, [tx.partnerId, importId])).rowCount === 0) return undefined;
  return (await tx.query<ImportRow>(selectRows, [tx.partnerId, importId])).rows;
}

const forget = `
  update participant_import_rows set person_before = null where timing_partner_id = $1 and participant_id = $2`;

/** The names that imports kept of this participant, gone with the person record. */
export async function forgetImportedPerson(tx: TenantTx, participantId: string): Promise<void> {
  await tx.query(forget, [tx.partnerId, participantId]);
}
