import type { SceneState } from '@chute/protocol';
import { fieldNames, isField } from '../fields.ts';

export const stateNames: Record<SceneState, string> = {
  resting: 'Resting',
  runner: 'Runner',
  podium: 'Podium',
  message: 'Message',
  emergency: 'Emergency',
};

const words: Record<string, string> = {
  x: 'X',
  y: 'Y',
  of: 'Shows',
  by: 'List',
  needs: 'Only while there is',
  entrance: 'Entrance',
  widthEm: 'Width (letters)',
  sizeShare: 'Size (share)',
  smallestShare: 'Smallest (share)',
  hasMedals: 'Medal colours',
  isUpperCase: 'Capitals',
  isItalic: 'Italic',
  isPlate: 'As on a shirt',
  hasSeconds: 'With seconds',
  url: 'Address',
  alt: 'In words, for whoever cannot see it',
  who: 'About',
  nth: 'Which one (1 = newest)',
  everyMs: 'Each list for (ms)',
  speedPxPerSecond: 'Speed (px/s)',
  secondsEach: 'Each for (s)',
  atMs: 'At',
  emptyText: 'While it is empty',
  from: 'From',
};

const values: Record<string, string> = {
  'called-up': 'As called up by the desk',
  turns: 'Every list in turn',
  list: 'One list',
  'time-of-day': 'Time of day',
  start: 'Start',
  instant: 'A certain time',
  leader: 'Whoever leads',
  latest: 'The newest finisher',
  runner: 'The runner shown',
  $heading: 'Heading of the brand',
  $text: 'Text of the brand',
  'sex:F': 'Women',
  'sex:M': 'Men',
  'sex:X': 'Non-binary',
};

/** `radiusPx` as `Radius (px)`. */
export function labelOf(key: string): string {
  const named = words[key];
  if (named) return named;
  const [, stem = key, unit] = /^(.*?)(Px|Ms|Em|Deg)?$/.exec(key) ?? [];
  const plain = stem.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const suffix = unit ? ` (${{ Px: 'px', Ms: 'ms', Em: 'em', Deg: '°' }[unit]})` : '';
  return plain.charAt(0).toUpperCase() + plain.slice(1) + suffix;
}

/** One of a choice, in words. `fields`: the choice is of what is known of a runner. */
export function valueLabel(value: string): string {
  if (isField(value) && !(value in values)) return fieldNames[value];
  const plain = values[value] ?? value.replaceAll('-', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
