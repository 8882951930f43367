import { plantFault } from './plant.ts';

// The hub calls itself ready as long as its process runs, whatever has become of its database.
plantFault({ file: '/cloud/src/hub-core.ts', find: 'postgres: await trouble()', replace: 'postgres: undefined' });
