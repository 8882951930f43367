export { type Comparison, compare } from './check/compare.ts';
export { wishFor } from './plan/default-wish.ts';
export { makePlan } from './plan/make-plan.ts';
export type * from './plan/race-plan.ts';
export { TcpProxy } from './proxy/tcp-proxy.ts';
