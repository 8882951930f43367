import type { Race, RaceRules } from '../setup.ts';
import type { RulePack } from './rule-pack.ts';
import { usatfRoad } from './usatf-road.ts';
import { worldAthleticsRoad } from './world-athletics-road.ts';

/** Every pack there is: a new one is a file beside this and a line here. */
export const rulePacks: readonly RulePack[] = [usatfRoad, worldAthleticsRoad];

/** As a race names them: `usatf-road@1`. */
export const rulePackNames: readonly string[] = rulePacks.map(rulePackName);

export class UnknownRulePackError extends Error {
  override name = 'UnknownRulePackError';
  readonly code = 'unknown-rule-pack';
  readonly rulePack: string;
  readonly known = rulePackNames;

  constructor(rulePack: string) {
    super(`there is no rule pack ${rulePack}; there are ${rulePackNames.join(', ')}`);
    this.rulePack = rulePack;
  }
}

/** The race by a pack's rules; what the pack says nothing of stays. Throws `UnknownRulePackError`. */
export function applyRulePack(race: Race, rulePack: string): Race {
  return { ...race, rulePack, rules: { ...race.rules, ...rulesOfPack(rulePack) } };
}

/**
 * The race's rule pack if its rules are still those of the pack, else null: a race must not say that it goes by rules which somebody changed.
 * A pack that this engine does not know (a newer one) is believed.
 */
export function rulePackHeld({ rulePack, rules }: Pick<Race, 'rulePack' | 'rules'>): string | null {
  if (rulePack === null || !rulePackNames.includes(rulePack)) return rulePack;
  const said = Object.entries(rulesOfPack(rulePack)) as [keyof RaceRules, unknown][];
  return said.every(([rule, value]) => rules[rule] === value) ? rulePack : null;
}

/** What a pack sets, without its sources. Throws `UnknownRulePackError`. */
export function rulesOfPack(rulePack: string): Partial<RaceRules> {
  const pack = rulePacks.find((one) => rulePackName(one) === rulePack);
  if (!pack) throw new UnknownRulePackError(rulePack);
  return Object.fromEntries(Object.entries(pack.rules).map(([rule, { is }]) => [rule, is]));
}

function rulePackName({ id, version }: RulePack): string {
  return `${id}@${version}`;
}
