import type { Result, Split, Status } from '@chute/timing';
import type { TenantTx } from './db.ts';
import { jsonRows } from './json-rows.ts';

/** A stored result, without its places: those are the scorer's, worked out when a list is asked for. */
export type ResultRow = {
  participantId: string;
  eventId: string;
  raceId: string;
  waveId: string;
  bib: string;
  status: Status;
  gunTimeMs: number | null;
  chipTimeMs: number | null;
  officialGunMs: number | null;
  officialChipMs: number | null;
  startSource: Result['startSource'];
  startedAtMs: number | null;
  finishedAtMs: number | null;
  penaltyMs: number;
  reason: string | null;
  splits: Split[];
  laps: Split[];
  decidedBy: { journalId: string; seq: number } | null;
  revision: number;
};

const upsert = `
  insert into ct_results (timing_partner_id, event_id, participant_id, race_id, wave_id, bib, status, gun_time_ms, chip_time_ms,
    official_gun_ms, official_chip_ms, start_source, started_at, finished_at, penalty_ms, reason, splits, laps, decided_journal_id, decided_seq,
    revision)
  select $1, $2, r."participantId", r."raceId", r."waveId", r.bib, r.status, r."gunTimeMs", r."chipTimeMs", r."officialGunMs", r."officialChipMs",
    r."startSource", to_timestamp(r."startedAtMs" / 1000.0), to_timestamp(r."finishedAtMs" / 1000.0), r."penaltyMs", r.reason, r.splits, r.laps,
    (r."decidedBy" ->> 'journalId')::uuid, (r."decidedBy" ->> 'seq')::bigint, $3
  from jsonb_to_recordset($4::jsonb) as r ("participantId" uuid, "raceId" uuid, "waveId" uuid, bib text, status text, "gunTimeMs" bigint,
    "chipTimeMs" bigint, "officialGunMs" bigint, "officialChipMs" bigint, "startSource" text, "startedAtMs" bigint, "finishedAtMs" bigint,
    "penaltyMs" bigint, reason text, splits jsonb, laps jsonb, "decidedBy" jsonb)
  on conflict (timing_partner_id, event_id, participant_id) do update
    set race_id = excluded.race_id, wave_id = excluded.wave_id, bib = excluded.bib, status = excluded.status,
      gun_time_ms = excluded.gun_time_ms, chip_time_ms = excluded.chip_time_ms, official_gun_ms = excluded.official_gun_ms,
      official_chip_ms = excluded.official_chip_ms, start_source = excluded.start_source, started_at = excluded.started_at,
      finished_at = excluded.finished_at, penalty_ms = excluded.penalty_ms, reason = excluded.reason, splits = excluded.splits,
      laps = excluded.laps, decided_journal_id = excluded.decided_journal_id, decided_seq = excluded.decided_seq, revision = excluded.revision`;

/** Writes these results under one revision. */
export async function saveResults(tx: TenantTx, at: { eventId: string; revision: number }, results: readonly Result[]): Promise<void> {
  if (results.length > 0) await tx.query(upsert, [tx.partnerId, at.eventId, at.revision, jsonRows(results)]);
}

const remove = `
  delete from ct_results where timing_partner_id = $1 and event_id = $2 and participant_id = any($3::uuid[])`;

export async function removeResults(tx: TenantTx, eventId: string, participantIds: readonly string[]): Promise<void> {
  if (participantIds.length > 0) await tx.query(remove, [tx.partnerId, eventId, participantIds]);
}

const removeAll = `
  delete from ct_results where timing_partner_id = $1 and event_id = $2 and revision < $3`;

/** After a rebuild: what it did not write again is gone. */
export async function removeResultsBefore(tx: TenantTx, eventId: string, revision: number): Promise<void> {
  await tx.query(removeAll, [tx.partnerId, eventId, revision]);
}

const columns = `
  participant_id as "participantId", event_id as "eventId", race_id as "raceId", wave_id as "waveId", bib, status,
  gun_time_ms as "gunTimeMs", chip_time_ms as "chipTimeMs", official_gun_ms as "officialGunMs", official_chip_ms as "officialChipMs",
  start_source as "startSource", round(extract(epoch from started_at) * 1000)::bigint as "startedAtMs",
  round(extract(epoch from finished_at) * 1000)::bigint as "finishedAtMs", penalty_ms as "penaltyMs", reason, splits, laps,
  case when decided_seq is not null then jsonb_build_object('journalId', decided_journal_id, 'seq', decided_seq) end as "decidedBy", revision`;

const list = `
  select ${columns} from ct_results
  where timing_partner_id = $1 and event_id = $2
    and ($3::uuid is null or race_id = $3)
    and ($4::text is null or bib = $4)
    and ($5::text is null or status = $5)
    and ($6::uuid is null or participant_id > $6)
  order by participant_id
  limit $7`;

export type ResultsAsked = { eventId: string; raceId?: string; bib?: string; status?: Status; afterId?: string; limit: number };

/** By participant id: a stable order for paging. The public order with places is the scorer's (`HubCore.scoring.read`). */
export async function listResults(tx: TenantTx, asked: ResultsAsked): Promise<ResultRow[]> {
  const { eventId, raceId = null, bib = null, status = null, afterId = null, limit } = asked;
  return (await tx.query<ResultRow>(list, [tx.partnerId, eventId, raceId, bib, status, afterId, limit])).rows;
}
