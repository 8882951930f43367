import { useEffect, useRef, useState } from 'react';
import { type Page, Reading } from '../../picture/announcer/reading.ts';

export type HeldPage = Page & {
  isHeld: boolean;
  /** Space: holds; held, lets in the next; with nobody waiting, lets the list flow on. */
  step: () => void;
  goOn: () => void;
  /** The element that shows the list, while there is one. */
  listRef: (list: HTMLElement | null) => void;
};

const scrolledPx = 8;

/** The list that is read aloud: held by key, and for as long as it is scrolled or words on it are selected. `about`: another one is another list. */
export function useReading(latest: readonly string[], { room, about }: { room: number; about: string }): HeldPage {
  const [reading] = useState(() => new Reading());
  const [, setTurns] = useState(0);
  const [list, listRef] = useState<HTMLElement | null>(null);
  const now = useRef(latest);
  now.current = latest;
  const turned = () => setTurns((turns) => turns + 1);

  useEffect(() => {
    if (!list) return;
    const because = (reason: 'scroll' | 'selection', isSo: boolean) => {
      const wasHeld = reading.isHeld;
      if (isSo) reading.hold(reason, now.current, room);
      else reading.release(reason);
      if (reading.isHeld !== wasHeld) setTurns((turns) => turns + 1);
    };
    const onScroll = () => because('scroll', list.scrollTop > scrolledPx);
    const onSelection = () => {
      const selection = getSelection();
      because('selection', Boolean(selection && !selection.isCollapsed && list.contains(selection.anchorNode)));
    };
    list.addEventListener('scroll', onScroll, { passive: true });
    document.addEventListener('selectionchange', onSelection);
    return () => {
      list.removeEventListener('scroll', onScroll);
      document.removeEventListener('selectionchange', onSelection);
      because('scroll', false);
      because('selection', false);
    };
  }, [reading, list, room]);

  const shownAbout = useRef(about);
  if (shownAbout.current !== about) {
    shownAbout.current = about;
    reading.goOn();
  }

  const goOn = () => {
    reading.goOn();
    getSelection()?.removeAllRanges();
    list?.scrollTo({ top: 0 });
    turned();
  };
  return {
    ...reading.page(latest, room),
    isHeld: reading.isHeld,
    step: () => {
      if (!reading.isHeld) reading.hold('key', latest, room);
      else if (!reading.next(latest)) return goOn();
      turned();
    },
    goOn,
    listRef,
  };
}
