import type { BuilderStore } from './builder-store.ts';

export type SaveWords = { tone: 'good' | 'open' | 'bad'; word: string; sentence: string };

/** Where the work is, so that nobody has to guess. */
export function saveWords({ save, cannotKeep }: Pick<BuilderStore, 'save' | 'cannotKeep'>): SaveWords {
  const here = cannotKeep ? 'this browser keeps nothing: save before you leave' : 'kept in this browser';
  const tone = cannotKeep ? 'bad' : 'open';
  switch (save.is) {
    case 'saved':
      return { tone: 'good', word: `Saved, version ${save.version}`, sentence: '' };
    case 'changed':
      return { tone, word: 'Not saved', sentence: here };
    case 'saving':
      return { tone, word: 'Saving …', sentence: here };
    case 'waiting':
      return { tone, word: 'Waits for the server', sentence: `${here}; saved by itself when the server answers` };
    case 'needs-key':
      return { tone: 'bad', word: 'Not saved', sentence: 'the server asks for a key' };
    case 'refused':
      return { tone: 'bad', word: 'Not saved', sentence: save.detail };
    case 'conflict':
      return { tone: 'bad', word: 'Not saved', sentence: 'somebody else saved this scene meanwhile' };
  }
}
