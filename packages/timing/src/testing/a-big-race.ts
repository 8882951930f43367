import type { Entry, LoggedEntry } from '../entry.ts';
import { defaultRules, type Setup } from '../setup.ts';
import { dayMs } from '../time/civil-day.ts';
import { timeOfDayText } from '../time/zone-time.ts';

/** 2026-05-17T08:00:00Z */
const gunAtMs = 1_779_004_800_000;
/** How far into the race of a runner each is passed. */
const shareAt = { START: 0, '3K': 0.3, '6K': 0.6, '9K': 0.9, FINISH: 1 };

/**
 * A field for measuring: every runner read at each point, without a date, in the order of one journal. The same for the same numbers.
 * Four points and one read a passing unless told otherwise.
 */
export function aBigRace(
  runners: number,
  { points = ['START', '3K', '6K', 'FINISH'], readsEach = 1 }: { points?: (keyof typeof shareAt)[]; readsEach?: number } = {},
): { setup: Setup; entries: LoggedEntry[] } {
  const random = seeded(7);
  const numbers = Array.from({ length: runners }, (_, index) => index);
  const setup: Setup = {
    v: 1,
    event: {
      id: 'event',
      name: 'Bench',
      zone: 'UTC',
      transitions: [{ fromMs: 0, offsetMs: 0 }],
      firstDay: '2026-05-17',
      lastDay: '2026-05-17',
    },
    races: [{ id: 'race', name: 'Bench 10 km', distanceM: 10_000, format: { kind: 'course' }, rulePack: null, rules: defaultRules }],
    waves: [{ id: 'wave', raceId: 'race', name: 'A', scheduledAtMs: gunAtMs, gunLocations: ['START'] }],
    coursePoints: points.map((location, order) => ({
      id: location,
      raceId: 'race',
      name: location,
      kind: order === 0 ? 'start' : location === 'FINISH' ? 'finish' : 'split',
      location,
      order,
      distanceM: null,
      windowFromMs: null,
      windowToMs: null,
      occurrence: 1,
      backupLocations: [],
    })),
    awards: [],
    teams: [],
    teamContests: [],
    divisions: Array.from({ length: 16 }, (_, index) => ({
      id: `division-${index}`,
      raceId: 'race',
      name: `division ${index}`,
      sex: index % 2 === 0 ? 'F' : 'M',
      ageMin: 15 + Math.floor(index / 2) * 10,
      ageMax: 24 + Math.floor(index / 2) * 10,
      custom: false,
    })),
    participants: numbers.map((number) => ({
      id: `participant-${number}`,
      raceId: 'race',
      waveId: 'wave',
      bib: String(number + 1),
      sex: number % 2 === 0 ? 'F' : 'M',
      raceAge: 15 + (number % 70),
      customDivisions: [],
      teamId: null,
      hidden: false,
    })),
    chips: numbers.map((number) => ({ chip: `CHIP${number}`, bib: String(number + 1) })),
  };

  const passings = numbers.flatMap((number) => {
    const finishMs = 1_800_000 + Math.floor(random() * 3_600_000);
    const startMs = Math.floor(random() * 300_000);
    return points.flatMap((location) => {
      const passedAtMs = gunAtMs + startMs + Math.floor(finishMs * shareAt[location]);
      return Array.from({ length: readsEach }, (_, read) => ({ number, atMs: passedAtMs + read * 300, location }));
    });
  });
  passings.sort((a, b) => a.atMs - b.atMs);
  const head = { v: 1, journalId: 'box', prev: '', sessionId: 'session', monotonicMs: 0, bootId: 'boot' } as const;
  const drafts: Entry[] = [
    { ...head, seq: 1, lamport: 1, arrivedAtMs: gunAtMs, kind: 'session-open', eventId: 'event', setupHash: null },
    {
      ...head,
      seq: 2,
      lamport: 2,
      arrivedAtMs: gunAtMs,
      kind: 'gun',
      timeText: '08:00:00',
      clockId: 'clock',
      location: 'START',
      waveId: null,
      sourceSeq: 1,
      replaces: null,
    },
    ...passings.map(
      ({ number, atMs, location }, index): Entry => ({
        ...head,
        seq: index + 3,
        lamport: index + 3,
        arrivedAtMs: atMs + 40,
        kind: 'read',
        timeText: timeOfDayText(atMs % dayMs),
        clockId: 'clock',
        location,
        ident: `CHIP${number}`,
        identIs: 'auto',
        sourceSeq: index + 2,
        reader: 'A',
        antenna: 1,
        count: 1,
      }),
    ),
  ];
  return { setup, entries: drafts.map((entry) => ({ journalId: 'box', seq: entry.seq, hash: `hash-${entry.seq}`, entry })) };
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
