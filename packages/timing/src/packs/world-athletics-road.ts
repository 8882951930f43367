import type { RulePack } from './rule-pack.ts';

export const worldAthleticsRoad: RulePack = {
  id: 'world-athletics-road',
  version: 1,
  name: 'World Athletics road race',
  rules: {
    rankBy: {
      is: 'gun',
      source:
        'Transponder rule (IAAF 165.24): official time is gun to finish line; start line to finish line is told, not official (sydney-marathon.com FAQ)',
    },
    placesFrom: {
      is: 'exact',
      source: 'Transponder rule (IAAF 165.24): athletes a tenth of a second apart are told apart; only what is recorded is rounded',
    },
    roundUpToMs: {
      is: 1000,
      source:
        'Transponder rule (IAAF 165.24): read to 0.1 s, recorded to the next longer whole second; 2:09:44.3 is 2:09:45 (sydney-marathon.com FAQ)',
    },
  },
};
