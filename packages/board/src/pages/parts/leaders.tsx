import type { LiveEvent } from '@chute/protocol';
import { memo } from 'react';
import type { Picture } from '../../picture/feed.ts';
import { type ListKey, type ListOfRace, listName } from '../../picture/lists.ts';
import { nameOrBib, officialMs } from '../../picture/place-words.ts';
import { raceTime } from '../../picture/time-words.ts';
import type { BoardStore } from '../board-store.ts';
import { useRows } from '../use-rows.ts';
import { useSlide } from '../use-slide.ts';
import { FitText } from './fit-text.tsx';

const rowEm = 1.75;
const rowsOnPage = 20;

type LeadersProps = {
  store: BoardStore;
  picture: Picture;
  shown: ListOfRace;
  menu: readonly ListOfRace[];
  isTakingTurns: boolean;
  /** Null: let the tables take turns. */
  onChoose: (of: ListOfRace | null) => void;
};

/** The best of one race, sex or division. */
export function Leaders({ store, picture, shown, menu, isTakingTurns, onChoose }: LeadersProps) {
  const { list, count, style } = useRows({ rowEm, onPage: rowsOnPage });
  const leaders = picture.standings.leaders(shown, count);
  useSlide(
    list,
    leaders.map(({ row }) => row),
  );
  const race = picture.event.races.find(({ raceId }) => raceId === shown.raceId);

  return (
    <section className="leaders" aria-labelledby="leaders-title">
      <header className="leaders-head">
        <h2 id="leaders-title">
          <FitText text={listName(picture.event, shown.list)} />
        </h2>
        <p className="leaders-race soft">
          {race?.name} · by {race && basisOf(race)}
        </p>
        <ListMenu event={picture.event} shown={shown} menu={menu} isTakingTurns={isTakingTurns} onChoose={onChoose} />
      </header>
      {leaders.length === 0 && <p className="leaders-empty soft">No finisher yet</p>}
      <ol className="leaders-rows" ref={list} style={style}>
        {leaders.map(({ row, place }, slot) => (
          <LeaderRow
            // biome-ignore lint/suspicious/noArrayIndexKey: places keep their elements: tables take turns, and a turn changes texts and builds nothing
            key={slot}
            place={place}
            name={nameOrBib(row)}
            time={raceTime(officialMs(row))}
            greeting={store.isFresh(row.participantId) ? row.participantId : null}
          />
        ))}
      </ol>
    </section>
  );
}

/** `greeting` names the one who has just come in. */
type LeaderRowProps = { place: number; name: string; time: string; greeting: string | null };

const LeaderRow = memo(function LeaderRow({ place, name, time, greeting }: LeaderRowProps) {
  return (
    <li className="leader" data-place={place <= 3 ? place : undefined}>
      <span className="leader-place">{place}</span>
      <FitText className="row-name" text={name} />
      <span className="row-time">{time}</span>
      {greeting && <span className="leader-greeting" key={greeting} aria-hidden="true" />}
    </li>
  );
});

const turns = 'turns';

type ListMenuProps = Pick<LeadersProps, 'shown' | 'menu' | 'isTakingTurns' | 'onChoose'> & { event: LiveEvent };

const ListMenu = memo(function ListMenu({ event, shown, menu, isTakingTurns, onChoose }: ListMenuProps) {
  const value = isTakingTurns ? turns : key(shown);
  return (
    <label className="list-menu">
      <span className="sr-only">Table</span>
      <select value={value} onChange={({ target }) => onChoose(menu.find((of) => key(of) === target.value) ?? null)}>
        <option value={turns}>Tables take turns</option>
        {event.races
          .filter((race) => menu.some((of) => of.raceId === race.raceId))
          .map((race) => (
            <optgroup key={race.raceId} label={race.name}>
              {menu
                .filter((of) => of.raceId === race.raceId)
                .map((of) => (
                  <option key={key(of)} value={key(of)}>
                    {listName(event, of.list)}
                  </option>
                ))}
            </optgroup>
          ))}
      </select>
    </label>
  );
}, isSameMenu);

/** The lists are found anew with every finisher, and are the same nearly always. */
function isSameMenu(before: ListMenuProps, after: ListMenuProps): boolean {
  const names = ({ shown, menu }: ListMenuProps) => [shown, ...menu].map(key).join('\n');
  const isSameCall = before.event === after.event && before.isTakingTurns === after.isTakingTurns && before.onChoose === after.onChoose;
  return isSameCall && names(before) === names(after);
}

const key = ({ raceId, list }: { raceId: string; list: ListKey }) => `${raceId} ${list}`;

function basisOf({ rankBy, gunPlaces }: LiveEvent['races'][number]): string {
  if (rankBy === 'mixed') return `gun time for the first ${gunPlaces}, then chip time`;
  return `${rankBy} time`;
}
