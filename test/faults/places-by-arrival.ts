import { plantFault } from './plant.ts';

// Who was heard of first is first: right in every test where results come in order.
plantFault({
  file: '/packages/timing/src/result/rankings.ts',
  find: 'const rankKey = rankKeyOf(result, rules, race.frontUntilMs);',
  replace: 'const rankKey = rankKeyOf(result, rules, race.frontUntilMs) === null ? null : (result.decidedBy?.seq ?? 0);',
});
