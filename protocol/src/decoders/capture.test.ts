import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeCapture, parseCapture, printCaptureChunk } from './capture.ts';

test('a capture is read back as it was written', () => {
  const chunk = fc.record({
    arrivedAtMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    bytes: fc.uint8Array({ maxLength: 300 }),
    from: fc.constantFrom(undefined, 'decoder' as const, 'host' as const),
  });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 20 }), (chunks) => {
      const written = chunks.map(({ from, ...rest }) => ({ ...rest, ...(from && { from }) }));
      const text = written.map((one) => `${printCaptureChunk(one)}\n`).join('');
      expect(parseCapture(text)).toEqual({ chunks: written, badLines: [] });
      expect(looksLikeCapture(text)).toBe(written.length > 0);
    }),
  );
});

test('lines that are no chunk are named, and the others are read', () => {
  const good = printCaptureChunk({ arrivedAtMs: 5, bytes: Uint8Array.of(1, 2) });
  const text = [
    '# taken at the finish',
    '',
    good,
    'no json',
    '{"arrivedAtMs":"now","base64":""}',
    '{"arrivedAtMs":1,"base64":"!"}',
    good,
  ].join('\n');
  expect(parseCapture(text)).toMatchObject({ chunks: [{ arrivedAtMs: 5 }, { arrivedAtMs: 5 }], badLines: [4, 5, 6] });
});

test('plain lines of a decoder are not taken for a capture', () => {
  expect(looksLikeCapture('CT01_33~1~FIN~77~14:02:15.31~0~0F2A38~1\n')).toBe(false);
  expect(looksLikeCapture('aa00058003a1b2c4000126041208301519d8\n')).toBe(false);
  expect(looksLikeCapture(`# note\n\n${printCaptureChunk({ arrivedAtMs: 5, bytes: Uint8Array.of(1) })}`)).toBe(true);
});
