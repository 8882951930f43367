import { useRef } from 'react';

/** Ids as they were when the page was held, so that no line moves while one is read; they flow while the page does. */
export function useStill(ids: readonly string[], isHeld: boolean): readonly string[] {
  const kept = useRef<readonly string[] | null>(null);
  if (!isHeld) kept.current = null;
  else kept.current ??= ids;
  return kept.current ?? ids;
}
