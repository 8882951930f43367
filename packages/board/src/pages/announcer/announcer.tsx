import { useEffect, useRef, useState } from 'react';
import type { AnnouncerBook } from '../../picture/announcer/announcer-book.ts';
import type { BoardStore } from '../board-store.ts';
import { followLive } from '../live-link.ts';
import { KeysHelp } from '../parts/keys-help.tsx';
import { StatusBar } from '../parts/status-bar.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import { useSignIn } from '../sign-in/use-sign-in.ts';
import { sourcesInAddress } from '../sources-in-address.ts';
import { useBoard } from '../use-board.ts';
import { nextSize } from '../use-choices.ts';
import { useKeys } from '../use-keys.ts';
import { RacePage } from './race-page.tsx';
import { useAnnouncerChoices } from './use-announcer-choices.ts';
import { useColumns } from './use-columns.ts';

const keys = [
  ['Space', 'Hold; held: the next one who waits'],
  ['Esc', 'Go on with all who wait'],
  ['/', 'Find a runner: arrows choose, Enter pins'],
  ['1 – 7', 'Scenes'],
  ['R', 'One race after the other'],
  ['X', 'Take the pinned card away'],
  ['+  −', 'Larger, smaller'],
  ['F', 'Full screen'],
  ['?', 'These keys'],
] as const;

type AnnouncerProps = { store: BoardStore; book: AnnouncerBook; eventId: string; forgetCopy: () => void };

/** What an announcer reads aloud from: what is known, what is being waited for, or the door. */
export function Announcer({ store, book, eventId, forgetCopy }: AnnouncerProps) {
  useBoard(store);
  const { choices, choose } = useAnnouncerChoices();
  const columns = useColumns(choices.size);
  const { key, signIn, signOut } = useSignIn();
  const help = useRef<HTMLDialogElement>(null);
  const [hasKeys, setHasKeys] = useState(true);
  const picture = store.feed.shown;
  const isShut = store.link.state === 'refused' && store.link.code === 'not-allowed';

  useEffect(
    () => followLive(store, eventId, { audience: 'announcer', token: key, sources: sourcesInAddress(location) }),
    [store, eventId, key],
  );
  // Whoever may no longer listen does not keep the notes either.
  useEffect(() => {
    if (isShut) forgetCopy();
  }, [isShut, forgetCopy]);

  useKeys((pressed) => {
    if (!hasKeys) return false;
    if (pressed === '+' || pressed === '=') choose({ size: nextSize(choices.size, 1) });
    else if (pressed === '-') choose({ size: nextSize(choices.size, -1) });
    else if (pressed.toLowerCase() === 'f') toggleFullScreen();
    else if (pressed === '?') help.current?.showModal();
    else return false;
    return true;
  });

  return (
    <div className="announcer" data-columns={columns}>
      {isShut ? (
        <SignInForm page="Announcer" source={location.host} signIn={signIn} isRefused={key !== null} />
      ) : picture ? (
        <RacePage {...{ store, book, picture, eventId, choices, choose, hasKeys }} onSignOut={key === null ? null : signOut} />
      ) : (
        <Waiting store={store} />
      )}
      <StatusBar
        store={store}
        raceId={picture?.event.races[choices.race - 1]?.raceId ?? null}
        onSize={(by) => choose({ size: nextSize(choices.size, by) })}
        onFullScreen={toggleFullScreen}
        onHelp={() => help.current?.showModal()}
      />
      <KeysHelp dialog={help} hasKeys={hasKeys} onKeys={setHasKeys} keys={keys} />
    </div>
  );
}

function toggleFullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A browser may refuse (a kiosk is full screen already): nothing is lost.
  change.catch(() => {});
}
