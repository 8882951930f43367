import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCapture } from '../capture.ts';
import type { DriverRecord } from '../session.ts';
import { printRecord } from '../testing/print-record.ts';
import { SessionBench } from '../testing/session-bench.ts';
import { bytesFromText, joinBytes } from '../text.ts';
import { decodeIpico } from './decode.ts';
import type { IpicoRefusal } from './line.ts';
import { createIpicoSession } from './session.ts';

/** A reader's side of a serial line with every kind of frame in it (see the README). */
const capture = joinBytes(
  parseCapture(readFileSync(new URL('./fixtures/finish-serial.jsonl', import.meta.url), 'utf8')).chunks.map((chunk) => chunk.bytes),
);

function recordsHeard(chunks: readonly Uint8Array[]): DriverRecord[] {
  const bench = new SessionBench(createIpicoSession({ location: 'finish' })).opens();
  for (const chunk of chunks) bench.hearsBytes(chunk);
  return bench.closes().records;
}

describe('a captured stream', () => {
  const whole = recordsHeard([capture]);
  const wholeText = whole.map(printRecord).join('\n');
  const textHeard = (chunks: readonly Uint8Array[]) => recordsHeard(chunks).map(printRecord).join('\n');

  test('holds the reads, the guns, the clock and the refused frames that we put into it', () => {
    const count = (kind: DriverRecord['kind']) => whole.filter((record) => record.kind === kind).length;
    expect({ read: count('read'), gun: count('gun'), clock: count('clock-check'), refused: count('refused') }).toEqual({
      read: 9,
      gun: 1,
      clock: 2,
      refused: 5,
    });
    const reasons = whole.flatMap((record) => (record.kind === 'refused' ? record.reason : []));
    expect(reasons).toEqual(['unknown-line', 'bad-check', 'bad-length', 'bad-time', 'half-line']);
  });

  test('gives the same records when it is cut at any byte', () => {
    for (let cut = 0; cut <= capture.length; cut += 1) {
      expect(textHeard([capture.subarray(0, cut), capture.subarray(cut)]), `cut at byte ${cut}`).toBe(wholeText);
    }
  });

  test('gives the same records byte by byte', () => {
    expect(textHeard([...capture].map((byte) => Uint8Array.of(byte)))).toBe(wholeText);
  });
});

test('three thousand damaged frames: none throws, none vanishes, and every reason to refuse is met', () => {
  const reasons = new Set<string>();
  const anyLine = fc.oneof(
    { weight: 50, arbitrary: damagedFrame.map(bytesFromText) },
    { weight: 49, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    { weight: 1, arbitrary: fc.constant(bytesFromText('aa'.repeat(10_000))) },
  );
  fc.assert(
    fc.property(anyLine, (line) => {
      const bytes = Uint8Array.of(...line.filter((byte) => byte !== 0x0a && byte !== 0x0d), 0x0a);
      const { records } = decodeIpico(bytes);
      expect(records.length).toBe(bytes.some((byte) => byte > 0x20) ? 1 : 0);
      for (const record of records) if (record.kind === 'refused') reasons.add(record.reason);
    }),
    { numRuns: 3000, seed: 20260412 },
  );
  for (const record of recordsHeard([bytesFromText('aa0005')])) if (record.kind === 'refused') reasons.add(record.reason);
  const everyReason: Record<IpicoRefusal, true> = {
    'bad-length': true,
    'bad-hex': true,
    'bad-check': true,
    'bad-time': true,
    'unknown-line': true,
    'line-too-long': true,
    'half-line': true,
  };
  expect([...reasons].sort()).toEqual(Object.keys(everyReason).sort());
});

test('a frame with one wrong digit is never taken for another time or another chip', () => {
  const good = 'aa00058003a1b2c4000126041208301519d8';
  for (let at = 2; at < good.length; at += 1) {
    for (const other of '0123456789abcdef') {
      if (other === good[at]) continue;
      const damaged = good.slice(0, at) + other + good.slice(at + 1);
      expect(decodeIpico(bytesFromText(`${damaged}\r\n`)).records[0]).toMatchObject({ kind: 'refused' });
    }
  }
});

/** A good frame with characters turned, lost or doubled; two that make up for each other pass the check and fail the clock. */
const damagedFrame = fc
  .record({
    frame: fc.constantFrom(
      'aa00058003a1b2c4000126041208301519d8',
      'aa00058000123b3200012603081222022f060080cd',
      'ab000a2c260306052004151b2782ae',
    ),
    at: fc.nat(41),
    junk: fc.constantFrom('0', '9', 'f', 'g', ' ', '\u0000', 'aa'),
    how: fc.constantFrom('turn', 'lose', 'double', 'month'),
  })
  .map(({ frame, at, junk, how }) => {
    if (how === 'month') return 'aa00058003a1b2c4000126941208301510d8';
    if (how === 'lose') return frame.slice(0, at) + frame.slice(at + 1);
    return how === 'turn' ? frame.slice(0, at) + junk + frame.slice(at + 1) : frame.slice(0, at) + frame.slice(Math.max(0, at - 2));
  });
