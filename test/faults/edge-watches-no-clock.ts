import { plantFault } from './plant.ts';

// The edge looks at its clock, and says nothing when somebody has moved it.
plantFault({ file: '/edge/src/clock-watch.ts', find: 'if (Math.abs(movedMs) <= stepMs) return;', replace: 'return;' });
