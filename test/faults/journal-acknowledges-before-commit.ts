import { plantFault } from './plant.ts';

// The journal says "on disk" at once, and writes in the next moment. For a simulated disk: the real one has `edge-acknowledges-before-commit`.
plantFault({
  file: '/edge/src/journal/journal.ts',
  find: 'this.#entries.insideCommit(() => {',
  replace: '((write: () => void) => queueMicrotask(() => this.#entries.insideCommit(write)))(() => {',
});
