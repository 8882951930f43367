import type { BoardStore } from '../board-store.ts';
import { stateOf } from '../state-of.ts';

/** State and age of the data, always in sight: a small light while all is well, words when it is not. */
export function DataLamp({ board, isAlone }: { board: BoardStore; isAlone: boolean }) {
  const { tone, word, sentence } = stateOf(board);
  const isWell = tone === 'live' && !isAlone;
  return (
    <aside
      className="lamp"
      data-tone={isWell ? 'live' : tone === 'live' ? 'waiting' : tone}
      data-well={isWell}
      aria-label="State of the data"
    >
      <span className="lamp-light" aria-hidden="true" />
      <span className={isWell ? 'sr-only' : 'lamp-word'} role="status">
        {word}
      </span>
      <span className={isWell ? 'sr-only' : 'lamp-sentence'}>
        {isAlone ? `No word from the desk; this screen goes on by itself · ${sentence}` : sentence}
      </span>
    </aside>
  );
}
