import type { builtInImages } from '../../scene/paint.ts';
import chequered from './images/chequered.svg';
import chuteMark from './images/chute-mark.svg';
import courseLines from './images/course-lines.svg';

export const builtInImageUrls: Record<(typeof builtInImages)[number], string> = {
  'chute-mark': chuteMark,
  chequered,
  'course-lines': courseLines,
};
