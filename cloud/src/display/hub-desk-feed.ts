import type { DeskFeed } from '@chute/displays';
import type { HubCore } from '../hub-core.ts';
import type { LiveFeeds } from '../live/live-feeds.ts';
import type { PartnerId } from '../store/db.ts';
import { findEvent } from '../store/events.ts';

export type HubDeskFeedRim = { core: Pick<HubCore, 'db' | 'scoring'>; feeds: Pick<LiveFeeds, 'watch' | 'milestoneOf'> };

/** The events of one partner as its displays hear them: what a public screen of this process hears. */
export function hubDeskFeed(partnerId: PartnerId, { core, feeds }: HubDeskFeedRim): DeskFeed {
  return {
    hasEvent: async (eventId) => (await core.db.withTenant(partnerId, (tx) => findEvent(tx, eventId))) !== undefined,
    names: async (eventId) => {
      const { races = [], waves = [] } = (await core.scoring.read(partnerId, eventId))?.setup ?? {};
      return {
        races: races.map(({ id, name }) => ({ raceId: id, name })),
        waves: waves.map(({ id, raceId, name }) => ({ waveId: id, raceId, name })),
      };
    },
    watch: (eventId, ear) => feeds.watch({ partnerId, eventId }, ear),
    milestoneOf: (eventId, participantId) => feeds.milestoneOf({ partnerId, eventId }, participantId),
  };
}
