import type { AnnouncerBook } from '../../../picture/announcer/announcer-book.ts';
import type { Picture } from '../../../picture/feed.ts';
import { cardOf } from '../card-of.ts';
import type { HeldPage } from '../use-reading.ts';
import { RunnerCard } from './runner-card.tsx';

type FinishersProps = { book: AnnouncerBook; picture: Picture; page: HeldPage };

/** Who has just finished, the newest on top. It stands still while it is held. */
export function Finishers({ book, picture, page }: FinishersProps) {
  const records = book.records.standing(picture.event);
  const rows = page.ids.flatMap((id) => book.rows.get(id) ?? []);
  return (
    <section className="panel finishers" aria-labelledby="finishers-title" data-held={page.isHeld}>
      <header className="panel-head">
        <h2 id="finishers-title">Just finished</h2>
        <HoldControl page={page} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <ol className="finisher-list" ref={page.listRef} tabIndex={0} aria-label="Finishers, the newest first">
        {rows.map((row) => (
          <li className="runner" key={row.participantId}>
            <RunnerCard {...cardOf(row, { picture, records })} />
          </li>
        ))}
        {rows.length === 0 && <li className="nobody soft">No finisher yet</li>}
      </ol>
    </section>
  );
}

function HoldControl({ page }: { page: HeldPage }) {
  const { isHeld, waiting } = page;
  if (!isHeld)
    return (
      <button type="button" className="hold" onClick={page.step}>
        Hold <kbd>Space</kbd>
      </button>
    );
  return (
    <div className="held">
      <strong className="held-word">Held</strong>
      <button type="button" className="hold" onClick={page.step}>
        <span className="waiting-count">{newWords(waiting.length)}</span> <kbd>Space</kbd>
      </button>
      <button type="button" className="hold" onClick={page.goOn}>
        Go on <kbd>Esc</kbd>
      </button>
    </div>
  );
}

const manyWaiting = 500;
const newWords = (count: number) => (count === 0 ? 'Nobody new' : `${count >= manyWaiting ? `${manyWaiting}+` : count} new`);
