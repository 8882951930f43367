import type { RaceRules } from '../setup.ts';

/**
 * Named settings, each with where it comes from. What a pack says nothing of stays as the race has it.
 * A version that was released never changes: other words of a federation are another version.
 */
export type RulePack = {
  id: string;
  version: number;
  name: string;
  rules: { readonly [Rule in keyof RaceRules]?: { readonly is: RaceRules[Rule]; readonly source: string } };
};
