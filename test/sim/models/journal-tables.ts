import { type HeldJournal, type JournalBirth, type JournalTables, lamportOf, SessionNumbers, type StoredSetup } from '@chute/edge/parts';
import { genesisHash, type Person, type SealedEntry } from '@chute/protocol';
import type { ModelDisk } from './disk.ts';

const landmarkKinds = /"kind":"(session-open|session-bind|setup-adopt)"/;
const sessionIn = /"sessionId":"([^"]{1,64})"/;

/** MODEL of the tables of an edge's journal file, over a model disk. What is done with them is the edge's own `Journal`. */
export function openModelTables(disk: ModelDisk, birth: JournalBirth): JournalTables {
  disk.opened();
  if (!disk.file) {
    const empty = {
      journals: new Map(),
      conflicts: new Map(),
      numbers: new Map(),
      setups: new Map(),
      persons: new Map(),
      state: new Map(),
    };
    disk.commit(() => {
      disk.file = { storeId: birth.newStoreId, ...empty };
      disk.changed(() => {
        disk.file = undefined;
      });
    });
  }
  return {
    storeId: disk.file!.storeId,
    entries: entryTable(disk),
    numbers: numbersTable(disk),
    side: sideTables(disk),
    durability: () => ({ journalMode: 'wal', synchronous: 2 }),
    close: () => {},
  };
}

function entryTable(disk: ModelDisk): JournalTables['entries'] {
  const { journals, conflicts } = disk.file!;
  const order = () => [...journals.keys()];
  const entriesOf = (journalId: string) => journals.get(journalId)?.entries ?? [];
  const position = (journalId: string) => {
    const last = entriesOf(journalId).at(-1);
    return { journalId, seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash };
  };
  return {
    all: () => [...journals].map(([journalId, { own }]): HeldJournal => ({ own, ...position(journalId) })),
    held: (journalId) => journals.has(journalId),
    numberOf: (journalId) => order().indexOf(journalId) + 1,
    position,
    addJournal: (journalId, { own }) =>
      disk.commit(() => {
        journals.set(journalId, { own, entries: [] });
        disk.changed(() => journals.delete(journalId));
      }),
    insideCommit: (write) => disk.commit(write),
    insert: (journalId, entries) => {
      const journal = journals.get(journalId)!.entries;
      const before = journal.length;
      journal.push(...entries);
      disk.changed(() => journal.splice(before), { journalId, seq: journal.length });
    },
    moved: () => {}, // the position is asked of the entries
    keepConflict: (journalId, entry) => {
      const key = `${journalId} ${entry.seq} ${entry.hash}`;
      if (conflicts.has(key)) return;
      conflicts.set(key, entry);
      disk.changed(() => conflicts.delete(key));
    },
    conflictCount: () => conflicts.size,
    hashAt: (journalId, seq) => entriesOf(journalId)[seq - 1]?.hash,
    range: (journalId, fromSeq, limit) => entriesOf(journalId).slice(fromSeq - 1, fromSeq - 1 + limit),
    landmarks: () =>
      [...journals].flatMap(([journalId, { entries }]) =>
        landmarksIn(entries).map((entry) => ({ journalId, fromSeq: entry.seq, prevHash: '', entries: [entry] })),
      ),
    highestLamport: () => Math.max(0, ...[...journals.values()].map(({ entries }) => lamportOf(entries.at(-1)?.body ?? ''))),
  };
}

/** What says where sessions, journals and setups belong, and the first entry of each session. */
function landmarksIn(entries: readonly SealedEntry[]): SealedEntry[] {
  const sessions = new Set<string | undefined>();
  return entries.filter(({ body }) => {
    const session = sessionIn.exec(body)?.[1];
    const isNew = !sessions.has(session);
    sessions.add(session);
    return isNew || landmarkKinds.test(body);
  });
}

function numbersTable(disk: ModelDisk): JournalTables['numbers'] {
  const { numbers } = disk.file!;
  const known = new SessionNumbers();
  for (const row of numbers.values()) known.load(row);
  return {
    note: (drafts) => {
      for (const draft of drafts) {
        const key = known.add(draft);
        if (key === undefined) continue;
        const before = numbers.get(key);
        numbers.set(key, known.row(key));
        disk.changed(() => (before ? numbers.set(key, before) : numbers.delete(key)));
      }
    },
    all: () => [...numbers.values()],
  };
}

function sideTables(disk: ModelDisk): JournalTables['side'] {
  const { setups, persons, state } = disk.file!;
  const put = <V>(map: Map<string, V>, key: string, value: V) => {
    const before = map.get(key);
    map.set(key, value);
    disk.changed(() => (before === undefined ? map.delete(key) : map.set(key, before)));
  };
  return {
    putSetup: (setup: StoredSetup) => disk.commit(() => put(setups, setup.setupHash, setup)),
    setup: (setupHash) => setups.get(setupHash),
    setupHashesOf: (eventId) => [...setups.values()].filter((one) => one.eventId === eventId).map(({ setupHash }) => setupHash),
    putPersons: (eventId, news) => disk.commit(() => put(persons, eventId, newest([...(persons.get(eventId) ?? []), ...news]))),
    persons: (eventId) => persons.get(eventId) ?? [],
    putState: (name, value) => disk.commit(() => put(state, name, value)),
    state: (name) => state.get(name),
  };
}

function newest(persons: readonly Person[]): Person[] {
  const byId = new Map<string, Person>();
  for (const person of persons)
    if (person.revision >= (byId.get(person.participant_id)?.revision ?? 0)) byId.set(person.participant_id, person);
  return [...byId.values()];
}
