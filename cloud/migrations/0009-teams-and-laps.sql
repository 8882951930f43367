-- 0009-teams-and-laps.sql
-- Why: a participant may run for a team (cross-country points, summed times); a result holds the laps or loops that counted. The teams themselves and
-- their contests are part of the setup.
-- Old edges: they send and get participants without a team, which is null.
alter table ct_participants add column team_id text;
alter table ct_results add column laps jsonb not null default '[]';
