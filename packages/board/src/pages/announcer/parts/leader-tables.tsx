import { listOfRecord, recordLine } from '../../../picture/announcer/record-words.ts';
import type { StandingRecord } from '../../../picture/announcer/records.ts';
import type { Picture } from '../../../picture/feed.ts';
import { type ListKey, listName, listsOfRace } from '../../../picture/lists.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { timeOf } from '../runner-words.ts';

type LeaderTablesProps = {
  picture: Picture;
  raceId: string | null;
  /** `groups`: one table for each division; `wide`: everyone, women, men, non-binary. */
  of: 'wide' | 'groups';
  count: number;
  /** To stand over their tables. */
  records?: readonly StandingRecord[];
  title: string;
};

/** The best of each list as they stand now; a list with nobody in it is left out. */
export function LeaderTables({ picture, raceId, of, count, title, records = [] }: LeaderTablesProps) {
  const { event, standings } = picture;
  const isOf = (list: ListKey) => list.startsWith('division:') === (of === 'groups');
  const tables = event.races
    .filter((race) => raceId === null || race.raceId === raceId)
    .flatMap((race) =>
      listsOfRace(event, race.raceId)
        .filter(isOf)
        .map((list) => ({ race, list, leaders: standings.leaders({ raceId: race.raceId, list }, count) })),
    )
    .filter(({ leaders }) => leaders.length > 0);
  return (
    <section className="panel leader-tables" aria-labelledby="tables-title">
      <header className="panel-head">
        <h2 id="tables-title">{title}</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="tables" tabIndex={0} aria-label={`${title}, table by table`}>
        {tables.map(({ race, list, leaders }) => (
          <section className="table" key={`${race.raceId} ${list}`} aria-label={`${race.name}, ${listName(event, list)}`}>
            <h3>
              {listName(event, list)} {event.races.length > 1 && raceId === null && <span className="soft">{race.name}</span>}
            </h3>
            {records
              .filter((one) => one.raceId === race.raceId && listOfRecord(one) === list)
              .map(recordLine)
              .map(({ key, name, words, isOfToday }) => (
                <p key={key} className="table-record soft" data-of-today={isOfToday} dir="auto">
                  {name} {words}
                </p>
              ))}
            <ol>
              {leaders.map(({ row, place }) => (
                <li key={row.participantId} data-place={place <= 3 ? place : undefined}>
                  <span className="table-place">{place}</span>
                  <span className="table-name" dir="auto">
                    {nameOrBib(row)}
                  </span>
                  <span className="row-time">{timeOf(row)}</span>
                </li>
              ))}
            </ol>
          </section>
        ))}
        {tables.length === 0 && <p className="nobody soft">No finisher yet</p>}
      </section>
    </section>
  );
}
