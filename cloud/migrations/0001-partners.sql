-- 0001-partners.sql
-- Why: the tenants, and who may act for them. Every later tenant table is protected by `protect_tenant_table`, made here once,
-- so that all of them carry the one policy form that the start-up check looks for (docs: architecture, "Words on the wire").
-- Old edges: none yet.

-- Row security for one table: forced (the owner too), no row without a tenant, none of another tenant, no error either.
create function protect_tenant_table(tenant_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant_only on %s using (timing_partner_id = nullif(current_setting(''app.current_partner_id'', true), '''')::bigint)'
      ' with check (timing_partner_id = nullif(current_setting(''app.current_partner_id'', true), '''')::bigint)',
    tenant_table);
end $$;

create sequence timing_partner_ids as bigint start 1;
grant usage on sequence timing_partner_ids to chute_app;

create table timing_partners (
  timing_partner_id bigint primary key,
  name text not null,
  created_at timestamptz not null default now(),
  suspended_at timestamptz
);
select protect_tenant_table('timing_partners');
grant select, insert, update on timing_partners to chute_app;

-- The platform itself, whose keys make partners and see nothing of what these own.
set local app.current_partner_id = '0';
insert into timing_partners (timing_partner_id, name) values (0, 'platform');

-- An edge is a box at the course; its store is the database file it had when it enrolled.
create table edges (
  timing_partner_id bigint not null references timing_partners,
  edge_id uuid not null,
  name text not null,
  store_id uuid,
  online boolean not null default false,
  status jsonb,
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (timing_partner_id, edge_id)
);
select protect_tenant_table('edges');
grant select, insert, update on edges to chute_app;

-- Credentials of programs and of edges: `chute_<partner>_<key>_<secret>`; only the SHA-256 of the secret is kept.
create table api_keys (
  timing_partner_id bigint not null references timing_partners,
  key_id uuid not null,
  name text not null,
  secret_sha256 bytea not null,
  permissions text[] not null,
  edge_id uuid,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (timing_partner_id, key_id),
  foreign key (timing_partner_id, edge_id) references edges
);
select protect_tenant_table('api_keys');
grant select, insert, update on api_keys to chute_app;

create table enrol_codes (
  timing_partner_id bigint not null references timing_partners,
  code_sha256 bytea not null,
  edge_name text not null,
  event_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  edge_id uuid,
  primary key (timing_partner_id, code_sha256)
);
select protect_tenant_table('enrol_codes');
grant select, insert, update on enrol_codes to chute_app;

create table users (
  timing_partner_id bigint not null references timing_partners,
  user_id uuid not null,
  email text not null,
  role text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  primary key (timing_partner_id, user_id),
  unique (timing_partner_id, email)
);
select protect_tenant_table('users');
grant select, insert, update on users to chute_app;

-- Who did what: rows are only ever added, so the app may not change them.
create table audit_log (
  timing_partner_id bigint not null references timing_partners,
  audit_id uuid not null,
  happened_at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text,
  origin text,
  outcome text not null,
  detail jsonb,
  primary key (timing_partner_id, audit_id)
);
create index audit_log_by_time on audit_log (timing_partner_id, happened_at);
select protect_tenant_table('audit_log');
grant select, insert on audit_log to chute_app;

-- The birth of this database: a link's peers know it by this id. No tenant, no secret.
create table hub_store (
  only_row boolean primary key default true check (only_row),
  store_id uuid not null,
  made_at timestamptz not null default now()
);
grant select on hub_store to chute_app;
