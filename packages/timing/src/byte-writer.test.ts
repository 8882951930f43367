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
