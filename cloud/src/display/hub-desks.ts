import { parseScene } from '@chute/board/scene';
import { Desk, type DeskRoute, type DeskTime, type DisplayDoor, deskRoutes, GuessBudget, Pairings, serveDisplays } from '@chute/displays';
import { type Logger, newId } from '@chute/service';
import type { Server } from 'socket.io';
import { type Authenticate, platformPartnerId } from '../auth/caller.ts';
import type { PartnerId } from '../store/db.ts';
import { eventOfDisplay } from '../store/displays.ts';
import { type HubDeskFeedRim, hubDeskFeed } from './hub-desk-feed.ts';
import { sqlDeskStore } from './sql-desk-store.ts';

export type HubDesks = {
  routes: readonly DeskRoute[];
  of: (partnerId: PartnerId) => Desk;
  /** Whose desk a share's code speaks of; undefined for what is no code of ours. */
  ofCode: (code: string) => Promise<Desk | undefined>;
  close: () => Promise<void>;
};

type HubDesksRim = HubDeskFeedRim & {
  io: Server;
  authenticate: Authenticate;
  log: Logger;
  /** Whose address a socket comes from, behind as many proxies as the settings say. */
  proxyHops: number;
};

/** A share's code begins with its partner: no look-up runs without a tenant. */
const codePattern = /^([1-9]\d{0,17})-/;

/**
 * The desks of all partners, in this process. A display runs in each process that has screens of it: with several replicas, screens of one display are in step, and
 * hear a command at once, where they are connected to the same one. What is stored (settings, what is on air, revoked shares) is heard by the others within 30 s.
 */
export function openHubDesks(rim: HubDesksRim): HubDesks {
  const { core, io, authenticate, log, proxyHops } = rim;
  const desks = new Map<PartnerId, Desk>();
  const [guesses, pairings] = [new GuessBudget(), new Pairings()];
  const warn = (facts: Record<string, unknown>, text: string) => log.warn(facts, text);

  const make = (partnerId: PartnerId) =>
    new Desk({
      ...{ name: partnerId, store: sqlDeskStore(core.db, partnerId), feed: hubDeskFeed(partnerId, rim), time, newId, warn },
      ...{ codePrefix: `${partnerId}-`, checkScene: async (given: unknown) => parseScene(given), gone: (what) => sockets.gone(what) },
    });
  const of = (partnerId: PartnerId) => {
    const desk = desks.get(partnerId) ?? make(partnerId);
    desks.set(partnerId, desk);
    return desk;
  };
  const ofCode = async (code: string) => {
    const partnerId = codePattern.exec(code)?.[1];
    if (partnerId === undefined) return undefined;
    const known = desks.get(partnerId);
    if (known) return known;
    // Whoever makes up numbers of partners is shown a desk that is kept nowhere.
    const stranger = make(partnerId);
    return 'closed' in (await stranger.shares.open(code)) ? stranger : of(partnerId);
  };

  const door: DisplayDoor = {
    ...{ time, guesses, warn, deskOfCode: ofCode, desks: () => desks.values() },
    addressOf: ({ headers, address }) => addressBehind(proxyHops, headers['x-forwarded-for']) ?? address,
    deskOfKey: async ({ auth }, displayId) => {
      const caller = typeof auth.token === 'string' ? await authenticate(auth.token) : undefined;
      if (!caller?.scopes.has('write:events') || caller.partnerId === platformPartnerId) return undefined;
      const eventId = await core.db.withTenant(caller.partnerId, (tx) => eventOfDisplay(tx, displayId));
      return eventId === undefined ? undefined : { desk: of(caller.partnerId), eventId };
    },
  };
  const sockets = serveDisplays(io, door);

  return {
    routes: deskRoutes({ pairings, guesses, steadyMs: time.steadyMs }),
    of,
    ofCode,
    close: async () => {
      sockets.close();
      for (const desk of desks.values()) await desk.stop();
    },
  };
}

const time: DeskTime = {
  wallMs: Date.now,
  steadyMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** What the outermost of our own proxies saw. */
function addressBehind(proxyHops: number, forwarded: string | string[] | undefined): string | undefined {
  const addresses = [forwarded ?? []].flat().join(',').split(',');
  return proxyHops === 0 ? undefined : addresses.at(-proxyHops)?.trim() || undefined;
}
