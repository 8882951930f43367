import type { Participant } from '@chute/timing';
import type { TenantTx } from './db.ts';
import { jsonRows } from './json-rows.ts';

/** A participant as the setup and the log have it now, with the event it is in. */
export type ParticipantRow = Participant & { eventId: string };

const removeOthers = `
  delete from ct_participants where timing_partner_id = $1 and event_id = $2 and participant_id <> all($3::uuid[])`;

const upsert = `
  insert into ct_participants (timing_partner_id, event_id, participant_id, race_id, wave_id, bib, sex, race_age, custom_divisions, team_id, hidden)
  select $1, $2, p.id, p."raceId", p."waveId", p.bib, p.sex, p."raceAge", array(select jsonb_array_elements_text(p."customDivisions")), p."teamId", p.hidden
  from jsonb_to_recordset($3::jsonb)
    as p (id uuid, "raceId" uuid, "waveId" uuid, bib text, sex text, "raceAge" int, "customDivisions" jsonb, "teamId" text, hidden boolean)
  on conflict (timing_partner_id, event_id, participant_id) do update
    set race_id = excluded.race_id, wave_id = excluded.wave_id, bib = excluded.bib, sex = excluded.sex, race_age = excluded.race_age,
      custom_divisions = excluded.custom_divisions, team_id = excluded.team_id, hidden = excluded.hidden
    where (ct_participants.race_id, ct_participants.wave_id, ct_participants.bib, ct_participants.sex, ct_participants.race_age,
        ct_participants.custom_divisions, ct_participants.team_id, ct_participants.hidden)
      is distinct from
      (excluded.race_id, excluded.wave_id, excluded.bib, excluded.sex, excluded.race_age, excluded.custom_divisions, excluded.team_id,
        excluded.hidden)`;

/** Adds or changes these participants of the event. */
export async function saveParticipants(tx: TenantTx, eventId: string, participants: readonly Participant[]): Promise<void> {
  if (participants.length > 0) await tx.query(upsert, [tx.partnerId, eventId, jsonRows(participants)]);
}

/** The event's participants become exactly these; who is there already, and the same, is not written again. */
export async function replaceParticipants(tx: TenantTx, eventId: string, participants: readonly Participant[]): Promise<void> {
  const ids = participants.map(({ id }) => id);
  await Promise.all([tx.query(removeOthers, [tx.partnerId, eventId, ids]), saveParticipants(tx, eventId, participants)]);
}

const remove = `
  delete from ct_participants where timing_partner_id = $1 and event_id = $2 and participant_id = any($3::uuid[])`;

export async function removeParticipants(tx: TenantTx, eventId: string, participantIds: readonly string[]): Promise<void> {
  if (participantIds.length > 0) await tx.query(remove, [tx.partnerId, eventId, participantIds]);
}

const columns = `
  participant_id as id, event_id as "eventId", race_id as "raceId", wave_id as "waveId", bib, sex, race_age as "raceAge",
  custom_divisions as "customDivisions", team_id as "teamId", hidden`;

const list = `
  select ${columns} from ct_participants
  where timing_partner_id = $1 and event_id = $2
    and ($3::uuid is null or race_id = $3)
    and ($4::text is null or bib = $4)
    and ($5::uuid is null or participant_id > $5)
  order by participant_id
  limit $6`;

export type ParticipantsAsked = { eventId: string; raceId?: string; bib?: string; afterId?: string; limit: number };

/** By id. */
export async function listParticipants(tx: TenantTx, asked: ParticipantsAsked): Promise<ParticipantRow[]> {
  const values = [tx.partnerId, asked.eventId, asked.raceId ?? null, asked.bib ?? null, asked.afterId ?? null, asked.limit];
  return (await tx.query<ParticipantRow>(list, values)).rows;
}
