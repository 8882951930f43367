import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, maximumLineBytes } from './line-splitter.ts';
import { bytesFromText, textFromBytes } from './text.ts';

/** Lines of all lengths around the limit, with every line end, in one piece and in the given ones. */
const streams = fc.array(
  fc.record({
    text: fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.integer({ min: maximumLineBytes - 2, max: maximumLineBytes + 300 }).map((length) => 'x'.repeat(length)),
    ),
    end: fc.constantFrom('\r\n', '\n', '\r', '\r\n\r\n'),
  }),
  { maxLength: 6 },
);

test('a stream gives the same lines however it is cut', () => {
  fc.assert(
    fc.property(streams, fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 30 }), (lines, sizes) => {
      const stream = bytesFromText(lines.map(({ text, end }) => text + end).join(''));
      expect(linesOf(pieces(stream, sizes))).toEqual(linesOf([stream]));
    }),
    { numRuns: 50 },
  );
});

test('a line of 16 KiB is whole, one byte more is too long', () => {
  const splitter = new LineSplitter();
  const whole = splitter.push(bytesFromText(`${'a'.repeat(maximumLineBytes)}\n`));
  expect(whole).toMatchObject([{ tooLong: false }]);
  const long = splitter.push(bytesFromText(`${'b'.repeat(maximumLineBytes + 1)}\nping\n`));
  expect(long.map((line) => [line.tooLong, line.bytes.length])).toEqual([
    [true, 256],
    [false, 4],
  ]);
});

test('a stream that never ends its line is not kept in memory', () => {
  const splitter = new LineSplitter();
  for (let piece = 0; piece < 100; piece += 1) splitter.push(bytesFromText('z'.repeat(1000)));
  expect(splitter.waitingBytes).toBe(0);
});

test('the buffer that bytes came in may be used again', () => {
  const splitter = new LineSplitter();
  const buffer = bytesFromText('pi');
  splitter.push(buffer);
  buffer.fill(0);
  expect(splitter.push(bytesFromText('ng\n')).map((line) => textFromBytes(line.bytes))).toEqual(['ping']);
});

function linesOf(chunks: Uint8Array[]): [boolean, string][] {
  const splitter = new LineSplitter();
  const lines = chunks.flatMap((chunk) => splitter.push(chunk)).map((line): [boolean, string] => [line.tooLong, textFromBytes(line.bytes)]);
  return [...lines, [false, textFromBytes(splitter.takeRest())]];
}

function pieces(stream: Uint8Array, sizes: number[]): Uint8Array[] {
  const cut: Uint8Array[] = [];
  let from = 0;
  for (const size of sizes) {
    cut.push(stream.subarray(from, from + size));
    from += size;
  }
  cut.push(stream.subarray(from));
  return cut;
}
