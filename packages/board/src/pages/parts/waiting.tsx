import { dataState } from '../../picture/data-state.ts';
import type { BoardStore } from '../board-store.ts';
import { useEverySecond } from '../use-board.ts';

/** Before the first picture: what the board is waiting for. */
export function Waiting({ store }: { store: BoardStore }) {
  useEverySecond();
  const { sentence } = dataState({ link: store.link, shown: null, source: store.from?.host ?? location.host, nowMs: store.time.wallMs() });
  return (
    <main className="waiting">
      <p className="waiting-mark" aria-hidden="true" />
      <h1>Race board</h1>
      <p>{sentence}.</p>
    </main>
  );
}
