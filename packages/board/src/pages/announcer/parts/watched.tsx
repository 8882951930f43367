import type { AnnouncerBook } from '../../../picture/announcer/announcer-book.ts';
import { arrivalWords } from '../../../picture/announcer/arrival-words.ts';
import type { Arrival } from '../../../picture/announcer/coming-in.ts';
import type { Picture } from '../../../picture/feed.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { cardOf } from '../card-of.ts';
import type { WatchList } from '../use-watch-list.ts';
import { RunnerCard } from './runner-card.tsx';

type WatchedProps = { book: AnnouncerBook; picture: Picture; watch: WatchList; arrivals: readonly Arrival[]; nowMs: number | null };

/** Runners that somebody wants to speak about: found once, then followed to the line. */
export function Watched({ book, picture, watch, arrivals, nowMs, ids, title }: WatchedProps & { ids: readonly string[]; title: string }) {
  return (
    <section className="panel watched" aria-labelledby="watched-title">
      <header className="panel-head">
        <h2 id="watched-title">{title}</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <ol className="watched-list" tabIndex={0} aria-label={title}>
        {ids.map((id) => (
          <WatchedRunner key={id} id={id} {...{ book, picture, watch, arrivals, nowMs }} />
        ))}
        {ids.length === 0 && (
          <li className="nobody soft">
            Nobody yet: <kbd>/</kbd> finds a runner, Enter puts them here
          </li>
        )}
      </ol>
    </section>
  );
}

function WatchedRunner({ id, book, picture, watch, arrivals, nowMs }: WatchedProps & { id: string }) {
  const row = book.rows.get(id);
  if (!row) return null;
  const arrival = arrivals.find((one) => one.row.participantId === id);
  const words = arrival && nowMs !== null ? arrivalWords(arrival, nowMs) : null;
  return (
    <li className="runner">
      <RunnerCard {...cardOf(row, { picture, records: book.records.standing(picture.event), expected: arrival?.expected })} />
      {words && (
        <p className="watched-when">
          <b>{words.when}</b> <span className="soft">{words.sure}</span>
        </p>
      )}
      <button type="button" className="hold" onClick={() => watch.remove(id)} aria-label={`Take off ${nameOrBib(row)}`}>
        Take off
      </button>
    </li>
  );
}
