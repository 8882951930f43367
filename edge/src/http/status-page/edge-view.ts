import type { EdgeStatus } from '../../status.ts';
import type { PageRow, PageView } from './page.ts';

/** The status of a running edge as a timer reads it. */
export function edgeView(status: EdgeStatus): PageView {
  const { state, edge, clock, event } = status;
  return {
    title: edge.name,
    word: state.word,
    aside: `${edge.name}, ${event?.name ?? 'no event chosen'}`,
    reasons: state.reasons.map(({ level, text, since }) => ({
      level,
      text,
      lasts: ageText(Date.parse(clock.race_now) - Date.parse(since)),
    })),
    sections: [
      { name: 'Decoders', rows: status.decoders.flatMap(decoderRows) },
      { name: 'Reads', rows: readRows(status) },
      { name: 'Hub', rows: hubRows(status) },
      {
        name: 'This machine',
        rows: [
          {
            what: 'Clock',
            says: `${timeText(clock.race_now)} UTC${clock.steps_since_start > 0 ? `, moved ${times(clock.steps_since_start)}` : ''}`,
          },
          { what: 'Disk', says: `${gigabytes(status.disk.free_bytes)} free`, level: status.disk.low ? 'error' : 'well' },
        ],
      },
    ],
    notices: [...status.notices].reverse().map(({ at, level, from, text }) => ({
      ...{ at: timeText(at), level },
      text: `${from}: ${text}`,
    })),
  };
}

/** One row for each location of each connection: "last read 12 s ago" is what tells a silent mat from a quiet one. */
function decoderRows({ family, transport, where, open, problem, connections }: EdgeStatus['decoders'][number]): PageRow[] {
  const name = `${family} ${where}`;
  const alive = connections.filter(({ phase }) => phase !== 'closed');
  if (!open) return [{ what: name, says: `not connected: ${problem ?? 'no answer yet'}`, level: 'warn' }];
  if (connections.length === 0) return [{ what: name, says: transport === 'listen' ? 'nobody has dialled yet' : 'connected' }];
  if (alive.length === 0 && transport !== 'replay')
    return [{ what: name, says: 'hung up', level: 'warn' }, ...connections.slice(0, 1).flatMap(locationRows)];
  return alive.flatMap(locationRows);
}

function locationRows({ peer, phase, locations, gaps }: EdgeStatus['decoders'][number]['connections'][number]): PageRow[] {
  const level = phase === 'silent' || phase === 'stopped' ? 'warn' : 'well';
  const lack = gaps.length > 0 ? `, ${gaps.length} stretches missing` : '';
  const connection: PageRow = { what: peer, says: `${phase}${lack}`, level: gaps.length > 0 ? 'warn' : level };
  const rows = locations.map(
    ({ location, reads, heard_ago_ms: agoMs }): PageRow => ({
      what: location,
      says: `${agoMs === null ? 'no read yet' : `last read ${ageText(agoMs)} ago`}, ${number(reads)} reads`,
      level,
    }),
  );
  return [connection, ...rows];
}

function readRows({ journal, event }: EdgeStatus): PageRow[] {
  const waiting = journal.waiting_for_disk;
  return [
    {
      what: 'On disk',
      says: `${number(journal.entries)} entries${waiting > 0 ? `, ${number(waiting)} wait` : ''}`,
      level: journal.trouble ? 'error' : 'well',
    },
    ...(event ? [{ what: 'Scored', says: event.scored ? 'all of them' : 'still at it' }] : []),
    ...(event && event.unknown_read_count > 0
      ? [{ what: 'Unknown chips', says: `${number(event.unknown_read_count)} reads belong to nobody`, level: 'warn' as const }]
      : []),
  ];
}

function hubRows({ link, journals }: EdgeStatus): PageRow[] {
  if (link.state === 'none') return [{ what: 'Hub', says: 'none: this edge works by itself' }];
  const held = journals.reduce((sum, { seq }) => sum + seq, 0);
  const known = journals.every(({ hub_has: has }) => has !== null);
  const has = journals.reduce((sum, { hub_has: there, seq }) => sum + Math.min(there ?? 0, seq), 0);
  const isUp = link.state === 'up';
  return [
    {
      what: link.hub_url,
      says: `${link.state} since ${timeText(link.since ?? '')}${link.problem ? ` (${link.problem})` : ''}`,
      level: isUp ? 'well' : 'warn',
    },
    {
      what: 'The hub has',
      says: known ? `${number(has)} of ${number(held)}` : `not known just now; ${number(link.waiting ?? 0)} wait here`,
    },
  ];
}

/** `12 s`, `4 min`, `3 h`. */
function ageText(ms: number): string {
  if (ms < 120_000) return `${Math.floor(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.floor(ms / 60_000)} min` : `${Math.floor(ms / 3_600_000)} h`;
}

const timeText = (iso: string) => iso.slice(11, 19);
const number = (count: number) => count.toLocaleString('en-US');
const times = (count: number) => (count === 1 ? 'once' : `${number(count)} times`);
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
