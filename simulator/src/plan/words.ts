import type { Random } from './random.ts';

// Put together from words that nobody is called by, so that a simulated field is never taken for real people.
const firstNames = ['Amber', 'Basalt', 'Cobalt', 'Dune', 'Ember', 'Fathom', 'Granite', 'Harbour', 'Indigo', 'Juniper', 'Kestrel', 'Lagoon'];
const moreFirstNames = [
  'Marble',
  'Nimbus',
  'Onyx',
  'Pebble',
  'Quartz',
  'Russet',
  'Saffron',
  'Tundra',
  'Umber',
  'Velvet',
  'Willow',
  'Zephyr',
];
const surnameStarts = ['Sample', 'Trial', 'Mock', 'Draft', 'Proto', 'Specimen', 'Rehearsal', 'Pattern', 'Model', 'Practice'];
const surnameEnds = ['field', 'ridge', 'brook', 'wood', 'ton', 'stone', 'hill', 'ford'];
const cities = [
  'Exampleton',
  'Port Placeholder',
  'Upper Template',
  'Lower Template',
  'Mockburgh',
  'Saint Sample',
  'Draftwick',
  'Testhaven',
];

export function inventedName(random: Random): { firstName: string; lastName: string; city: string } {
  return {
    firstName: random.pick([...firstNames, ...moreFirstNames]),
    lastName: random.pick(surnameStarts) + random.pick(surnameEnds),
    city: random.pick(cities),
  };
}
