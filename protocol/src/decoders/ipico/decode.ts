import { LineSplitter, type SplitLine } from '../line-splitter.ts';
import type { Decoded } from '../session.ts';
import { textFromBytes, trimNoise } from '../text.ts';
import { lrc } from './check.ts';
import { ipicoTimeText } from './clock.ts';
import { type IpicoLine, type IpicoRefusal, ipicoInstruction } from './line.ts';

/**
 * Takes whole lines off the front of an IPICO stream, serial or TCP: it is the same text.
 *
 * Read: `aa` + reader (2) + tag (12) + I and Q counts (2 + 2) + `YYMMDD` + `HHMMSS` + hundredths (2, hex) [+ TTO (6)] + check (2) [+ `FS` or `LS`].
 * Control: `ab` + reader (2) + data length (2) + instruction (2) + data + check (2). All in hex text, ended by CR LF.
 * Units: the time stays the reader's wall clock, with its date, to 10 ms.
 * Errors: never throws. A frame that fails, and noise of no known shape, are records of kind `refused`; banners are chatter.
 * Source: the README beside this file.
 */
export function decodeIpico(bytes: Uint8Array): Decoded<IpicoLine> {
  const splitter = new LineSplitter();
  const records = splitter.push(bytes).flatMap((line) => parseIpicoLine(line) ?? []);
  return { records, rest: splitter.takeRest() };
}

/** One line without its end; null for a blank one. */
export function parseIpicoLine({ bytes: raw, tooLong }: SplitLine): IpicoLine | null {
  if (tooLong) return { kind: 'refused', raw, reason: 'line-too-long' };
  const text = trimNoise(textFromBytes(raw));
  if (text === '') return null;
  if (/^aa/i.test(text)) return parseRead(raw, text);
  if (/^a[bc][0-9a-f]{4}/i.test(text)) return parseControl(raw, text);
  if (/^a[de][0-9a-f]+$/i.test(text)) return { kind: 'chatter', raw };
  return isBanner(text) ? { kind: 'chatter', raw } : { kind: 'refused', raw, reason: 'unknown-line' };
}

const shortFrame = 36;
const longFrame = 42;

function parseRead(raw: Uint8Array, text: string): IpicoLine {
  const refused = (reason: IpicoRefusal): IpicoLine => ({ kind: 'refused', raw, reason });
  // Some programs write first and last reads to files with these letters behind the check.
  const frame = text.replace(/[FL]S$/i, '');
  if (frame.length !== shortFrame && frame.length !== longFrame) return refused('bad-length');
  if (!/^[0-9a-f]+$/i.test(frame)) return refused('bad-hex');
  if (lrc(frame.slice(2, -2)) !== frame.slice(-2).toLowerCase()) return refused('bad-check');
  const timeText = ipicoTimeText(frame.slice(20, 26), frame.slice(26, 32), frame.slice(32, 34));
  if (timeText === null) return refused('bad-time');
  return {
    kind: 'read',
    raw,
    readerId: frame.slice(2, 4),
    tag: frame.slice(4, 16),
    countI: Number.parseInt(frame.slice(16, 18), 16),
    countQ: Number.parseInt(frame.slice(18, 20), 16),
    timeText,
    tto: frame.length === longFrame ? frame.slice(34, 40) : null,
  };
}

function parseControl(raw: Uint8Array, text: string): IpicoLine {
  const refused = (reason: IpicoRefusal): IpicoLine => ({ kind: 'refused', raw, reason });
  const frame = text.toLowerCase();
  if (!/^[0-9a-f]+$/.test(frame)) return refused('bad-hex');
  // With `ac` the sender gives no valid check.
  if (frame.startsWith('ab') && lrc(frame.slice(2, -2)) !== frame.slice(-2)) return refused('bad-check');
  const length = Number.parseInt(frame.slice(4, 6), 16);
  const control = { readerId: frame.slice(2, 4), instruction: frame.slice(6, 8), data: frame.slice(8, -2) };
  const isQuery = length === 0xff;
  if (!isQuery && control.data.length !== length * 2) return refused('bad-length');
  const isGun = control.instruction === ipicoInstruction.gun && length >= 9;
  const isClock = control.instruction === ipicoInstruction.clock && length >= 8;
  if (isQuery || !(isGun || isClock)) return { kind: 'control', raw, ...control };
  const { data } = control;
  const timeText = ipicoTimeText(data.slice(0, 6), data.slice(8, 14), data.slice(14, 16));
  if (timeText === null) return refused('bad-time');
  return { kind: isGun ? 'gun' : 'clock', raw, readerId: control.readerId, timeText };
}

/** Words in plain characters. What is hex digits and nothing else is no banner: it is a frame that lost its head. */
function isBanner(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text) && /[a-z]/i.test(text) && !/^[0-9a-f]{8,}([FL]S)?$/i.test(text);
}
