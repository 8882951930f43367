-- 0011-displays.sql
-- Why: displays of an event are steered from the hub as well as from an edge: which there are, what is on air, who may look or steer without a key, and the
-- scenes, images and words that people made for them. Of a share's code only the SHA-256 is kept. A scene is kept as the text that was saved.
-- The display that every event has without anybody making it has a row only once it was changed; its shares need none.
-- Old edges: unaffected; an edge keeps displays of its own.
create table displays (
  timing_partner_id bigint not null,
  event_id uuid not null,
  display_id uuid not null,
  settings jsonb not null,
  on_air jsonb,
  created_at timestamptz not null default now(),
  primary key (timing_partner_id, event_id, display_id),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
select protect_tenant_table('displays');
grant select, insert, update, delete on displays to chute_app;

create table display_shares (
  timing_partner_id bigint not null,
  code_sha256 bytea not null,
  share_id uuid not null,
  event_id uuid not null,
  display_id uuid not null,
  scope text not null check (scope in ('look', 'steer')),
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (timing_partner_id, code_sha256),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
create index display_shares_by_display on display_shares (timing_partner_id, event_id, display_id);
select protect_tenant_table('display_shares');
grant select, insert, update, delete on display_shares to chute_app;

create table display_scenes (
  timing_partner_id bigint not null,
  event_id uuid not null,
  scene_id text not null,
  version integer not null,
  name text not null,
  scene text not null,
  saved_at timestamptz not null,
  primary key (timing_partner_id, event_id, scene_id, version),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
select protect_tenant_table('display_scenes');
grant select, insert, delete on display_scenes to chute_app;

create table display_images (
  timing_partner_id bigint not null,
  event_id uuid not null,
  sha256 bytea not null,
  media_type text not null,
  byte_count integer not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  added_at timestamptz not null,
  primary key (timing_partner_id, event_id, sha256),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
select protect_tenant_table('display_images');
grant select, insert, delete on display_images to chute_app;

create table runner_messages (
  timing_partner_id bigint not null,
  event_id uuid not null,
  messages jsonb not null,
  primary key (timing_partner_id, event_id),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
select protect_tenant_table('runner_messages');
grant select, insert, update on runner_messages to chute_app;
