-- 0007-idempotency-keys.sql
-- Why: a program whose line broke sends its POST again under the same `Idempotency-Key`, and must not enter a second correction.
-- `status` is null while the first one is still at work. Answers that hold a secret are never kept.
-- Old edges: unaffected.
create table idempotency_keys (
  timing_partner_id bigint not null references timing_partners,
  idempotency_key text not null,
  -- Of method, path and body: the same key for another request is a mistake.
  request_sha256 bytea not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null default now(),
  primary key (timing_partner_id, idempotency_key)
);
create index idempotency_keys_by_age on idempotency_keys (timing_partner_id, created_at);
select protect_tenant_table('idempotency_keys');
grant select, insert, update, delete on idempotency_keys to chute_app;
