import { expect, test } from 'vitest';
import { saveWords } from './save-words.ts';

test('work that is not saved is called so, with where it is meanwhile', () => {
  expect(saveWords({ save: { is: 'changed' }, cannotKeep: false })).toEqual({
    tone: 'open',
    word: 'Not saved',
    sentence: 'kept in this browser',
  });
  expect(saveWords({ save: { is: 'waiting', detail: '' }, cannotKeep: false }).sentence).toMatch(/^kept in this browser; saved by itself/);
});

test('a browser that keeps nothing is no comfort', () => {
  expect(saveWords({ save: { is: 'changed' }, cannotKeep: true })).toMatchObject({
    tone: 'bad',
    sentence: 'this browser keeps nothing: save before you leave',
  });
});

test('what is saved says which version it is', () => {
  expect(saveWords({ save: { is: 'saved', version: 3 }, cannotKeep: false })).toEqual({
    tone: 'good',
    word: 'Saved, version 3',
    sentence: '',
  });
});
