import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitText, rowsThatFit } from './fit-text.ts';

/** Every letter half as wide as the type is tall. */
const measure = (text: string, sizePx: number) => [...text].length * 0.5 * sizePx;
const ask = { widthPx: 400, sizePx: 40, heightPx: 60, oneLineShare: 0.75, smallestShare: 0.5, measure };

test('a short name keeps its size', () => {
  expect(fitText({ ...ask, text: 'Anouk de Wit' })).toEqual({ share: 1, lines: 1, isCut: false });
});

test('a longer one shrinks on its line', () => {
  const fit = fitText({ ...ask, text: 'Małgorzata Lindqvist-Ng' });
  expect(fit).toMatchObject({ lines: 1, isCut: false });
  expect(fit.share).toBeGreaterThan(0.75);
  expect(fit.share).toBeLessThan(0.9);
});

test('a thousand names of all lengths are written in a few sizes', () => {
  const widths = Array.from({ length: 1_000 }, (_, n) => 401 + n / 10);
  const shares = widths.map((width) => fitText({ ...ask, text: 'Anouk', measure: (_, sizePx) => (width * sizePx) / ask.sizePx }).share);
  expect(Math.min(...shares)).toBeLessThan(0.82);
  expect(new Set(shares).size).toBeLessThan(12);
});

test('forty letters take two lines', () => {
  expect(fitText({ ...ask, text: 'Wolfgang-Maximilian von Hohenlohe-Langen' })).toMatchObject({ lines: 2, isCut: false });
});

test('one word of forty letters is broken rather than lost', () => {
  expect(fitText({ ...ask, text: 'L'.repeat(40) })).toMatchObject({ lines: 2, isCut: false });
});

test('what no size can hold ends in an ellipsis, and says so', () => {
  expect(fitText({ ...ask, text: 'long name '.repeat(20) })).toMatchObject({ share: 0.5, isCut: true });
});

test('letters that get wider as they get smaller are measured at the size they will have', () => {
  const opticalSizes = (text: string, sizePx: number) => text.length * 0.5 * sizePx * (sizePx < 40 ? 1.08 : 1);
  const { share, lines } = fitText({ ...ask, measure: opticalSizes, text: 'Katarzyna Lindqvist-Ng' });
  expect(lines).toBe(1);
  expect(opticalSizes('Katarzyna Lindqvist-Ng', share * ask.sizePx)).toBeLessThanOrEqual(ask.widthPx);
});

test('nothing, and a box of no width, are no trouble', () => {
  expect(fitText({ ...ask, text: '' }).isCut).toBe(false);
  expect(fitText({ ...ask, widthPx: 0, text: 'Anouk' }).share).toBe(0.5);
});

test('whatever the name, its lines never take more than the box is tall or wide', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 80, max: 1200 }), (text, widthPx) => {
      const { share, lines, isCut } = fitText({ ...ask, text, widthPx });
      expect(share).toBeLessThanOrEqual(1);
      expect(share * lines * ask.sizePx * 1.15).toBeLessThanOrEqual(ask.heightPx + 0.001);
      if (lines === 1 && !isCut) expect(measure(text, share * ask.sizePx)).toBeLessThanOrEqual(widthPx);
    }),
  );
});

test('a list shows whole rows only', () => {
  expect(rowsThatFit({ heightPx: 399, rowPx: 80 })).toBe(4);
  expect(rowsThatFit({ heightPx: 399.6, rowPx: 80 })).toBe(5);
  expect(rowsThatFit({ heightPx: 0, rowPx: 80 })).toBe(0);
});
