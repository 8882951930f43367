import { plantFault } from './plant.ts';

// The hub states that it has a batch, and then stores it.
plantFault({
  file: '/cloud/src/link/edge-link.ts',
  find: 'await store.appendBatch(this.#edge, batch);',
  replace: `await (async () => {
      const last = batch.entries.at(-1)!;
      await this.#drive({ type: 'stored', journal: { journalId: batch.journalId, seq: last.seq, hash: last.hash }, nowMs: this.#now() });
      return store.appendBatch(this.#edge, batch);
    })();`,
});
