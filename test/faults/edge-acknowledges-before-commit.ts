import { plantFault } from './plant.ts';

// The journal says "on disk" at once, and writes a little later.
plantFault({
  file: '/edge/src/journal/journal.ts',
  find: 'this.#entries.insideCommit(() => {',
  replace: '((write: () => void) => setTimeout(() => this.#entries.insideCommit(write), 300))(() => {',
});
