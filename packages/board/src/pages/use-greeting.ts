import { type RefObject, useLayoutEffect, useRef } from 'react';
import { calmMs, lessMotion, settle } from './motion.ts';

const riseMs = 700;
const sweepMs = 900;

/** Greets a new finisher on the card: the texts rise and a light goes over it. Only `transform` and `opacity`, so that nothing is laid out again. */
export function useGreeting(card: RefObject<HTMLElement | null>, who: { name: string; isFresh: boolean }): void {
  const last = useRef({ name: '', atMs: 0 });
  useLayoutEffect(() => {
    if (last.current.name === who.name) return;
    const nowMs = performance.now();
    const isCalm = nowMs - last.current.atMs >= calmMs;
    last.current = { name: who.name, atMs: nowMs };
    if (!who.isFresh || !isCalm || lessMotion.matches) return;
    for (const text of card.current?.querySelectorAll('.newest-name, .newest-facts') ?? []) {
      text.animate(
        [
          { transform: 'translateY(24%)', opacity: 0.2 },
          { transform: 'none', opacity: 1 },
        ],
        { duration: riseMs, easing: settle },
      );
    }
    const light = [
      { transform: 'translateX(-80%)', opacity: 1 },
      { transform: 'translateX(80%)', opacity: 0 },
    ];
    card.current?.querySelector('.newest-sweep')?.animate(light, { duration: sweepMs, easing: 'ease-out' });
  }, [card, who.name, who.isFresh]);
}
