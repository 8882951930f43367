-- 0004-results.sql
-- Why: what scoring makes of the log. Everything here can be rebuilt from race_log and setups.
-- Old edges: none yet.

-- Bumped by ingest in the transaction that stores entries. Apart from event_heads, so that ingest never waits for scoring, which locks that one.
create table event_marks (
  timing_partner_id bigint not null references timing_partners,
  event_id uuid not null,
  marks bigint not null,
  primary key (timing_partner_id, event_id)
);
select protect_tenant_table('event_marks');
grant select, insert, update on event_marks to chute_app;

-- One row per event: what was scored last. Dirty = event_marks.marks is beyond scored_marks. Locked by the replica that scores the event.
create table event_heads (
  timing_partner_id bigint not null references timing_partners,
  event_id uuid not null,
  stream_id uuid not null default gen_random_uuid(),
  revision bigint not null default 0,
  scored_marks bigint not null default 0,
  scored_entries bigint not null default 0,
  setup_hash bytea,
  basis jsonb,
  scored_at timestamptz,
  primary key (timing_partner_id, event_id)
);
select protect_tenant_table('event_heads');
grant select, insert, update on event_heads to chute_app;

-- The scoring worker looks for dirty events of all tenants: it sees ids and counters, changes nothing, and has no other table.
create policy worker_sees_counters on event_marks for select to chute_worker using (true);
create policy worker_sees_counters on event_heads for select to chute_worker using (true);
grant select (timing_partner_id, event_id, marks) on event_marks to chute_worker;
grant select (timing_partner_id, event_id, revision, scored_marks, scored_entries) on event_heads to chute_worker;

-- Times and status; places come from rank() at read, since one finisher would rewrite hundreds of rows.
create table ct_results (
  timing_partner_id bigint not null,
  event_id uuid not null,
  participant_id uuid not null,
  race_id uuid not null,
  wave_id uuid not null,
  bib text not null,
  status text not null,
  gun_time_ms bigint,
  chip_time_ms bigint,
  official_gun_ms bigint,
  official_chip_ms bigint,
  start_source text,
  started_at timestamptz,
  finished_at timestamptz,
  penalty_ms bigint not null default 0,
  reason text,
  splits jsonb not null default '[]',
  decided_journal_id uuid,
  decided_seq bigint,
  revision bigint not null,
  primary key (timing_partner_id, event_id, participant_id)
);
create index ct_results_by_race on ct_results (timing_partner_id, event_id, race_id, status);
create index ct_results_by_participant on ct_results (timing_partner_id, participant_id);
select protect_tenant_table('ct_results');
grant select, insert, update, delete on ct_results to chute_app;

-- Side effects run from here, with their own idempotency key (the row's id).
create table outbox (
  timing_partner_id bigint not null references timing_partners,
  outbox_id uuid not null,
  event_id uuid not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (timing_partner_id, outbox_id)
);
create unique index outbox_waiting on outbox (timing_partner_id, event_id, topic) where done_at is null;
select protect_tenant_table('outbox');
grant select, insert, update, delete on outbox to chute_app;
