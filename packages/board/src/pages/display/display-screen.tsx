import type { DisplayCommand, DisplayState } from '@chute/protocol';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { nameOrBib } from '../../picture/place-words.ts';
import { Standings } from '../../picture/standings.ts';
import { onAir, sceneNamed } from '../../scene/on-air.ts';
import type { SceneData } from '../../scene/scene-data.ts';
import { testRow } from '../../scene/test-row.ts';
import type { BoardStore } from '../board-store.ts';
import { SpokenFinish } from '../parts/spoken-finish.tsx';
import { SceneStage } from '../scene/scene-stage.tsx';
import { useBoard, useEverySecond } from '../use-board.ts';
import { useIdle } from '../use-idle.ts';
import { DataLamp } from './data-lamp.tsx';
import { DisplayControls } from './display-controls.tsx';
import { DisplayKeys } from './display-keys.tsx';
import type { DisplayStore } from './display-store.ts';
import { toggleFullScreen } from './full-screen.ts';
import { NothingToShow } from './nothing-to-show.tsx';
import { useSteering } from './use-steering.ts';
import { useTone } from './use-tone.ts';

type DisplayScreenProps = {
  board: BoardStore;
  display: DisplayStore;
  send: (command: DisplayCommand) => void;
  imageUrl: (sha256: string) => string | null;
  isExact: boolean;
};

/** The whole screen: the scene that is on air, and in a corner how old it is. */
export function DisplayScreen({ board, display, send, imageUrl, isExact }: DisplayScreenProps) {
  useBoard(board);
  useSyncExternalStore(display.subscribe, display.version);
  useEverySecond();
  const help = useRef<HTMLDialogElement>(null);
  const [hasKeys, setHasKeys] = useState(true);
  const isIdle = useIdle();
  const { state, gone } = display;
  const isOn = state !== null && gone === null;
  useSteering({ display, send, hasKeys, onFullScreen: toggleFullScreen, onHelp: () => help.current?.showModal() });
  useTone(isOn && state.settings.sound, state?.now?.card.cardId ?? null);
  return (
    <div className="display" data-idle={isIdle}>
      {isOn ? (
        <OnAirNow board={board} display={display} state={state} imageUrl={imageUrl} isExact={isExact} />
      ) : (
        <NothingToShow gone={gone} />
      )}
      {gone === null && <DataLamp board={board} isAlone={display.isAlone} />}
      <DisplayControls display={display} send={send} onFullScreen={toggleFullScreen} onHelp={() => help.current?.showModal()} />
      <DisplayKeys dialog={help} hasKeys={hasKeys} onKeys={setHasKeys} maySteer={display.may === 'steer'} scenes={sceneNames(display)} />
    </div>
  );
}

type OnAirProps = Pick<DisplayScreenProps, 'board' | 'display' | 'imageUrl' | 'isExact'> & { state: DisplayState };

function OnAirNow({ board, display, state, imageUrl, isExact }: OnAirProps) {
  const air = onAir(state);
  const scene = sceneNamed(air.sceneId, display.scenes);
  const picture = board.feed.shown;
  const nobody = useMemo(() => new Standings(), []);
  const standings = picture?.standings ?? nobody;
  const event = picture?.event ?? null;
  const { card } = air;
  const row = card?.participantId ? standings.row(card.participantId) : card ? testRow(card, event) : null;
  const data: SceneData = {
    event,
    standings,
    row,
    cardText: card?.kind === 'test' ? 'Test' : (card?.text ?? ''),
    message: air.message,
    turnMs: board.time.wallMs(),
  };
  // Nobody is invented: whom this page does not know yet is shown as soon as it does.
  const shownState = air.state === 'runner' && !row ? 'resting' : air.state;
  if (!scene) return null;
  return (
    <main className="display-scene" aria-labelledby="display-name">
      <h1 id="display-name" className="sr-only">
        {state.settings.name}
      </h1>
      <SceneStage
        scene={scene}
        state={shownState}
        data={data}
        raceNowMs={board.raceNowMs}
        imageUrl={imageUrl}
        cardId={card?.cardId ?? air.message}
        showMs={air.showMs}
        isExact={isExact}
      />
      <SpokenFinish words={row && shownState === 'runner' ? nameOrBib(row) : air.message} />
    </main>
  );
}

const sceneNames = ({ state, scenes }: DisplayStore) =>
  (state?.settings.sceneIds ?? []).map((sceneId) => scenes.find((scene) => scene.sceneId === sceneId)?.name ?? sceneId);
