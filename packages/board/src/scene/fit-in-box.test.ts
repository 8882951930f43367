import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitInBox } from './fit-in-box.ts';

/** Every letter half as wide as the type is tall. */
const measure = (text: string, sizePx: number) => [...text].length * 0.5 * sizePx;
const style = { sizePx: 100, lineHeight: 1, fit: 'shrink', smallestShare: 0.4 } as const;
const box = { widthPx: 500, heightPx: 200, measure };

test('a short text keeps its size, whatever its fit', () => {
  for (const fit of ['shrink', 'wrap', 'ellipsis', 'none'] as const)
    expect(fitInBox({ ...box, text: 'Anouk', style: { ...style, fit } }).share).toBe(1);
});

test('shrinks on its line, and no further than it may', () => {
  expect(fitInBox({ ...box, text: 'Anouk de Wit', style })).toMatchObject({ lines: 1, isCut: false, share: expect.closeTo(0.82, 1) });
  expect(fitInBox({ ...box, text: 'long '.repeat(20), style })).toEqual({ share: 0.4, lines: 1, isCut: true });
});

test('a line that is too tall for its box is made lower', () => {
  expect(fitInBox({ ...box, heightPx: 50, text: 'Anouk', style }).share).toBe(0.5);
});

test('wraps into the lines that the box holds, larger than on one', () => {
  expect(fitInBox({ ...box, text: 'Małgorzata Lindqvist', style: { ...style, fit: 'wrap' } })).toMatchObject({
    lines: 2,
    isCut: false,
    share: expect.closeTo(0.96, 1),
  });
});

test('a message of many lines is as large as it can be', () => {
  const fit = fitInBox({ ...box, text: 'Prize giving at 12:30\non the main stage', style: { ...style, fit: 'wrap', smallestShare: 0.1 } });
  expect(fit.isCut).toBe(false);
  expect(fit.share).toBeGreaterThan(0.45);
});

test('words are not broken while there is another way', () => {
  const { share } = fitInBox({ ...box, heightPx: 400, text: 'Konstantinopoulou', style: { ...style, fit: 'wrap' } });
  expect(measure('Konstantinopoulou', share * 100)).toBeLessThanOrEqual(500);
});

test('a double name is broken behind its hyphen', () => {
  const fit = fitInBox({ ...box, text: 'Konstantinopoulou-Papado', style: { ...style, fit: 'wrap' } });
  expect(fit).toMatchObject({ isCut: false, lines: 3 });
  expect(measure('Konstantinopoulou-', fit.share * 100)).toBeLessThanOrEqual(500);
});

test('one word of forty letters is broken rather than made tiny', () => {
  const fit = fitInBox({ ...box, text: 'L'.repeat(40), style: { ...style, fit: 'wrap' } });
  expect(fit.isCut).toBe(false);
  expect(fit.share).toBeGreaterThan(0.45);
});

test('whatever the text and the box, its lines take no more than the box is tall', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 80 }),
      fc.integer({ min: 20, max: 2_000 }),
      fc.integer({ min: 10, max: 800 }),
      (text, widthPx, heightPx) => {
        for (const fit of ['shrink', 'wrap'] as const) {
          const { share, lines } = fitInBox({ text, widthPx, heightPx, measure, style: { ...style, fit } });
          expect(share * lines * 100).toBeLessThanOrEqual(heightPx * 1.02 + 0.001);
        }
      },
    ),
  );
});
