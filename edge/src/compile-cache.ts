import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Node turns our TypeScript into JavaScript at every start. Kept beside the packages, that takes a third off the time to ready and 30 MB off the memory.
// Where nothing can be written there, it works without. Whatever is to be kept has to be imported after this, with `await import`.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'chute-edge'));
