-- 0006-events-in-public.sql
-- Why: the public board of an event is asked for by the event's id alone, so somebody has to say whose it is before a tenant can be set.
-- Of two partners with one id the earlier one counts, so that nobody takes over a board that is already shown.
-- Old edges: unaffected.
alter table event_heads add column made_at timestamptz not null default now();
grant select (made_at) on event_heads to chute_worker;
