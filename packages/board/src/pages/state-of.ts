import { type DataState, dataState } from '../picture/data-state.ts';
import { sourceNote } from '../picture/source-note.ts';
import { sourceWords } from '../picture/source-words.ts';
import type { BoardStore } from './board-store.ts';

/** What a page says of its data now: how it stands, how old it is, and where it comes from when that is not where it should. */
export function stateOf({ feed, link, from, time, raceNow }: BoardStore): DataState {
  const { shown } = feed;
  const data = shown && {
    asOfMs: shown.head?.asOfMs ?? null,
    heardAtMs: shown.heardAtMs,
    lagMs: shown.head ? raceNow.ageMs(shown.head.asOfMs, time.monotonicMs()) : 0,
    isCopy: shown.isCopy,
    zone: shown.event.zone,
    behindBy: feed.behindBy(),
    isHeld: feed.isHolding,
    sourceNote: shown.head && sourceNote(shown.head),
  };
  const state = dataState({ link, shown: data, source: from?.host ?? location.host, nowMs: time.wallMs() });
  const moved = from && shown && sourceWords(from, shown.event.zone);
  return moved ? { ...state, sentence: `${moved} · ${state.sentence}` } : state;
}
