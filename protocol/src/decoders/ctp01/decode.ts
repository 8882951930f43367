import { LineSplitter, type SplitLine } from '../line-splitter.ts';
import type { Decoded } from '../session.ts';
import { textFromBytes, trimNoise } from '../text.ts';
import type { DecoderZone } from '../time-text.ts';
import { type Ctp01Dialect, dialectOf, splitTag, type TagFields } from './dialect.ts';
import { type Ctp01Command, type Ctp01Line, type Ctp01Refusal, ctp01Commands } from './line.ts';
import { readCtp01Time, readEpochTime } from './time.ts';

/**
 * Takes whole lines off the front of a CTP01 stream, in either direction.
 *
 * Line: fields split by `~`, ended by CR LF (CR or LF alone are taken too); UTF-8. A read is
 * `CT01_33~seq~location~tag~time~count~reader~port` or one of the older `ctp01Dialects`; every other kind is in `Ctp01Line`.
 * Units: the time stays the decoder's own text (`readCtp01Time`); nothing is stamped by arrival.
 * Errors: never throws. A line that does not parse is a record of kind `refused`, and reading goes on; blank lines vanish.
 * Source: the README beside this file.
 */
export function decodeCtp01(bytes: Uint8Array, zone: DecoderZone = 'event-local'): Decoded<Ctp01Line> {
  const splitter = new LineSplitter();
  const records = splitter.push(bytes).flatMap((line) => parseCtp01Line(line, zone) ?? []);
  return { records, rest: splitter.takeRest() };
}

/** One line without its end; null for a blank one. */
export function parseCtp01Line({ bytes: raw, tooLong }: SplitLine, zone: DecoderZone): Ctp01Line | null {
  if (tooLong) return { kind: 'refused', raw, reason: 'line-too-long' };
  const text = trimNoise(textFromBytes(raw));
  if (text === '') return null;
  const dialect = dialectOf(text);
  if (dialect === 'unknown') return { kind: 'refused', raw, reason: 'unsupported-dialect' };
  if (dialect !== null) return parseTag(raw, text, { dialect, zone });
  return parseChatter(raw, text) ?? { kind: 'refused', raw, reason: 'unknown-line' };
}

function parseTag(raw: Uint8Array, text: string, { dialect, zone }: { dialect: Ctp01Dialect; zone: DecoderZone }): Ctp01Line {
  const tag = splitTag(text, dialect);
  if (tag === null) return { kind: 'refused', raw, reason: 'field-count' };
  const timeText = dialect === 'TO' ? readEpochTime(tag.time) : readCtp01Time(tag.time, zone);
  const reason = reasonToRefuse(tag, timeText);
  if (reason || timeText === null) return { kind: 'refused', raw, reason: reason ?? 'bad-time' };
  const { location, ident, reader, event, rssi, readerSeq, type } = tag;
  return {
    kind: ident === 'guntime' ? 'gun' : ident === 'newlocation' ? 'newlocation' : 'read',
    raw,
    dialect,
    sourceSeq: Number(tag.seq),
    location,
    ident,
    timeText,
    count: numberOrNull(tag.count),
    reader: reader === '' ? null : reader,
    antenna: numberOrNull(tag.antenna),
    observation: dialect === 'TO' ? { event, rssi, readerSeq, type } : null,
  };
}

function reasonToRefuse(tag: TagFields, timeText: string | null): Ctp01Refusal | null {
  if (!/^\d{1,9}$/.test(tag.seq)) return 'bad-sequence';
  if (!isName(tag.location)) return 'bad-location';
  if (!isName(tag.ident)) return 'bad-chip';
  if (timeText === null) return 'bad-time';
  if (!/^\d{0,6}$/.test(tag.count)) return 'bad-count';
  if (holdsControls(tag.reader)) return 'bad-reader';
  if (!/^\d{0,3}$/.test(tag.antenna)) return 'bad-antenna';
  return null;
}

function parseChatter(raw: Uint8Array, text: string): Ctp01Line | null {
  if (text === 'ping') return { kind: 'ping', raw };
  if (text === '8') return { kind: 'heartbeat', raw };
  if (text === 'OK') return { kind: 'ok', raw };
  const setting = /^([a-z][a-z-]*)=([^~]*)$/.exec(text);
  if (setting) return { kind: 'setting', raw, name: setting[1]!, value: setting[2]! };
  const [word, ...values] = text.split('~') as [string, ...string[]];
  if (word === 'ack' && values.length > 0) return { kind: 'ack', raw, command: values[0]!, values: values.slice(1) };
  if (word === 'err') return { kind: 'error', raw, command: values[0] ?? '', text: values.slice(1).join('~') };
  if (isCommand(word)) return { kind: 'command', raw, command: word, values };
  if (values.length !== 2) return null;
  const [version, last] = values as [string, string];
  if (/^CTP\d+$/.test(last)) return { kind: 'greeting', raw, program: word, version, protocol: last };
  if (/^\d{1,3}$/.test(last)) return { kind: 'answer', raw, program: word, version, settingCount: Number(last) };
  return null;
}

function isCommand(word: string): word is Ctp01Command {
  return (ctp01Commands as readonly string[]).includes(word);
}

function isName(text: string): boolean {
  return text.trim() !== '' && !holdsControls(text);
}

function holdsControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) < 0x20 || text.charCodeAt(at) === 0x7f) return true;
  return false;
}

function numberOrNull(text: string): number | null {
  return text === '' ? null : Number(text);
}
