import type { LiveRow } from '@chute/protocol';
import { Fragment } from 'react';
import type { AnnouncerBook } from '../../../picture/announcer/announcer-book.ts';
import { arrivalWords } from '../../../picture/announcer/arrival-words.ts';
import type { Arrival, ComingInList } from '../../../picture/announcer/coming-in.ts';
import { type FactKind, factsOf } from '../../../picture/announcer/facts.ts';
import type { Picture } from '../../../picture/feed.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { aboutWords, timeOf } from '../runner-words.ts';
import { useStill } from '../use-still.ts';

/** `isAll`: with everything there is to say. */
type Shown = { book: AnnouncerBook; picture: Picture; nowMs: number | null; isAll: boolean };

/** Between two other columns there is no room for these. */
const asides: ReadonlySet<FactKind> = new Set(['note', 'town']);

/** Who is about to finish, in the order in which they should come. */
export function ComingIn({ list, isHeld, ...shown }: Shown & { list: ComingInList; isHeld: boolean }) {
  const arrivals = new Map(list.arrivals.map((arrival) => [arrival.row.participantId, arrival]));
  const ids = useStill([...arrivals.keys()], isHeld);
  return (
    <section className="panel coming-in" aria-labelledby="coming-title">
      <header className="panel-head">
        <h2 id="coming-title">Coming in</h2>
        {list.missing > 0 && <p className="soft">{list.missing} more late</p>}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <ol className="coming-list" tabIndex={0} aria-label="Coming in, the next one first">
        {ids.map((id) => (
          <ComingRow key={id} id={id} arrival={arrivals.get(id)} {...shown} />
        ))}
        {ids.length === 0 && <li className="nobody soft">{emptyWords(shown.picture)}</li>}
      </ol>
    </section>
  );
}

function ComingRow({ id, book, picture, arrival, nowMs, isAll }: Shown & { id: string; arrival: Arrival | undefined }) {
  const row = book.rows.get(id);
  if (!row) return null;
  const words = arrival && nowMs !== null ? arrivalWords(arrival, nowMs) : null;
  const records = book.records.standing(picture.event);
  const facts = factsOf(row, arrival?.expected, records).filter(({ kind }) => isAll || !asides.has(kind));
  return (
    <li className="coming" data-state={words?.state ?? 'in'}>
      <span className="announcer-bib">
        <span className="sr-only">Bib </span>
        {row.bib}
      </span>
      <p className="coming-name" dir="auto">
        {nameOrBib(row)}
      </p>
      <p className="coming-line">
        <b className="coming-when">{words ? words.when : inWords(row)}</b>
        {words && <span className="coming-sure soft">{words.sure}</span>}
        <span className="coming-about soft">{aboutWords(row, picture.event)}</span>
      </p>
      {row.announce?.phoneticName && <p className="coming-phonetic">“{row.announce.phoneticName}”</p>}
      {facts.length > 0 && (
        <p className="coming-facts" dir="auto">
          {facts.map(({ kind, words }, at) => (
            <Fragment key={`${kind} ${words}`}>
              {at > 0 && ' · '}
              <span data-kind={kind}>{words}</span>
            </Fragment>
          ))}
        </p>
      )}
    </li>
  );
}

/** Who came in, or was taken out, while the page was held. */
const inWords = (row: LiveRow) => (row.status === 'finished' ? `In: ${timeOf(row)}` : '–');

function emptyWords({ event, standings }: Picture): string {
  if (!event.coursePoints.some(({ kind }) => kind === 'split' || kind === 'exchange'))
    return 'There is no mat before the finish: nobody can be foreseen';
  return standings.counts(null).onCourse === 0 ? 'Nobody is on the course' : 'Nobody is near the line';
}
