import type { PersonFacts } from '@chute/protocol';
import type { Participant } from '@chute/timing';
import type { TenantTx } from './db.ts';

/** A participant with its name, as people look for it. */
export type NamedParticipant = Participant & {
  eventId: string;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
  city: string | null;
  country: string | null;
  /** Null without a person record. */
  facts: PersonFacts | null;
};

const select = `
  select p.participant_id as id, p.event_id as "eventId", p.race_id as "raceId", p.wave_id as "waveId", p.bib, p.sex, p.race_age as "raceAge",
    p.custom_divisions as "customDivisions", p.team_id as "teamId", p.hidden,
    n.first_name as "firstName", n.last_name as "lastName", n.birth_date as "birthDate", n.city, n.country, n.facts
  from ct_participants p
    left join persons n on n.timing_partner_id = $1 and n.event_id = p.event_id and n.participant_id = p.participant_id
  where p.timing_partner_id = $1`;

const page = `${select} and p.event_id = $2
    and ($3::uuid is null or p.race_id = $3)
    and ($4::text is null or p.bib = $4)
    and ($5::text is null or position(lower($5) in lower(concat_ws(' ', n.first_name, n.last_name))) > 0)
    and ($6::uuid is null or p.participant_id > $6)
  order by p.participant_id
  limit $7`;

export type ParticipantsWanted = {
  eventId: string;
  raceId: string | null;
  bib: string | null;
  /** Anywhere in the name. */
  text: string | null;
  afterId: string | null;
  limit: number;
};

/** One page, by id. */
export async function pageOfParticipants(tx: TenantTx, wanted: ParticipantsWanted): Promise<NamedParticipant[]> {
  const { eventId, raceId, bib, text, afterId, limit } = wanted;
  return (await tx.query<NamedParticipant>(page, [tx.partnerId, eventId, raceId, bib, text, afterId, limit])).rows;
}

/** Every participant of the event, by id. */
export async function participantsOfEvent(tx: TenantTx, eventId: string): Promise<NamedParticipant[]> {
  return (await tx.query<NamedParticipant>(`${select} and p.event_id = $2 order by p.participant_id`, [tx.partnerId, eventId])).rows;
}

export async function findNamedParticipant(tx: TenantTx, participantId: string): Promise<NamedParticipant | undefined> {
  return (await tx.query<NamedParticipant>(`${select} and p.participant_id = $2`, [tx.partnerId, participantId])).rows[0];
}
