import type { Audience, Head } from '@chute/protocol';
import { type SourceNews, type SourceStep, Sources } from '../picture/sources.ts';
import { Standby } from '../picture/standby.ts';
import type { BoardStore } from './board-store.ts';
import { openSourceLink, type SourceLink, type Taker } from './source-link.ts';

export type LiveListener = {
  audience: Audience;
  /** A key, for what the public does not see; null = none. */
  token: string | null;
  /** Where the event can be heard, best first; '' = the server of the page. */
  sources: readonly string[];
};

/**
 * Keeps the store fed by the best source that is well. The others stand by, subscribed like the first, so that going on from one of them takes no message at all.
 * Returns what ends it.
 */
export function followLive(
  store: BoardStore,
  eventId: string,
  { audience = 'public', token = null, sources = [''] }: Partial<LiveListener> = {},
): () => void {
  const nowMs = () => performance.now();
  const choice = new Sources({ count: sources.length, nowMs: nowMs() });
  const kinds: (Head['source'] | null)[] = sources.map(() => null);
  const standbys = sources.map(() => new Standby());
  const shown: Taker = {
    cursor: () => store.feed.cursor(),
    takeSnapshot: (snapshot) => store.takeSnapshot(snapshot),
    takeDelta: (delta) => store.takeDelta(delta),
    takeHead: (head) => store.takeHead(head),
  };
  let nextLook: ReturnType<typeof setTimeout> | undefined;

  const hear = (news: SourceNews) => obey(choice.on(news, nowMs()));
  const obey = ({ follow, redial, lookAtMs }: SourceStep) => {
    clearTimeout(nextLook);
    nextLook = setTimeout(() => obey(choice.look(nowMs())), Math.max(0, lookAtMs - nowMs()));
    for (const source of redial) links[source]!.redial();
    if (follow !== null) moveTo(follow);
    const states = sources.map((source, at) => ({ host: hostOf(source), kind: kinds[at] ?? null, isWell: choice.isWell(at, nowMs()) }));
    store.followsFrom(states, choice.followed);
  };
  const moveTo = (source: number) => {
    const told = standbys[source]!.told();
    store.linkUp();
    if (told) store.moveTo(told);
    // It has just begun anew and has not said how new that is.
    else links[source]!.ask();
    standbys[source] = new Standby();
  };

  const links: SourceLink[] = sources.map((source, at) => {
    const isFollowed = () => choice.followed === at;
    return openSourceLink({
      source,
      eventId,
      audience,
      token,
      taker: () => (isFollowed() ? shown : standbys[at]!),
      up: () => {
        if (isFollowed()) store.linkUp();
        hear({ kind: 'up', source: at });
      },
      down: () => {
        if (isFollowed()) store.linkLost();
        hear({ kind: 'down', source: at });
      },
      answered: (answer) => {
        if (isFollowed()) store.answered(answer);
        hear({ kind: 'answered', source: at });
      },
      deltaTaken: () => hear({ kind: 'delta', source: at }),
      headTaken: (head) => {
        kinds[at] = head.source;
        const lacksNothing = isFollowed() || standbys[at]!.lacksNothingOf(store.feed.counted());
        hear({ kind: 'head', source: at, lacksNothing });
      },
    });
  });
  obey(choice.look(nowMs()));

  return () => {
    clearTimeout(nextLook);
    for (const link of links) link.close();
  };
}

const hostOf = (source: string) => new URL(source || '/', location.href).host;
