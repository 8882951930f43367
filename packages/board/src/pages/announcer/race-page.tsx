import { useEffect, useRef } from 'react';
import type { AnnouncerBook } from '../../picture/announcer/announcer-book.ts';
import { recordsToBeat } from '../../picture/announcer/record-words.ts';
import type { Picture } from '../../picture/feed.ts';
import type { BoardStore } from '../board-store.ts';
import { Notices } from '../parts/notices.tsx';
import { useKeys } from '../use-keys.ts';
import { AnnouncerHead } from './parts/announcer-head.tsx';
import { ComingIn } from './parts/coming-in.tsx';
import { FindRunner } from './parts/find-runner.tsx';
import { Finishers } from './parts/finishers.tsx';
import { LeaderTables } from './parts/leader-tables.tsx';
import { Leads } from './parts/leads.tsx';
import { Watched } from './parts/watched.tsx';
import { scenes } from './scenes.ts';
import type { AnnouncerChoices } from './use-announcer-choices.ts';
import { useComingIn } from './use-coming-in.ts';
import { useReading } from './use-reading.ts';
import { useWatchList } from './use-watch-list.ts';

/** As many as anybody scrolls back to. */
const room = 40;
/** Beyond it the count of those who wait says "and more". */
const lookBack = room + 500;

type RacePageProps = {
  store: BoardStore;
  book: AnnouncerBook;
  picture: Picture;
  eventId: string;
  choices: AnnouncerChoices;
  choose: (change: Partial<AnnouncerChoices>) => void;
  hasKeys: boolean;
  onSignOut: (() => void) | null;
};

export function RacePage({ store, book, picture, eventId, choices, choose, hasKeys, onSignOut }: RacePageProps) {
  const { event, standings } = picture;
  const raceId = event.races[choices.race - 1]?.raceId ?? null;
  const latest = standings.latest(raceId, lookBack).map(({ participantId }) => participantId);
  const page = useReading(latest, { room, about: `${event.eventId} ${raceId}` });
  const coming = useComingIn({ store, book, event, raceId });
  const watch = useWatchList(eventId);
  const find = useRef<HTMLDialogElement>(null);
  const pinned = watch.ids[0];

  // What the first search needs is made while nobody waits for it.
  useEffect(() => {
    const idle = requestIdleCallback(() => book.find.prepare());
    return () => cancelIdleCallback(idle);
  }, [book]);

  const openFind = () => find.current?.showModal();
  useKeys((key) => {
    if (!hasKeys) return false;
    if (key === ' ') return !isOnControl() && doing(page.step);
    if (key === 'Escape') return page.isHeld && doing(page.goOn);
    if (key === '/') return doing(openFind);
    if (key.toLowerCase() === 'x') return pinned !== undefined && doing(() => watch.remove(pinned));
    if (key.toLowerCase() === 'r') return doing(() => choose({ race: (choices.race + 1) % (event.races.length + 1) }));
    const scene = scenes[Number(key) - 1];
    return scene !== undefined && doing(() => choose({ scene: scene.id }));
  });

  const { isHeld } = page;
  const { nowMs, list } = coming;
  const watched = { book, picture, watch, arrivals: list.arrivals, nowMs };
  const shown = { book, picture, raceId, isHeld };
  const standing = book.records.standing(event);
  const tables = { picture, raceId };
  return (
    <>
      <AnnouncerHead
        {...{ event, raceId, choices, choose, onSignOut }}
        records={recordsToBeat(standing, event, raceId)}
        raceNowMs={store.raceNowMs}
        onFind={openFind}
      />
      <Notices store={store} event={event} />
      <main className="scene" data-scene={choices.scene}>
        {(choices.scene === 'line' || choices.scene === 'finishers') && <Finishers book={book} picture={picture} page={page} />}
        {(choices.scene === 'line' || choices.scene === 'coming') && (
          <ComingIn {...{ book, picture, list, nowMs, isHeld }} isAll={choices.scene === 'coming'} />
        )}
        {choices.scene === 'line' && (
          <div className="side">
            {pinned !== undefined && <Watched {...watched} ids={[pinned]} title="Pinned" />}
            <Leads {...shown} count={12} />
            <LeaderTables {...tables} of="wide" count={3} title="Leaders" />
          </div>
        )}
        {choices.scene === 'leaders' && <LeaderTables {...tables} of="wide" count={10} title="Leaders" />}
        {choices.scene === 'groups' && <LeaderTables {...tables} records={standing} of="groups" count={3} title="Age groups" />}
        {choices.scene === 'leads' && <Leads {...shown} count={60} />}
        {choices.scene === 'watch' && <Watched {...watched} ids={watch.ids} title="Watch list" />}
      </main>
      <FindRunner dialog={find} book={book} picture={picture} onPin={watch.add} />
    </>
  );
}

function doing(what: () => void): true {
  what();
  return true;
}

/** Space is a button's own key when somebody went to it by keyboard; one that was clicked is done with. */
const isOnControl = () => document.activeElement?.matches('button:focus-visible, a:focus-visible') ?? false;
