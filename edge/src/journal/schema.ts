/** Says "this file is a chute journal" to anyone who opens it ("CHUT"). */
export const applicationId = 0x43_48_55_54;

/** Grows with every change of the tables; a file of a newer number is only read (R9). */
export const schemaVersion = 1;

/**
 * `entries` is the race log of every journal this store holds, its own and those of other nodes; nothing in it is ever changed or deleted.
 * `number` stands for the journal's id, so that a million rows do not repeat 36 characters each.
 * `landmarks` and `held_numbers` can be rebuilt from `entries`; they are written in the same commit.
 */
export const createTables = `
  create table store (name text primary key, value text not null) strict, without rowid;
  create table journals (
    number integer primary key,
    journal_id text not null unique,
    own integer not null check (own in (0, 1))
  ) strict;
  create table entries (
    journal integer not null references journals (number),
    seq integer not null check (seq > 0),
    hash text not null,
    body text not null,
    primary key (journal, seq)
  ) strict, without rowid;
  -- Another entry for a sequence that is already taken: kept for a person to look at, never scored.
  create table conflicts (
    journal integer not null references journals (number),
    seq integer not null,
    hash text not null,
    body text not null,
    primary key (journal, seq, hash)
  ) strict, without rowid;
  -- Entries that say which session belongs to which event, which setup holds, and which journals a session is written in.
  create table landmarks (
    journal integer not null,
    seq integer not null,
    primary key (journal, seq),
    foreign key (journal, seq) references entries (journal, seq)
  ) strict, without rowid;
  -- Which of a decoder's own numbers are held (ranges as JSON), so that a restart asks for the rest.
  create table held_numbers (
    session_id text not null,
    clock_id text not null,
    location text not null,
    ranges text not null,
    primary key (session_id, clock_id, location)
  ) strict, without rowid;
  create table setups (setup_hash text primary key, event_id text not null, body text not null) strict, without rowid;
  create table persons (
    event_id text not null,
    participant_id text not null,
    revision integer not null,
    body text not null,
    primary key (event_id, participant_id)
  ) strict, without rowid;
`;
