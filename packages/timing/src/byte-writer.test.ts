import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';

const pieceBytes = 65_536;
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function written(write: (to: ByteWriter) => unknown): string {
  const to = new ByteWriter();
  write(to);
  return textOf(to.bytes());
}

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
  expect(['plain ~', 'a"b', 'a\\b', 'tab\t', 'ö', '\u007f', '\u001f', ''].map((text) => to.plainText(text))).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
    true,
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

test('whole numbers are written as people write them, and nothing is a dash', () => {
  const numbers = [0, 1, 9, 10, 11, 99, 100, 101, 4_096, 86_399_999, 1_779_004_800_000, Number.MAX_SAFE_INTEGER, -1, -10, -86_400_000];
  for (const number of numbers) expect(written((to) => to.integer(number))).toBe(String(number));
  expect(written((to) => to.integer(null))).toBe('-');
});

test('text, bytes and numbers stand one behind the other, across every end of the room there is', () => {
  for (const length of [0, 1, 510, 511, 512, 513, 1_023, 1_024, 1_025, 5_000]) {
    const long = 'x'.repeat(length);
    const all = written((to) => {
      to.text(long);
      to.text('é→🏁');
      to.raw(new TextEncoder().encode('raw'));
      to.integer(-42);
      to.text(long);
    });
    expect(all).toBe(`${long}é→🏁raw-42${long}`);
    const wide = written((to) => {
      to.integer(7);
      to.text(`é${long}`);
      to.raw(new TextEncoder().encode(long));
    });
    expect(wide).toBe(`7é${long}${long}`);
  }
});

test('numbers at the end of the room make room for themselves', () => {
  for (let length = 480; length <= 520; length++) {
    const text = 'x'.repeat(length);
    const all = written((to) => {
      to.text(text);
      to.integer(Number.MIN_SAFE_INTEGER);
    });
    expect(all).toBe(`${text}${Number.MIN_SAFE_INTEGER}`);
  }
});

test('what is drained comes in pieces, whole and in order, and a text larger than a piece too', () => {
  const pieces: string[] = [];
  const to = new ByteWriter((piece) => pieces.push(textOf(piece)));
  const parts = ['a'.repeat(pieceBytes - 1), 'b', 'c', 'd'.repeat(pieceBytes + 5), 'e'.repeat(10)];
  for (const part of parts) to.text(part);
  expect(pieces[0]).toBe(`${parts[0]}b`);
  expect([...pieces, textOf(to.bytes())].join('')).toBe(parts.join(''));
});
