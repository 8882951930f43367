import type { RulePack } from './rule-pack.ts';

export const usatfRoad: RulePack = {
  id: 'usatf-road',
  version: 1,
  name: 'USATF road race',
  rules: {
    rankBy: {
      is: 'gun',
      source:
        'USATF 245.1: the order over the finish line is the official place; 245.3: net time is for information (macsrts.com/chipvsgun.htm)',
    },
    placesFrom: { is: 'exact', source: 'USATF 245.1: places are the order over the line, whatever rounding makes of the times' },
    roundUpToMs: {
      is: 1000,
      source: 'USATF scoring practice: 3:14:26.1 is recorded as 3:14:27 (baystatemarathon.com/how-we-decide-the-awards)',
    },
    ageOn: {
      is: 'race-day',
      source: 'Running counts the age on race day (teamusa.org, February 2014, against the year-end age of triathlon)',
    },
    protestMs: {
      is: 3_600_000,
      source: 'USATF masters championships: one hour from posting (usatf.org, masters LDR timing, scoring and results)',
    },
  },
};
