import { expect, test } from 'vitest';
import { defaultRules, type Race } from '../setup.ts';
import { applyRulePack, rulePackHeld, rulePackNames, rulePacks, rulesOfPack, UnknownRulePackError } from './rule-packs.ts';

const race: Race = {
  id: 'race',
  name: '10 km',
  distanceM: 10_000,
  format: { kind: 'course' },
  rulePack: null,
  rules: { ...defaultRules, placesFrom: 'displayed', roundUpToMs: 100, protestMs: 1, cutOffMs: 7_200_000 },
};

test('there is a pack of each federation, under a name of its own', () => {
  expect(rulePackNames).toEqual(['usatf-road@1', 'world-athletics-road@1']);
  expect(new Set(rulePackNames).size).toBe(rulePacks.length);
});

test.each(rulePacks)('every rule of $name says where it comes from, and is a rule that a race has', ({ name, rules }) => {
  expect(name).not.toBe('');
  for (const [rule, { source }] of Object.entries(rules)) {
    expect(Object.keys(defaultRules)).toContain(rule);
    expect(source.length).toBeGreaterThan(20);
  }
});

test('a road race by USATF ranks by the gun, rounds up to the second and hears protests for an hour', () => {
  expect(applyRulePack(race, 'usatf-road@1')).toEqual({
    ...race,
    rulePack: 'usatf-road@1',
    rules: { ...race.rules, rankBy: 'gun', placesFrom: 'exact', roundUpToMs: 1000, ageOn: 'race-day', protestMs: 3_600_000 },
  });
});

test('a road race by World Athletics ranks by the gun in whole seconds, and keeps what the federation says nothing of', () => {
  expect(applyRulePack(race, 'world-athletics-road@1')).toEqual({
    ...race,
    rulePack: 'world-athletics-road@1',
    rules: { ...race.rules, rankBy: 'gun', placesFrom: 'exact', roundUpToMs: 1000 },
  });
});

test('a pack that is not there is refused with those that are', () => {
  const refused = () => applyRulePack(race, 'usatf-road@9');
  expect(refused).toThrow(UnknownRulePackError);
  expect(refused).toThrow('there is no rule pack usatf-road@9; there are usatf-road@1, world-athletics-road@1');
  expect(new UnknownRulePackError('x')).toMatchObject({
    name: 'UnknownRulePackError',
    code: 'unknown-rule-pack',
    rulePack: 'x',
    known: rulePackNames,
  });
  expect(() => rulesOfPack('')).toThrow(UnknownRulePackError);
});

test('a race goes by its pack as long as no rule of the pack was changed', () => {
  const byPack = applyRulePack(race, 'usatf-road@1');
  expect(rulePackHeld(byPack)).toBe('usatf-road@1');
  expect(rulePackHeld({ ...byPack, rules: { ...byPack.rules, cutOffMs: null } })).toBe('usatf-road@1');
  expect(rulePackHeld({ ...byPack, rules: { ...byPack.rules, rankBy: 'chip' } })).toBeNull();
  expect(rulePackHeld(race)).toBeNull();
  expect(rulePackHeld({ ...byPack, rulePack: 'usatf-road@2', rules: defaultRules })).toBe('usatf-road@2');
});
