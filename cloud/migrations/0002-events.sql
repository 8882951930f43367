-- 0002-events.sql
-- Why: events, races and participants under the names that partners know, the setups they came from, and the person records,
-- which live apart from everything that is hashed so that a name can be erased.
-- Old edges: none yet.

create table ct_events (
  timing_partner_id bigint not null references timing_partners,
  event_id uuid not null,
  name text not null,
  zone text not null,
  first_day date not null,
  last_day date not null,
  persons_revision bigint not null default 0,
  row_version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (timing_partner_id, event_id)
);
create index ct_events_by_day on ct_events (timing_partner_id, first_day, event_id);
select protect_tenant_table('ct_events');
grant select, insert, update, delete on ct_events to chute_app;

create table ct_races (
  timing_partner_id bigint not null,
  race_id uuid not null,
  event_id uuid not null,
  name text not null,
  distance_m integer,
  rules jsonb not null,
  primary key (timing_partner_id, event_id, race_id),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
select protect_tenant_table('ct_races');
grant select, insert, update, delete on ct_races to chute_app;

-- As the setup and the log's `participant-set` entries have it now. No names: those are in `persons`.
-- No foreign key to the race: the log may be ahead of it, and a log entry is never refused.
create table ct_participants (
  timing_partner_id bigint not null,
  event_id uuid not null,
  participant_id uuid not null,
  race_id uuid not null,
  wave_id uuid not null,
  bib text not null,
  sex text,
  race_age integer,
  custom_divisions text[] not null default '{}',
  hidden boolean not null default false,
  primary key (timing_partner_id, event_id, participant_id),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
create index ct_participants_by_bib on ct_participants (timing_partner_id, event_id, bib);
create index ct_participants_by_id on ct_participants (timing_partner_id, participant_id);
select protect_tenant_table('ct_participants');
grant select, insert, update, delete on ct_participants to chute_app;

-- The erasable channel. An erased row stays as a tombstone without a name; `revision` grows within the event.
create table persons (
  timing_partner_id bigint not null,
  event_id uuid not null,
  participant_id uuid not null,
  first_name text,
  last_name text,
  birth_date date,
  city text,
  country text,
  revision bigint not null,
  erased boolean not null default false,
  primary key (timing_partner_id, event_id, participant_id),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
create index persons_by_revision on persons (timing_partner_id, event_id, revision);
select protect_tenant_table('persons');
grant select, insert, update, delete on persons to chute_app;

-- Setups by their hash. The body is the canonical text that was hashed.
create table setups (
  timing_partner_id bigint not null references timing_partners,
  setup_hash bytea not null,
  body text not null,
  created_at timestamptz not null default now(),
  primary key (timing_partner_id, setup_hash)
);
select protect_tenant_table('setups');
grant select, insert on setups to chute_app;

-- Which setups an event has had; the last one is what a new session starts from.
create table event_setups (
  timing_partner_id bigint not null,
  event_id uuid not null,
  version bigint not null,
  setup_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (timing_partner_id, event_id, version),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade,
  foreign key (timing_partner_id, setup_hash) references setups
);
select protect_tenant_table('event_setups');
grant select, insert, delete on event_setups to chute_app;

-- Old and foreign ids of anything we hold.
create table external_refs (
  timing_partner_id bigint not null references timing_partners,
  system text not null,
  kind text not null,
  external_id text not null,
  internal_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (timing_partner_id, system, kind, external_id)
);
create index external_refs_by_internal on external_refs (timing_partner_id, internal_id);
select protect_tenant_table('external_refs');
grant select, insert, update, delete on external_refs to chute_app;

create table sync_history (
  timing_partner_id bigint not null references timing_partners,
  sync_id uuid not null,
  event_id uuid,
  provider text not null,
  operation text not null,
  status text not null,
  records_ok integer not null default 0,
  records_failed integer not null default 0,
  detail jsonb,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (timing_partner_id, sync_id)
);
select protect_tenant_table('sync_history');
grant select, insert, update on sync_history to chute_app;
