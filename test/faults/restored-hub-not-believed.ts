import { plantFault } from './plant.ts';

// A frontier that is lower than the last one counts as late, also when it is the first word of another database: a restored hub never gets its entries again.
plantFault({
  file: '/protocol/src/replication/peer-view.ts',
  find: 'if (first) {\n      this.#forget();',
  replace: 'if (first) {',
});
