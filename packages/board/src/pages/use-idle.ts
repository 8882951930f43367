import { useEffect, useState } from 'react';

const idleAfterMs = 5_000;

/** Nobody has touched mouse, keyboard or screen for a while: the controls may go, the picture stays. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const woken = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), idleAfterMs);
    };
    const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    for (const sign of signs) addEventListener(sign, woken, { passive: true });
    woken();
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, woken);
    };
  }, []);
  return isIdle;
}
