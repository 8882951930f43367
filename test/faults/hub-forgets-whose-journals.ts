import { plantFault } from './plant.ts';

// The hub does not say which journals an edge ever brought: an older copy of its disk fills up again without a word to anyone.
plantFault({
  file: '/cloud/src/link/edge-link.ts',
  find: 'yours: this.#yours }',
  replace: 'yours: [] }',
});
