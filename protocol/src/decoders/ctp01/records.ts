import type { DriverRecord } from '../session.ts';
import type { Ctp01Line, Ctp01Tag } from './line.ts';

/** What of a line goes into the journal; null for chatter, and for a new location, which is asked about instead. */
export function ctp01Record(line: Ctp01Line, identIs: 'auto' | 'chip' | 'bib'): DriverRecord | null {
  if (line.kind === 'refused') return { kind: 'refused', raw: line.raw, family: 'ctp01', reason: line.reason };
  if (line.kind === 'gun') {
    const { raw, timeText, location, sourceSeq } = line;
    return { kind: 'gun', clockId: clockIdOf(line), timeText, raw, location, waveId: null, sourceSeq, replaces: null };
  }
  if (line.kind !== 'read') return null;
  const { raw, timeText, location, ident, sourceSeq, reader, antenna, count } = line;
  return { kind: 'read', clockId: clockIdOf(line), timeText, raw, location, ident, identIs, sourceSeq, reader, antenna, count };
}

/** The controller's clock wrote the time, whichever connection or location brought it; a client that names none is known by its location. */
function clockIdOf(tag: Ctp01Tag): string {
  return tag.reader === null ? `ctp01:at:${tag.location}` : `ctp01:${tag.reader}`;
}
