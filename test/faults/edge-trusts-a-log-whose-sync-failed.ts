import { plantFault } from './plant.ts';

// What the process before could not put on disk looks, in memory, as if it were there (F9).
plantFault({ file: '/edge/src/journal/journal-file.ts', find: '  rewriteLog(path);\n', replace: '' });
