import type { LiveEvent } from '@chute/protocol';
import { wavesWithoutGun } from '../../picture/race-clocks.ts';
import type { BoardStore } from '../board-store.ts';
import { useEverySecond } from '../use-board.ts';

/** What must not be overlooked, in words. */
export function Notices({ store, event }: { store: BoardStore; event: LiveEvent }) {
  useEverySecond();
  const notices = wavesWithoutGun(event, store.raceNowMs());
  const { isHolding } = store.feed;
  if (notices.length === 0 && !isHolding) return null;
  return (
    <section className="notices" aria-label="Notices">
      {notices.map((notice) => (
        <p key={notice} className="notice">
          {notice}
        </p>
      ))}
      {isHolding && (
        <p className="notice">
          The source came back with less than is shown here.
          <button type="button" onClick={() => store.showArriving()}>
            Show what it has
          </button>
        </p>
      )}
    </section>
  );
}
