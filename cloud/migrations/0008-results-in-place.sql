-- 0008-results-in-place.sql
-- Why: every finisher rewrites a row of ct_results. With room in its page, and no index on what a finish changes, the new version stays beside
-- the old one and no index is touched. Nothing reads by these two: the lists and places come from the scorer, a runner by the primary key.
-- Old edges: unaffected.
drop index ct_results_by_race;
drop index ct_results_by_participant;
alter table ct_results set (fillfactor = 70);
