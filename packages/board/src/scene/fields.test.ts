import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Field, fieldsIn, filledText } from './fields.ts';

const says = (values: Partial<Record<Field, string>>) => (field: Field) => values[field] ?? '';

test('a text says the values of its fields', () => {
  expect(filledText('{{bib}} · {{ name }}', says({ bib: '7', name: 'Anouk' }))).toBe('7 · Anouk');
});

test('a part in brackets goes when its field has no value, and its comma with it', () => {
  expect(filledText('{{city}}[, {{country}}]', says({ city: 'Utrecht', country: 'NL' }))).toBe('Utrecht, NL');
  expect(filledText('{{city}}[, {{country}}]', says({ city: 'Utrecht' }))).toBe('Utrecht');
});

test('brackets without a field are only brackets', () => {
  expect(filledText('Wave [A] {{name}}', says({ name: 'Anouk' }))).toBe('Wave [A] Anouk');
});

test('a text whose fields have nothing to say is not said at all', () => {
  expect(filledText('Pace {{pace-km}} /km', says({}))).toBeNull();
  expect(filledText('Finish', says({}))).toBe('Finish');
});

test('a slip in a field is seen', () => {
  expect(filledText('{{nmae}}', says({}))).toBe('{{nmae}}');
  expect(fieldsIn('{{nmae}} {{name}}')).toEqual(['name']);
});

test('a value that looks like a field or like markup is only text', () => {
  expect(filledText('{{name}} {{city}}', says({ name: '{{bib}} <b>[x]</b>', bib: '9', city: '$&' }))).toBe('{{bib}} <b>[x]</b> $&');
});

test('whatever is written and whatever the values, it never throws', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (text, value) => void filledText(`${text}{{name}}[${text}]`, () => value)));
});
