import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCapture } from '../capture.ts';
import type { DriverRecord } from '../session.ts';
import { printRecord } from '../testing/print-record.ts';
import { SessionBench } from '../testing/session-bench.ts';
import { bytesFromText, joinBytes } from '../text.ts';
import { decodeCtp01 } from './decode.ts';
import type { Ctp01Refusal } from './line.ts';
import { createCtp01ServerSession } from './server-session.ts';

/** A client's side of a connection with every kind of line in it (see the README). */
const capture = joinBytes(
  parseCapture(readFileSync(new URL('./fixtures/harbour-10k.jsonl', import.meta.url), 'utf8')).chunks.map((chunk) => chunk.bytes),
);

function recordsHeard(chunks: readonly Uint8Array[]): DriverRecord[] {
  const bench = new SessionBench(createCtp01ServerSession()).opens();
  for (const chunk of chunks) bench.hearsBytes(chunk);
  return bench.closes().records;
}

describe('a captured stream', () => {
  const whole = recordsHeard([capture]);
  const wholeText = whole.map(printRecord).join('\n');
  const textHeard = (chunks: readonly Uint8Array[]) => recordsHeard(chunks).map(printRecord).join('\n');

  test('holds the reads, the guns and the refused lines that we put into it', () => {
    const count = (kind: DriverRecord['kind']) => whole.filter((record) => record.kind === kind).length;
    expect({ read: count('read'), gun: count('gun'), refused: count('refused') }).toEqual({ read: 21, gun: 2, refused: 7 });
    const reasons = whole.flatMap((record) => (record.kind === 'refused' ? record.reason : []));
    expect(reasons).toEqual([
      'field-count',
      'bad-time',
      'unknown-line',
      'unsupported-dialect',
      'unsupported-dialect',
      'bad-sequence',
      'half-line',
    ]);
  });

  test('gives the same records when it is cut at any byte', () => {
    for (let cut = 0; cut <= capture.length; cut += 1) {
      expect(textHeard([capture.subarray(0, cut), capture.subarray(cut)]), `cut at byte ${cut}`).toBe(wholeText);
    }
  });

  test('gives the same records byte by byte', () => {
    expect(textHeard([...capture].map((byte) => Uint8Array.of(byte)))).toBe(wholeText);
  });

  test('gives the same records in chunks of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        const chunks: Uint8Array[] = [];
        for (let from = 0, index = 0; from < capture.length; index += 1) {
          const size = sizes[index % sizes.length]!;
          chunks.push(capture.subarray(from, from + size));
          from += size;
        }
        expect(textHeard(chunks)).toBe(wholeText);
      }),
      { numRuns: 100 },
    );
  });
});

test('three thousand damaged lines: none throws, none vanishes, and every reason to refuse is met', () => {
  const reasons = new Set<string>();
  const anyLine = fc.oneof(
    { weight: 50, arbitrary: damagedTag.map(bytesFromText) },
    { weight: 49, arbitrary: fc.uint8Array({ maxLength: 80 }) },
    { weight: 1, arbitrary: fc.constantFrom('CT01_13,1,A,2,3', 'TO~1~2', `CT01_33~1~${'x'.repeat(20_000)}`).map(bytesFromText) },
  );
  fc.assert(
    fc.property(anyLine, (line) => {
      const bytes = Uint8Array.of(...line.filter((byte) => byte !== 0x0a && byte !== 0x0d), 0x0a);
      const { records } = decodeCtp01(bytes);
      expect(records.length).toBe(bytes.some((byte) => byte > 0x20) ? 1 : 0);
      for (const record of records) if (record.kind === 'refused') reasons.add(record.reason);
    }),
    { numRuns: 3000, seed: 20260412 },
  );
  for (const record of recordsHeard([bytesFromText('CT01_33~1~fin')])) if (record.kind === 'refused') reasons.add(record.reason);
  const everyReason: Record<Ctp01Refusal, true> = {
    'field-count': true,
    'bad-sequence': true,
    'bad-location': true,
    'bad-chip': true,
    'bad-time': true,
    'bad-count': true,
    'bad-reader': true,
    'bad-antenna': true,
    'unsupported-dialect': true,
    'unknown-line': true,
    'line-too-long': true,
    'half-line': true,
  };
  expect([...reasons].sort()).toEqual(Object.keys(everyReason).sort());
});

/** A good line with one field spoilt, or with a character turned, lost or doubled. */
const damagedTag = fc
  .record({ field: fc.nat(7), junk: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', '\u0007', '-1', '~')), at: fc.nat(60) })
  .chain(({ field, junk, at }) =>
    fc.constantFrom('spoil', 'cut', 'double').map((how) => {
      const fields = ['CT01_33', '12', 'FIN', '77', '14:02:15.31', '1', '0F2A38', '1'];
      if (how === 'spoil') fields[field] = junk;
      const line = fields.join('~');
      if (how === 'cut') return line.slice(0, at) + line.slice(at + 1);
      return how === 'double' ? line.slice(0, at) + line.slice(Math.max(0, at - 3)) : line;
    }),
  );
