export * from './edge-journal.ts';
export * from './faulty-pipe.ts';
export * from './live-rows.ts';
export * from './memory-journals.ts';
export * from './seeded-random.ts';
export * from './virtual-time.ts';
