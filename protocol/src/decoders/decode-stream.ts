import { dayMs, instantOfLocal, instantsOfLocal, type ParsedTime, parseTimeText, placeInDay, type ZoneTransition } from '@chute/timing';
import { LineSplitter } from './line-splitter.ts';
import { type DecoderFamilyName, decoderFamilies, type ReadingSettings } from './registry.ts';
import { base64FromBytes, utf8Text } from './text.ts';
import { wallText } from './wall-clock.ts';

/** One line as `chute-sim decode` prints it. */
export type DecodedItem = {
  kind: 'read' | 'gun' | 'notice' | 'refused';
  source_seq: number | null;
  location: string | null;
  /** Chip or bib as sent; null where the line names none. */
  chip: string | null;
  /** The instant, ISO 8601 in UTC; null where the zone or the day cannot be known. */
  at: string | null;
  time_text: string | null;
  antenna: number | null;
  count: number | null;
  /** Why it was refused, or what a notice is about. */
  reason: string | null;
  /** The line without its end: its text, or `base64:…` where it is no UTF-8. */
  raw: string;
};

export type DecodeOptions = Partial<ReadingSettings> & {
  /** The zone of the event; null: local times have no instant. */
  transitions: readonly ZoneTransition[] | null;
};

/** Bytes that arrived together; null when nobody knows when: then a time without a date has no instant. */
export type ArrivedBytes = { bytes: Uint8Array; arrivedAtMs: number | null };

/** `decodeChunks` of bytes that all arrived at one time. */
export function decodeStream(
  family: DecoderFamilyName,
  bytes: Uint8Array,
  options: DecodeOptions & { arrivedAtMs: number | null },
): DecodedItem[] {
  return decodeChunks(family, [{ bytes, arrivedAtMs: options.arrivedAtMs }], options);
}

/**
 * Reads a whole recorded stream of one family, in the order it was heard; a last line without an end counts as whole.
 * A time of day goes on the day that brings it nearest to its arrival. Errors: never throws; what does not parse is `refused`.
 */
export function decodeChunks(family: DecoderFamilyName, chunks: Iterable<ArrivedBytes>, options: DecodeOptions): DecodedItem[] {
  const { parse } = decoderFamilies[family];
  const settings = { zone: options.zone ?? 'event-local', location: options.location ?? null };
  const splitter = new LineSplitter();
  const items: DecodedItem[] = [];
  let arrivedAtMs: number | null = null;
  for (const chunk of chunks) {
    arrivedAtMs = chunk.arrivedAtMs;
    for (const line of splitter.push(chunk.bytes)) take(line);
  }
  const rest = splitter.takeRest();
  if (rest.length > 0) take({ bytes: rest, tooLong: false });
  return items;

  function take(line: { bytes: Uint8Array; tooLong: boolean }): void {
    const parsed = parse(line, settings);
    if (!parsed) return;
    const { kind, sourceSeq, location, chip, timeText, antenna, count, reason } = parsed;
    const at = timeText === null ? null : instantText(timeText, { transitions: options.transitions, arrivedAtMs });
    items.push({ kind, source_seq: sourceSeq, location, chip, at, time_text: timeText, antenna, count, reason, raw: rawText(line.bytes) });
  }
}

type Situation = { transitions: readonly ZoneTransition[] | null; arrivedAtMs: number | null };

function instantText(timeText: string, situation: Situation): string | null {
  const time = parseTimeText(timeText);
  const atMs = time ? instantMs(time, situation) : null;
  return atMs === null ? null : `${wallText(atMs)}Z`;
}

function instantMs(time: ParsedTime, { transitions, arrivedAtMs }: Situation): number | null {
  const zone = time.utc ? [] : transitions;
  if (zone === null) return null;
  if (time.day === null) return arrivedAtMs === null ? null : placeInDay({ ...time, nearAtMs: arrivedAtMs, transitions: zone });
  const localMs = time.day * dayMs + time.timeOfDayMs;
  if (arrivedAtMs === null) return instantsOfLocal(zone, localMs)[0] ?? null;
  return instantOfLocal(zone, { localMs, nearAtMs: arrivedAtMs });
}

function rawText(bytes: Uint8Array): string {
  return utf8Text(bytes) ?? `base64:${base64FromBytes(bytes)}`;
}
