import type { Head, LiveEvent, LiveRow } from '../live/messages.ts';

/** A row of the live picture for tests: bib 101 is participant …101; give `finishedAtMs` and it has finished. */
export function aLiveRow(bib: string, { finishedAtMs = null as number | null, ...rest }: Partial<LiveRow> = {}): LiveRow {
  return {
    participantId: idWith(bib),
    bib,
    raceId: idWith('a1'),
    waveId: idWith('b1'),
    name: null,
    city: null,
    sex: null,
    raceAge: null,
    divisionIds: [],
    status: finishedAtMs === null ? 'running' : 'finished',
    rankKey: finishedAtMs,
    ranksOn: 'chip',
    laps: 0,
    officialGunMs: finishedAtMs,
    officialChipMs: finishedAtMs,
    startSource: 'read',
    finishedAtMs,
    splits: [],
    decidedBy: finishedAtMs === null ? null : { journalId: idWith('f1'), seq: Number(bib) },
    ...rest,
  };
}

export function aLiveEvent(name = 'City Run'): LiveEvent {
  return { eventId: idWith('e1'), name, zone: 'Europe/Berlin', races: [], waves: [], coursePoints: [], divisions: [] };
}

/** The head of a stream; `counted` says how far each journal is counted in, `finish` being the one of the finishers' rows. */
export function aLiveHead(cursor: Head['cursor'], counted: Record<string, number>): Head {
  const frontier = Object.entries(counted).map(([name, seq]) => ({ journalId: name === 'finish' ? idWith('f1') : name, seq, hash: '' }));
  return {
    cursor,
    source: 'edge',
    asOfMs: 0,
    entries: Object.values(counted).reduce((sum, seq) => sum + seq, 0),
    basis: { setupHash: '', engineVersion: '', frontier },
    clock: { originMs: 0, anchorMs: 0, rate: 1 },
    link: { state: 'none', sinceMs: null },
  };
}

function idWith(tail: string): string {
  return `0199aa00-0000-7000-8000-${tail.padStart(12, '0')}`;
}
