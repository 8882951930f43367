-- 0005-participant-imports.sql
-- Why: a list of participants that was imported wrongly is taken back as one (`…/participants/import/{import_id}/undo`).
-- Old edges: unaffected, they see entries with an `importId` as before.

create table participant_imports (
  timing_partner_id bigint not null,
  import_id uuid not null,
  event_id uuid not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (timing_partner_id, import_id),
  foreign key (timing_partner_id, event_id) references ct_events on delete cascade
);
select protect_tenant_table('participant_imports');
grant select, insert, update on participant_imports to chute_app;

-- What each row of the import wrote, and what stood there before. `person_before` holds a name: erasing the person empties it.
create table participant_import_rows (
  timing_partner_id bigint not null,
  import_id uuid not null,
  participant_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  person_before jsonb,
  primary key (timing_partner_id, import_id, participant_id),
  foreign key (timing_partner_id, import_id) references participant_imports on delete cascade
);
create index participant_import_rows_by_participant on participant_import_rows (timing_partner_id, participant_id);
select protect_tenant_table('participant_import_rows');
grant select, insert, update on participant_import_rows to chute_app;
