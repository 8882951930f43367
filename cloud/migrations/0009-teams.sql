-- 0009-teams.sql
-- Why: a participant may run for a team (cross-country points, summed times). The teams themselves and their contests are part of the setup.
-- Old edges: they send and get participants without a team, which is null.
alter table ct_participants add column team_id text;
