import { plantFault } from './plant.ts';

// SQLite's own default in this mode: a power cut takes what was committed since the last checkpoint (F1).
plantFault({
  file: '/edge/src/journal/journal-file.ts',
  find: "if (journalMode === 'wal' && synchronous === 2) return;",
  replace: "db.pragma('synchronous = normal'); if (journalMode === 'wal' && synchronous === 2) return;",
});
