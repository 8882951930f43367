import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const stories = readdirSync(new URL('.', import.meta.url))
  .map(read)
  .join('\n');
const namedInStories = (number: string) => new RegExp(`'[^'\\n]*\\b${number}\\b[^'\\n]*'`).test(stories);

test('every rule that the engine applies has a story that names it', () => {
  const rules = [...new Set(read('../../RULES.md').match(/SR-\d\d/g))];
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((rule) => !namedInStories(rule))).toEqual([]);
});

test('every worked case has a story', () => {
  const cases = Array.from({ length: 20 }, (_, index) => `W${index + 1}`);
  expect(cases.filter((one) => !namedInStories(one))).toEqual([]);
});
