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

/** The client's side of four connections (see the README), and what is in them. */
const captures = [
  {
    name: 'harbour-10k',
    holds: { read: 23, gun: 2, refused: ['field-count', 'bad-time', 'unknown-line', 'bad-sequence', 'half-line'] },
  },
  { name: 'relay-ct01-13', holds: { read: 5, gun: 1, refused: ['field-count', 'unsupported-dialect', 'half-line'] } },
  { name: 'file-ct01-13', holds: { read: 6, gun: 1, refused: ['bad-chip', 'bad-time', 'half-line'] } },
  { name: 'observations-to', holds: { read: 6, gun: 0, refused: ['bad-time', 'field-count', 'half-line'] } },
];

function bytesOf(name: string): Uint8Array {
  const { chunks } = parseCapture(readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), 'utf8'));
  return joinBytes(chunks.map((chunk) => chunk.bytes));
}

function recordsHeard(chunks: readonly Uint8Array[]): DriverRecord[] {
  const bench = new SessionBench(createCtp01ServerSession()).opens();
  for (const chunk of chunks) bench.hearsBytes(chunk);
  return bench.closes().records;
}

describe.each(captures)('the captured stream $name', ({ name, holds }) => {
  const capture = bytesOf(name);
  const whole = recordsHeard([capture]);
  const wholeText = whole.map(printRecord).join('\n');
  const textHeard = (chunks: readonly Uint8Array[]) => recordsHeard(chunks).map(printRecord).join('\n');

  test('holds the reads, the guns and the refused lines that we put into it', () => {
    const count = (kind: DriverRecord['kind']) => whole.filter((record) => record.kind === kind).length;
    const reasons = whole.flatMap((record) => (record.kind === 'refused' ? record.reason : []));
    expect({ read: count('read'), gun: count('gun'), refused: reasons }).toEqual(holds);
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
    { weight: 50, arbitrary: damagedLine.map(bytesFromText) },
    { weight: 49, arbitrary: fc.uint8Array({ maxLength: 80 }) },
    { weight: 1, arbitrary: fc.constantFrom('CT01_40,1,A,2,3', 'TO~1~2', `CT01_33~1~${'x'.repeat(20_000)}`).map(bytesFromText) },
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

/** A good line of any dialect with one field spoilt, or with a character turned, lost or doubled. */
const damagedLine = fc
  .record({
    line: fc.constantFrom(
      'CT01_33~12~FIN~77~14:02:15.31~1~0F2A38~1',
      'CT01_13~12~FIN~77~14:02:15.31~1~0F2A38~1',
      'CT01_13,12,FIN,77,14:02:15.31,1,0F2A38,1',
      'TO~12~77~FIN~EV1~1738418535.31~0F2A38~1~-58~912~RAW~1',
    ),
    field: fc.nat(11),
    junk: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', '\u0007', '-1', '~', ',')),
    at: fc.nat(60),
    how: fc.constantFrom('spoil', 'cut', 'double'),
  })
  .map(({ line, field, junk, at, how }) => {
    if (how === 'cut') return line.slice(0, at) + line.slice(at + 1);
    if (how === 'double') return line.slice(0, at) + line.slice(Math.max(0, at - 3));
    const separator = line.includes(',') ? ',' : '~';
    const fields = line.split(separator);
    fields[field % fields.length] = junk;
    return fields.join(separator);
  });
