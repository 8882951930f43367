import type { LiveEvent, LiveRow } from '@chute/protocol';
import { memo, useRef } from 'react';
import type { Picture } from '../../picture/feed.ts';
import { nameOrBib, officialMs, ordinal, placesOf } from '../../picture/place-words.ts';
import { raceTime } from '../../picture/time-words.ts';
import type { BoardStore } from '../board-store.ts';
import { useGreeting } from '../use-greeting.ts';
import { useRows } from '../use-rows.ts';
import { ColumnSizes } from '../use-size.ts';
import { useSlide } from '../use-slide.ts';
import { FitText } from './fit-text.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { SpokenFinish } from './spoken-finish.tsx';

const rowEm = 1.75;
const rowsOnPage = 8;

type LatestFinishersProps = { store: BoardStore; picture: Picture; raceId: string | null };

/**
 * Who has just crossed the line: the newest as large as the screen allows, those before below.
 * The card keeps its elements and its texts change. Below, a row is built once and moves down with its runner, so that one finisher is one row to draw up.
 */
export function LatestFinishers({ store, picture, raceId }: LatestFinishersProps) {
  const { list, count, style, columns } = useRows({ rowEm, onPage: rowsOnPage });
  const [newest, ...before] = picture.standings.latest(raceId, count + 1);
  useSlide(list, before);

  return (
    <section className="latest" aria-label="Latest finishers">
      {newest ? (
        <Newest row={newest} picture={picture} isFresh={store.isFresh(newest.participantId)} />
      ) : (
        <NobodyYet picture={picture} raceId={raceId} raceNowMs={store.raceNowMs} />
      )}
      <ol className="latest-rows" ref={list} style={style}>
        <ColumnSizes value={columns}>
          {before.map((row) => (
            <LatestRow key={row.participantId} {...latestRowOf(row, picture, raceId === null)} />
          ))}
        </ColumnSizes>
      </ol>
      {newest && <SpokenFinish words={spoken(newest, picture)} />}
    </section>
  );
}

type NewestProps = { row: LiveRow; picture: Picture; isFresh: boolean };

function Newest({ row, picture, isFresh }: NewestProps) {
  const card = useRef<HTMLElement>(null);
  useGreeting(card, { name: row.participantId, isFresh });
  return (
    <article className="newest" ref={card}>
      <div className="newest-label">
        <Plate bib={row.bib} />
        <p>Latest finisher</p>
        <p className="newest-race soft">
          <FitText text={raceName(picture.event, row)} />
        </p>
      </div>
      <h2 className="newest-name">
        <FitText text={nameOrBib(row)} maxHeightEm={1.72} oneLineShare={0.72} smallestShare={0.34} />
      </h2>
      <div className="newest-facts">
        <p className="newest-time">{timeOf(row)}</p>
        <PlaceWords row={row} picture={picture} />
      </div>
      <span className="newest-sweep" aria-hidden="true" />
    </article>
  );
}

/** Three lines, whoever it is, so that the card keeps its height. */
function PlaceWords({ row, picture }: { row: LiveRow; picture: Picture }) {
  const remark = row.status === 'OTL' ? 'Over the time limit' : row.startSource === 'gun' ? 'Timed from the gun' : null;
  const places = placesOf(row, picture.standings, picture.event).slice(0, remark ? 2 : 3);
  return (
    <ul className="newest-places">
      {places.map(({ name, place }, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of the card is the element, see above
        <li key={line}>
          <b>{ordinal(place)}</b> <span className="soft">{name}</span>
        </li>
      ))}
      {remark && <li className="soft">{remark}</li>}
    </ul>
  );
}

type LatestRowProps = { bib: string; name: string; time: string; wide: string; narrow: string };

function latestRowOf(row: LiveRow, picture: Picture, isAmongRaces: boolean): LatestRowProps {
  const [overall, ...others] = placesOf(row, picture.standings, picture.event);
  const narrowest = others.at(-1);
  const race = isAmongRaces ? raceName(picture.event, row) : '';
  return {
    bib: row.bib,
    name: nameOrBib(row),
    time: timeOf(row),
    wide: overall ? `${ordinal(overall.place)} ${race}`.trim() : row.status === 'OTL' ? 'Over the limit' : '',
    narrow: narrowest ? `${ordinal(narrowest.place)} ${narrowest.name}` : '',
  };
}

const LatestRow = memo(function LatestRow({ bib, name, time, wide, narrow }: LatestRowProps) {
  return (
    <li className="latest-row">
      <Plate bib={bib} column="bib" />
      <FitText className="row-name" text={name} column="name" />
      <span className="row-places soft">
        <FitText text={wide} column="wide place" />
        <FitText text={narrow} column="narrow place" />
      </span>
      <span className="row-time">{time}</span>
    </li>
  );
});

function Plate({ bib, column = null }: { bib: string; column?: string | null }) {
  return (
    <span className="plate">
      <span className="sr-only">Bib </span>
      <FitText text={bib} smallestShare={0.3} column={column} />
    </span>
  );
}

const raceOf = (event: LiveEvent, row: LiveRow) => event.races.find(({ raceId }) => raceId === row.raceId);

const raceName = (event: LiveEvent, row: LiveRow) => (event.races.length > 1 ? (raceOf(event, row)?.name ?? '') : '');

const timeOf = (row: LiveRow) => raceTime(officialMs(row));

function spoken(row: LiveRow, { event, standings }: Picture): string {
  const [overall] = placesOf(row, standings, event);
  const place = overall ? `, ${ordinal(overall.place)}` : '';
  return `${nameOrBib(row)}, ${timeOf(row)}${place}`;
}
