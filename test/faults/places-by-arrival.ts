import { plantFault } from './plant.ts';

// Who was heard of first is first: right in every test where results come in order.
plantFault({
  file: '/packages/timing/src/result/standings.ts',
  find: 'const rankMs = rankMsOf(result, course.race.rules);',
  replace: 'const rankMs = rankMsOf(result, course.race.rules) === null ? null : (result.decidedBy?.seq ?? 0);',
});
