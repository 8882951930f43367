import type { Dice } from '../dice.ts';

const odd = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '9'.repeat(40),
  'NaN',
  'ÿ',
  'Zürich',
  '🏁',
  '\u0000',
  '\u001b[2J',
  "'; drop table reads; --",
  '__proto__',
  'x'.repeat(300),
];

/** What should not stand in a field, and may be harmless in it. */
export function oddText(dice: Dice): string {
  return dice.oneIn(3) ? String(dice.below(2 ** dice.between(1, 40))) : dice.pick(odd);
}
