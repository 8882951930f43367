import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Find } from '../../picture/announcer/find.ts';
import { listTitles } from '../../scene/rankings.ts';
import type { BoardStore } from '../board-store.ts';
import { ImageShelf } from '../builder/image-shelf.ts';
import { DeskApi } from '../desk-api.ts';
import { followLive } from '../live-link.ts';
import { KeysHelp } from '../parts/keys-help.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import { useSignIn } from '../sign-in/use-sign-in.ts';
import { stateOf } from '../state-of.ts';
import { useBoard, useEverySecond } from '../use-board.ts';
import type { DeskStore } from './desk-store.ts';
import { type DeskLink, followDisplays } from './follow-displays.ts';
import { CallUp } from './parts/call-up.tsx';
import { DisplayList } from './parts/display-list.tsx';
import { FindDialog } from './parts/find-dialog.tsx';
import { MessagesDialog } from './parts/messages-dialog.tsx';
import { NewDisplayDialog } from './parts/new-display-dialog.tsx';
import { NowNext } from './parts/now-next.tsx';
import { Preview } from './parts/preview.tsx';
import { SettingsDialog } from './parts/settings-dialog.tsx';
import { SharesDialog } from './parts/shares-dialog.tsx';
import { Steering } from './parts/steering.tsx';
import { useCommands } from './use-commands.ts';
import { deskKeys, useDeskKeys } from './use-desk-keys.ts';

type DeskProps = { eventId: string; store: DeskStore; board: BoardStore; find: Find };
type DialogName = 'find' | 'messages' | 'settings' | 'shares' | 'new';

/** Where every screen of an event is steered from. */
export function Desk({ eventId, store, board, find }: DeskProps) {
  useBoard(board);
  useSyncExternalStore(store.subscribe, store.version);
  useEverySecond();
  const { key, signIn, signOut } = useSignIn();
  const api = useMemo(() => new DeskApi({ eventId, key }), [eventId, key]);
  const images = useMemo(() => new ImageShelf({ eventId, api }), [eventId, api]);
  const [link, setLink] = useState<DeskLink | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [hasKeys, setHasKeys] = useState(true);
  const help = useRef<HTMLDialogElement>(null);
  const message = useRef<HTMLInputElement>(null);

  useEffect(() => followLive(board, eventId), [board, eventId]);
  useEffect(() => {
    const followed = followDisplays(store, { api, key });
    setLink(followed);
    return followed.close;
  }, [store, api, key]);

  const { displays, scenes, problem } = store;
  const chosen = displays.find(({ displayId }) => displayId === chosenId) ?? displays[0] ?? null;
  const state = chosen?.state ?? null;
  const { give, said } = useCommands(link, chosen?.displayId ?? null);
  const picture = board.feed.shown;
  const event = picture?.event ?? null;
  const standings = picture?.standings ?? null;
  const feed = stateOf(board);
  const close = () => setDialog(null);
  const step = (by: 1 | -1) =>
    setChosenId(displays[(displays.indexOf(chosen!) + by + displays.length) % displays.length]?.displayId ?? null);
  useDeskKeys({
    ...{ state, hasKeys, give, step },
    actions: {
      find: () => setDialog('find'),
      message: () => message.current?.focus(),
      messages: () => setDialog('messages'),
      settings: () => setDialog('settings'),
      shares: () => setDialog('shares'),
      new: () => setDialog('new'),
      help: () => help.current?.showModal(),
    },
  });

  if (problem?.why === 'key' || chosen?.isShut)
    return <SignInForm page="Desk" source={location.host} signIn={signIn} isRefused={key !== null} />;
  return (
    <div className="desk">
      <header className="desk-head">
        <h1 dir="auto">{event?.name ?? 'Desk'}</h1>
        <p className="desk-feed" data-tone={feed.tone}>
          <b>{feed.word}</b> <span className="soft">{feed.sentence}</span>
        </p>
        <p className="desk-said" role="status" data-wrong={said.isWrong || problem !== null}>
          {problem ? `The desk does not answer: ${problem.detail}` : said.text}
        </p>
        <a href={`/builder/${eventId}`}>Scenes</a>
        <a href={`/announcer/${eventId}`}>Announcer</a>
        {key !== null && (
          <button type="button" onClick={signOut}>
            Sign out
          </button>
        )}
        <button type="button" onClick={() => help.current?.showModal()} aria-label="Keys">
          ?
        </button>
      </header>
      <DisplayList store={store} standings={standings} chosen={chosen} onChoose={setChosenId} onNew={() => setDialog('new')} />
      {chosen && state ? (
        <main className="desk-main" aria-labelledby="display-title">
          <div className="display-head">
            <h2 id="display-title" dir="auto">
              {chosen.name}
            </h2>
            {!chosen.isUp && (
              <p className="desk-lost">Link lost: as it was {Math.round((store.time.monotonicMs() - chosen.heardAtMs) / 1_000)} s ago</p>
            )}
            <button type="button" onClick={() => setDialog('messages')}>
              Messages to runners
            </button>
            <button type="button" onClick={() => setDialog('settings')}>
              Settings
            </button>
            <button type="button" onClick={() => setDialog('shares')}>
              Addresses and screens
            </button>
          </div>
          <div className="desk-work">
            <div className="desk-left">
              <Preview state={state} scenes={scenes} board={board} imageUrl={images.url} />
              <Steering state={state} scenes={scenes} give={give} onFind={() => setDialog('find')} />
              <CallUp state={state} lists={event && standings ? listTitles(event, standings) : []} give={give} message={message} />
            </div>
            <NowNext state={state} standings={standings} give={give} />
          </div>
        </main>
      ) : (
        <p className="desk-waiting">{problem ? 'Waiting for the desk …' : 'One moment …'}</p>
      )}
      {dialog === 'find' && (
        <FindDialog
          find={find}
          event={event}
          onShow={(participantId) => give({ command: 'show', participantId, text: null })}
          onClose={close}
        />
      )}
      {dialog === 'new' && (
        <NewDisplayDialog
          api={api}
          onMade={(displayId) => {
            setChosenId(displayId);
            void link?.lookAgain();
          }}
          onClose={close}
        />
      )}
      {dialog === 'messages' && (
        <MessagesDialog api={api} names={{ races: event?.races ?? [], waves: event?.waves ?? [], displays }} onClose={close} />
      )}
      {dialog === 'settings' && chosen && state && (
        <SettingsDialog
          api={api}
          display={chosen}
          settings={state.settings}
          scenes={scenes}
          event={event}
          onClose={close}
          onRemoved={() => void link?.lookAgain()}
        />
      )}
      {dialog === 'shares' && chosen && <SharesDialog api={api} display={chosen} onClose={close} />}
      <KeysHelp dialog={help} hasKeys={hasKeys} onKeys={setHasKeys} keys={deskKeys} />
    </div>
  );
}
