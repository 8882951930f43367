import type { LiveRow } from '@chute/protocol';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { calmMs, lessMotion, settle } from './motion.ts';

const slideMs = 260;

/** Rows of equal height glide to their new place instead of jumping: only `transform`, so that nothing is laid out again. */
export function useSlide(list: RefObject<HTMLElement | null>, rows: readonly LiveRow[]): void {
  const before = useRef<{ ids: readonly string[]; atMs: number }>({ ids: [], atMs: 0 });
  useLayoutEffect(() => {
    const ids = rows.map(({ participantId }) => participantId);
    const { ids: old, atMs } = before.current;
    if (sameOrder(old, ids)) return;
    const nowMs = performance.now();
    before.current = { ids, atMs: nowMs };
    const elements = list.current?.children;
    if (!elements || old.length === 0 || lessMotion.matches || nowMs - atMs < calmMs) return;
    for (const [index, id] of ids.entries()) {
      const from = old.indexOf(id);
      if (from === index) continue;
      const start =
        from === -1 ? { transform: 'translateY(-60%)', opacity: 0 } : { transform: `translateY(${(from - index) * 100}%)`, opacity: 1 };
      elements[index]?.animate([start, { transform: 'none', opacity: 1 }], { duration: slideMs, easing: settle });
    }
  });
}

const sameOrder = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, index) => id === b[index]);
