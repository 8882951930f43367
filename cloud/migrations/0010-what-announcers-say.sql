-- 0010-what-announcers-say.sql
-- Why: announcers say more of a runner than the name: how it is said, club, milestone, first marathon, best time, a note. Apart from the log and from what is
-- hashed, as names are, and erased with them. One column: it is written, read and forgotten whole.
-- Old edges: they send persons without these facts, which is an empty object, and leave out what they do not know of those they get.
alter table persons add column facts jsonb not null default '{}';
