-- 0003-race-log.sql
-- Why: the one truth of race day. The app may add entries and read them, never change or remove one.
-- Old edges: none yet.

-- One row per journal, locked while entries are added to it. `end_…` is where it stands, stated to edges only after the commit.
create table journals (
  timing_partner_id bigint not null references timing_partners,
  journal_id uuid not null,
  -- 'edge': written by an edge process; 'hub': ours, one open journal per event.
  kind text not null check (kind in ('edge', 'hub')),
  -- The edge that first brought it, and the event of a hub journal.
  edge_id uuid,
  event_id uuid,
  end_seq bigint not null default 0,
  end_hash bytea not null,
  lamport bigint not null default 0,
  created_at timestamptz not null default now(),
  sealed_at timestamptz,
  primary key (timing_partner_id, journal_id),
  check ((kind = 'hub') = (event_id is not null))
);
create unique index journals_one_open_hub_journal on journals (timing_partner_id, event_id) where kind = 'hub' and sealed_at is null;
select protect_tenant_table('journals');
grant select, insert, update on journals to chute_app;

-- `body` is the bytes that were hashed: jsonb would refuse some of them and forget the rest. `kind` is what could be read from it, for lists.
-- No foreign key to journals: the journal's row is locked by whoever inserts here, and a check per row costs a fifth of the rate.
create table race_log (
  timing_partner_id bigint not null,
  journal_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  kind text,
  body bytea not null,
  stored_at timestamptz not null default now(),
  primary key (timing_partner_id, journal_id, seq)
);
select protect_tenant_table('race_log');
grant select, insert on race_log to chute_app;

-- The same place in a journal, another entry: both are kept, and a person is told.
create table race_log_conflicts (
  timing_partner_id bigint not null,
  journal_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  kept_hash bytea not null,
  body bytea not null,
  edge_id uuid,
  arrived_at timestamptz not null default now(),
  primary key (timing_partner_id, journal_id, seq, hash)
);
select protect_tenant_table('race_log_conflicts');
grant select, insert on race_log_conflicts to chute_app;

-- What the log says of sessions and setups: one row per `session-open`, `session-bind` or `setup-adopt` that could be understood.
create table sessions (
  timing_partner_id bigint not null,
  journal_id uuid not null,
  seq bigint not null,
  session_id uuid not null,
  kind text not null check (kind in ('session-open', 'session-bind', 'setup-adopt')),
  event_id uuid,
  setup_hash bytea,
  lamport bigint not null,
  said_at timestamptz,
  primary key (timing_partner_id, journal_id, seq)
);
create index sessions_by_session on sessions (timing_partner_id, session_id);
create index sessions_by_event on sessions (timing_partner_id, event_id);
select protect_tenant_table('sessions');
grant select, insert on sessions to chute_app;

-- Which journals hold entries of which session: with `sessions`, the journals that an event needs.
create table session_journals (
  timing_partner_id bigint not null,
  session_id uuid not null,
  journal_id uuid not null,
  primary key (timing_partner_id, session_id, journal_id)
);
create index session_journals_by_journal on session_journals (timing_partner_id, journal_id);
select protect_tenant_table('session_journals');
grant select, insert on session_journals to chute_app;
