export * from './canonical-json.ts';
export * from './entry.ts';
export * from './results.ts';
export * from './scorer.ts';
export * from './setup.ts';
export * from './setup-hash.ts';
export * from './sha256.ts';
