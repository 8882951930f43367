import { type CheckScene, Desk, type DeskRoute, type DisplayDoor, deskRoutes, GuessBudget, Pairings, serveDisplays } from '@chute/displays';
import type { Audience, Delta, Snapshot } from '@chute/protocol';
import { type Logger, newId } from '@chute/service';
import type { Server } from 'socket.io';
import type { EdgeTime } from '../edge-time.ts';
import type { EdgeDoor } from '../http/edge-door.ts';
import { mayChange } from '../http/guard.ts';
import { EdgeDeskFeed } from './edge-desk-feed.ts';
import { FileDeskStore } from './file-desk-store.ts';

export type EdgeDesk = {
  desk: Desk;
  routes: readonly DeskRoute[];
  /** Lets screens in on the same server as the live feed. */
  serve: (io: Server) => void;
  tell: (eventId: string, audience: Audience, news: { delta: Delta } | { snapshot: Snapshot }) => void;
  close: () => Promise<void>;
};

export type EdgeDeskRim = { key: string; dataFolder: string; time: Pick<EdgeTime, 'wallMs' | 'steadyMs' | 'after'>; log: Logger };

/** Loaded when the first scene is saved: what draws one is larger than all else of a desk. */
const checkScene: CheckScene = async (given) => (await import('@chute/board/scene')).parseScene(given);

/** The desk of this edge: its displays, kept in its data folder and fed by its own scoring. To steer takes the console key, or this machine. */
export function openEdgeDesk(edge: EdgeDoor, { key, dataFolder, time, log }: EdgeDeskRim): EdgeDesk {
  const feed = new EdgeDeskFeed(edge);
  const [guesses, pairings] = [new GuessBudget(), new Pairings()];
  let sockets: ReturnType<typeof serveDisplays> | undefined;
  const warn = (facts: Record<string, unknown>, text: string) => log.warn(facts, text);
  const desk = new Desk({
    ...{ name: 'edge', store: new FileDeskStore(dataFolder), feed, time, newId, warn },
    ...{ codePrefix: '', checkScene, gone: (what) => sockets?.gone(what) },
  });
  const door: DisplayDoor = {
    ...{ time, guesses, warn, desks: () => [desk], deskOfCode: async () => desk },
    addressOf: ({ address }) => address,
    deskOfKey: async ({ headers, auth, address }, displayId) => {
      const { event_id: eventId } = edge.session();
      const one = (value: unknown) => (typeof value === 'string' ? value : undefined);
      const caller = { peer: address, host: one(headers.host), origin: one(headers.origin), key: one(auth.token) };
      if (eventId === null || !mayChange(caller, key)) return undefined;
      return (await desk.displays.list(eventId)).some((display) => display.displayId === displayId) ? { desk, eventId } : undefined;
    },
  };
  return {
    desk,
    routes: deskRoutes({ pairings, guesses, steadyMs: time.steadyMs }),
    serve: (io) => {
      sockets = serveDisplays(io, door);
    },
    tell: (eventId, audience, news) => feed.tell(eventId, audience, news),
    close: async () => {
      sockets?.close();
      await desk.stop();
    },
  };
}
