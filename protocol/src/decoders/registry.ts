import { parseCtp01Line } from './ctp01/decode.ts';
import type { Ctp01Line } from './ctp01/line.ts';
import { parseIpicoLine } from './ipico/decode.ts';
import type { IpicoLine } from './ipico/line.ts';
import type { SplitLine } from './line-splitter.ts';
import { type DecoderZone, raceLogTimeText } from './time-text.ts';

export type DecoderFamilyName = 'ctp01' | 'ipico';

/** A decoder family: what it is called, and how one of its lines reads. */
export type DecoderFamily = {
  name: DecoderFamilyName;
  title: string;
  /** Other names people give it, in lower case. */
  aliases: readonly string[];
  /** Null for a blank line. */
  parse: (line: SplitLine, settings: ReadingSettings) => FamilyLine | null;
};

export type ReadingSettings = {
  zone: DecoderZone;
  /** For a family whose reads name none. */
  location: string | null;
};

/** What every family says of a line. */
export type FamilyLine = {
  kind: 'read' | 'gun' | 'notice' | 'refused';
  sourceSeq: number | null;
  location: string | null;
  chip: string | null;
  timeText: string | null;
  antenna: number | null;
  count: number | null;
  reason: string | null;
};

export const decoderFamilies: Record<DecoderFamilyName, DecoderFamily> = {
  ctp01: {
    name: 'ctp01',
    title: 'ChronoTrack CTP01',
    aliases: ['chronotrack', 'ct01_33', 'ct01_13'],
    parse: (line, { zone }) => {
      const parsed = parseCtp01Line(line, zone);
      return parsed && ofCtp01(parsed);
    },
  },
  ipico: {
    name: 'ipico',
    title: 'IPICO Lite and Elite',
    aliases: ['ipico-lite', 'ipico-elite'],
    parse: (line, settings) => {
      const parsed = parseIpicoLine(line);
      return parsed && ofIpico(parsed, settings);
    },
  },
};

/** The family of a name or alias, in any case; null for a name that nobody has. */
export function decoderFamilyNamed(name: string): DecoderFamily | null {
  const wanted = name.trim().toLowerCase();
  return Object.values(decoderFamilies).find((family) => family.name === wanted || family.aliases.includes(wanted)) ?? null;
}

const nothing: Omit<FamilyLine, 'kind'> = {
  sourceSeq: null,
  location: null,
  chip: null,
  timeText: null,
  antenna: null,
  count: null,
  reason: null,
};

function ofCtp01(line: Ctp01Line): FamilyLine {
  switch (line.kind) {
    case 'refused':
      return { ...nothing, kind: 'refused', reason: line.reason };
    case 'read':
    case 'gun':
    case 'newlocation': {
      const { sourceSeq, location, timeText, antenna, count } = line;
      const tag = { sourceSeq, location, timeText, antenna, count };
      if (line.kind === 'read') return { ...tag, kind: 'read', chip: line.ident, reason: null };
      return line.kind === 'gun'
        ? { ...tag, kind: 'gun', chip: null, reason: null }
        : { ...tag, kind: 'notice', chip: null, reason: 'newlocation' };
    }
    case 'ack':
    case 'command':
      return { ...nothing, kind: 'notice', reason: line.kind === 'ack' ? `ack ${line.command}` : line.command };
    default:
      return { ...nothing, kind: 'notice', reason: line.kind };
  }
}

function ofIpico(line: IpicoLine, { zone, location }: ReadingSettings): FamilyLine {
  switch (line.kind) {
    case 'refused':
      return { ...nothing, kind: 'refused', reason: line.reason };
    case 'read':
      return { ...nothing, kind: 'read', location, chip: line.tag, timeText: timed(line, zone), count: line.countI + line.countQ };
    case 'gun':
      return { ...nothing, kind: 'gun', location, timeText: timed(line, zone) };
    case 'clock':
      return { ...nothing, kind: 'notice', timeText: timed(line, zone), reason: 'clock' };
    case 'control':
      return { ...nothing, kind: 'notice', reason: `control ${line.instruction}` };
    case 'chatter':
      return { ...nothing, kind: 'notice', reason: 'chatter' };
  }
}

function timed(line: { timeText: string }, zone: DecoderZone): string {
  return raceLogTimeText(line.timeText, zone) ?? line.timeText;
}
