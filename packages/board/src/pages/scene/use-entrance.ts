import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Entrance } from '../../scene/layers.ts';
import { calmMs, lessMotion, settle } from '../motion.ts';
import { useRoom } from './scene-context.ts';

/** Where each begins; the way leads to the layer as it is drawn. Only what the compositor moves by itself, but for the wipes. */
const beginnings: Record<Entrance['effect'], { from: Keyframe; to?: Keyframe; easing?: string } | null> = {
  none: null,
  fade: { from: { opacity: 0 } },
  'slide-up': { from: { opacity: 0, transform: 'translateY(60px)' } },
  'slide-down': { from: { opacity: 0, transform: 'translateY(-60px)' } },
  'slide-left': { from: { opacity: 0, transform: 'translateX(120px)' } },
  'slide-right': { from: { opacity: 0, transform: 'translateX(-120px)' } },
  'zoom-in': { from: { opacity: 0, transform: 'scale(0.6)' } },
  'zoom-out': { from: { opacity: 0, transform: 'scale(1.5)' } },
  pop: { from: { opacity: 0, transform: 'scale(0.5)' }, easing: 'cubic-bezier(0.34, 1.56, 0.64, 1)' },
  bounce: { from: { opacity: 0, transform: 'translateY(-160px)' }, easing: 'cubic-bezier(0.34, 1.8, 0.5, 1)' },
  'flip-x': { from: { opacity: 0, transform: 'perspective(1200px) rotateX(90deg)' } },
  'flip-y': { from: { opacity: 0, transform: 'perspective(1200px) rotateY(90deg)' } },
  rotate: { from: { opacity: 0, transform: 'rotate(-90deg)' } },
  blur: { from: { opacity: 0, filter: 'blur(24px)' } },
  'wipe-left': { from: { clipPath: 'inset(-20% -20% -20% 100%)' }, to: { clipPath: 'inset(-20%)' } },
  'wipe-right': { from: { clipPath: 'inset(-20% 100% -20% -20%)' }, to: { clipPath: 'inset(-20%)' } },
};

/** Of the time that a runner is seen, the entrances may take this much together. */
const largestShare = 0.4;

/** Moves a layer in when it comes into sight, and again with every new `reason`. Faster when the runner is only seen for a moment; not at all in a rush, or when less motion is wanted. */
export function useEntrance(element: RefObject<HTMLElement | null>, entrance: Entrance, reason: string): void {
  const { isAnimated, showMs } = useRoom();
  const lastMs = useRef(Number.NEGATIVE_INFINITY);
  const settings = useRef({ entrance, isAnimated, showMs });
  settings.current = { entrance, isAnimated, showMs };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reason is another entrance
  useLayoutEffect(() => {
    const { entrance, isAnimated, showMs } = settings.current;
    const way = beginnings[entrance.effect];
    const nowMs = performance.now();
    const isCalm = nowMs - lastMs.current >= calmMs;
    lastMs.current = nowMs;
    if (!way || !isAnimated || !isCalm || lessMotion.matches) return;
    const wholeMs = entrance.delayMs + entrance.durationMs;
    const pace = showMs === null ? 1 : Math.min(1, (showMs * largestShare) / wholeMs);
    const animation = element.current?.animate(way.to ? [way.from, way.to] : [way.from], {
      duration: entrance.durationMs * pace,
      delay: entrance.delayMs * pace,
      easing: way.easing ?? settle,
      fill: 'backwards',
    });
    return () => animation?.cancel();
  }, [element, reason]);
}
