import type { Delta, Head, LiveEvent, LiveRow, Snapshot } from '@chute/protocol';

/** Short made-up messages for tests; what a test is about is given, the rest is filled in. */
export const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const gunAtMs = Date.UTC(2026, 8, 20, 7, 0, 0);
export const raceId = id(1);

export function anEvent(change: Partial<LiveEvent> = {}): LiveEvent {
  return {
    eventId: id(9),
    name: 'Autumn Run',
    zone: 'Europe/Amsterdam',
    races: [{ raceId, name: '10 km', distanceM: 10_000, rankBy: 'chip', gunPlaces: 0, closed: false }],
    waves: [{ waveId: id(11), raceId, name: 'A', scheduledAtMs: gunAtMs, gunAtMs }],
    coursePoints: [],
    divisions: [{ divisionId: 'F40', raceId, name: 'F 40–49' }],
    ...change,
  };
}

/** A finisher in `minutes`, crossing in that order. */
export function aRow(bib: string, minutes: number | null, change: Partial<LiveRow> = {}): LiveRow {
  const timeMs = minutes === null ? null : Math.round(minutes * 60_000);
  return {
    participantId: id(1_000 + Number.parseInt(bib, 36)),
    bib,
    raceId,
    waveId: id(11),
    name: `Runner ${bib}`,
    city: null,
    sex: 'F',
    raceAge: null,
    divisionIds: [],
    status: timeMs === null ? 'running' : 'finished',
    rankKey: timeMs,
    ranksOn: 'chip',
    laps: 0,
    officialGunMs: timeMs,
    officialChipMs: timeMs,
    startSource: timeMs === null ? null : 'read',
    finishedAtMs: timeMs === null ? null : gunAtMs + timeMs,
    splits: [],
    decidedBy: timeMs === null ? null : { journalId: id(5), seq: 1 + Number.parseInt(bib, 36) },
    ...change,
  };
}

type At = { stream?: number; revision: number };

const cursor = ({ stream = 1, revision }: At) => ({ streamId: id(100 + stream), revision });

export function aSnapshot(at: At, rows: LiveRow[] = [], event = anEvent()): Snapshot {
  return { cursor: cursor(at), event, rows, unknownReads: [] };
}

export function aDelta(at: At & { from: number }, rows: LiveRow[] = [], removed: string[] = []): Delta {
  return { fromRevision: at.from, cursor: cursor(at), event: null, rows, removed, unknownReads: null };
}

export function aHead(at: At & { entries: number }, change: Partial<Head> = {}): Head {
  return {
    cursor: cursor(at),
    source: 'hub',
    asOfMs: gunAtMs + 2_467_000,
    entries: at.entries,
    basis: { setupHash: '0', engineVersion: '1', frontier: [{ journalId: id(5), seq: at.entries, hash: '0' }] },
    clock: { originMs: 0, anchorMs: 0, rate: 1 },
    link: { state: 'up', sinceMs: null },
    ...change,
  };
}
