import type { LiveEvent } from '@chute/protocol';
import { useCallback, useRef, useState } from 'react';
import type { Picture } from '../picture/feed.ts';
import { type ListOfRace, listsOfRace } from '../picture/lists.ts';
import { listsToShow, nextList } from '../picture/next-list.ts';
import type { BoardStore } from './board-store.ts';
import { KeysHelp } from './parts/keys-help.tsx';
import { LatestFinishers } from './parts/latest-finishers.tsx';
import { Leaders } from './parts/leaders.tsx';
import { Masthead } from './parts/masthead.tsx';
import { Notices } from './parts/notices.tsx';
import { StatusBar } from './parts/status-bar.tsx';
import { Waiting } from './parts/waiting.tsx';
import { useBoard } from './use-board.ts';
import { type Choices, chosenRaceId, nextSize, useChoices } from './use-choices.ts';
import { useIdle } from './use-idle.ts';
import { useKeys } from './use-keys.ts';
import { LayoutContext, useLayoutFor } from './use-layout.ts';
import { useTurns } from './use-turns.ts';

/** The whole screen: what is known, or what is being waited for; never nothing. */
export function Board({ store }: { store: BoardStore }) {
  useBoard(store);
  const { choices, choose } = useChoices();
  const help = useRef<HTMLDialogElement>(null);
  const [hasKeys, setHasKeys] = useState(true);
  const isIdle = useIdle();
  const layout = useLayoutFor(choices.size);
  const picture = store.feed.shown;

  useKeys((key) => {
    if (!hasKeys) return false;
    if (key === '+' || key === '=') choose({ size: nextSize(choices.size, 1) });
    else if (key === '-') choose({ size: nextSize(choices.size, -1) });
    else if (key.toLowerCase() === 'f') toggleFullScreen();
    else if (key === '?') help.current?.showModal();
    else if (/^\d$/.test(key) && picture && Number(key) <= picture.event.races.length) choose({ race: Number(key), list: null });
    else return false;
    return true;
  });

  return (
    <LayoutContext value={layout}>
      <div className="board" data-idle={isIdle} data-layout={layout}>
        {picture ? (
          <RaceScreen store={store} picture={picture} choices={choices} choose={choose} hasKeys={hasKeys} />
        ) : (
          <Waiting store={store} />
        )}
        <StatusBar
          store={store}
          raceId={picture ? chosenRaceId(picture.event, choices) : null}
          onSize={(by) => choose({ size: nextSize(choices.size, by) })}
          onFullScreen={toggleFullScreen}
          onHelp={() => help.current?.showModal()}
        />
        <KeysHelp dialog={help} hasKeys={hasKeys} onKeys={setHasKeys} />
      </div>
    </LayoutContext>
  );
}

type RaceScreenProps = {
  store: BoardStore;
  picture: Picture;
  choices: Choices;
  choose: (change: Partial<Choices>) => void;
  hasKeys: boolean;
};

function RaceScreen({ store, picture, choices, choose, hasKeys }: RaceScreenProps) {
  const { event, standings } = picture;
  const raceId = chosenRaceId(event, choices);
  const lists = listsToShow(event, standings, raceId);
  const turn = useTurns(lists, choices.list === null);
  const chosen = chosenList(picture, raceId, choices);
  const shown = chosen ?? turn;

  const showRace = useCallback((race: number) => choose({ race, list: null }), [choose]);
  const showTable = useCallback(
    (of: ListOfRace | null) => choose(of ? { race: raceNumber(event, of), list: of.list } : { list: null }),
    [choose, event],
  );

  useKeys((key) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!hasKeys || !by) return false;
    const next = nextList(by === 1 ? lists : [...lists].reverse(), shown);
    if (next) showTable(next);
    return true;
  });

  return (
    <>
      <Masthead event={event} raceId={raceId} raceNowMs={store.raceNowMs} onRace={showRace} />
      <Notices store={store} event={event} />
      <main className="stage">
        <LatestFinishers store={store} picture={picture} raceId={raceId} />
        {shown && (
          <Leaders
            store={store}
            picture={picture}
            shown={shown}
            menu={menuOf(picture, raceId, lists)}
            isTakingTurns={chosen === null}
            onChoose={showTable}
          />
        )}
      </main>
    </>
  );
}

/** Of one race every list, of all races those with somebody in them. */
function menuOf({ event }: Picture, raceId: string | null, lists: ListOfRace[]): ListOfRace[] {
  return raceId ? listsOfRace(event, raceId).map((list) => ({ raceId, list })) : lists;
}

function chosenList({ event }: Picture, raceId: string | null, { list }: Choices): ListOfRace | null {
  const race = raceId ?? event.races[0]?.raceId;
  return race && list && listsOfRace(event, race).includes(list) ? { raceId: race, list } : null;
}

const raceNumber = (event: LiveEvent, { raceId }: ListOfRace) =>
  event.races.length > 1 ? event.races.findIndex((race) => race.raceId === raceId) + 1 : 0;

function toggleFullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A browser may refuse (a kiosk is full screen already): nothing is lost.
  change.catch(() => {});
}
