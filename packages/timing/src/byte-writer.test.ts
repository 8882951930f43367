import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';

test('texts and whole numbers come out as UTF-8, whatever was written before them', () => {
  const pieces = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.constant(null)));
  fc.assert(
    fc.property(pieces, (written) => {
      const to = new ByteWriter();
      for (const piece of written) {
        if (typeof piece === 'string') to.text(piece);
        else to.integer(piece);
      }
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(to.bytes())).toBe(written.map((piece) => piece ?? '-').join(''));
    }),
  );
});

test('a text that JSON must escape is not written as it stands', () => {
  const to = new ByteWriter();
  expect(['plain ~', 'a"b', 'a\\b', 'tab\t', 'ö', '\u007f'].map((text) => to.plainText(text))).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(new TextDecoder().decode(to.bytes())).toBe('plain ~');
});

test('given away piece by piece it is the same text, and little is held', () => {
  const long = 'ä'.repeat(70_000);
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  const to = new ByteWriter((piece) => pieces.push(decoder.decode(piece, { stream: true })));
  const written = Array.from({ length: 20_000 }, (_, index) => (index === 9_000 ? long : `piece ${index},`));
  for (const text of written) to.text(text);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('') + decoder.decode(to.bytes())).toBe(written.join(''));
});
