import type { Entrance } from '../layers.ts';
import type { Declarations } from './old-styles.ts';

const sides = { up: 'slide-up', down: 'slide-down', left: 'slide-right', right: 'slide-left' } as const;

/** An entrance by the name of its animation (`fadeInUp`, `bounceIn`, …). The old names say from where, ours say whither. Null = none. */
export function entranceOfOld(at: { name: string; style: Declarations; attributes: Record<string, string> }): Entrance | null {
  const name = at.name.toLowerCase();
  if (!name || name === 'none') return null;
  return {
    effect: effectOf(name),
    durationMs: clamp(timeMs(at.attributes['data-animation-duration'] ?? at.style.get('animation-duration')) ?? 1_000, 100),
    delayMs: clamp(timeMs(at.attributes['data-animation-delay'] ?? at.style.get('animation-delay')) ?? 0, 0),
  };
}

function effectOf(name: string): Entrance['effect'] {
  const [, side] = /(up|down|left|right)$/.exec(name) ?? [];
  if (name.includes('bounce')) return 'bounce';
  if (name.includes('flip')) return name.includes('y') ? 'flip-y' : 'flip-x';
  if (name.includes('rotate') || name.includes('roll')) return 'rotate';
  if (name.includes('zoom')) return name.includes('out') ? 'zoom-out' : 'zoom-in';
  if (name.includes('blur')) return 'blur';
  if (name.includes('pulse') || name.includes('tada') || name.includes('heart') || name.includes('pop')) return 'pop';
  return side ? sides[side as keyof typeof sides] : 'fade';
}

function timeMs(value: string | undefined): number | null {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(value?.trim() ?? '') ?? [];
  return digits === undefined ? null : Number(digits) * (unit === 's' ? 1_000 : 1);
}

const clamp = (ms: number, least: number) => Math.round(Math.min(5_000, Math.max(least, ms)));
