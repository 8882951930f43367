import { plantFault } from './plant.ts';

// The frontier goes back to the edge before the transaction is on disk.
plantFault({
  file: '/cloud/src/store/db.ts',
  find: "const { command } = await client.query('commit');",
  replace: `const command = 'COMMIT';
    void new Promise((later) => setTimeout(later, 100))
      .then(() => client.query('commit'))
      .then(() => client.release(), (broken) => client.release(broken));
    if (command === 'COMMIT') return result;`,
});
