import { useEffect, useRef } from 'react';

/** By the character that the key gives, so that `+` and `?` work on every keyboard. */
export type Keys = (key: string) => boolean;

/** One listener for the page. Not while something is being typed or picked, and not with Ctrl, Alt or Meta: those are the browser's. */
export function useKeys(onKey: Keys): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

/** A dialog that has just closed keeps the focus until the next frame: a key pressed then is meant for the page. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, select, textarea, dialog *') && !target.closest('dialog:not([open])');
