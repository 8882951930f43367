import { type LiveRow, LiveStream, type LiveStreamSettings } from '@chute/protocol';
import { aLiveEvent, VirtualTime } from '@chute/protocol/testing';
import { Desk, type DeskRim } from '../desk.ts';
import type { FeedEar } from '../desk-feed.ts';
import { memoryDeskStore } from './memory-desk-store.ts';

const event = { ...aLiveEvent(), races: [aRace('a1', '10 km'), aRace('a2', '5 km')] } satisfies LiveStreamSettings['event'];

/** A desk over an event that the test plays, in time that passes when it is told to. */
export function aDesk(rim: Partial<DeskRim> = {}) {
  const time = new VirtualTime();
  const live = new LiveStream({ streamId: anId(99), event });
  const ears = new Set<FeedEar>();
  const gone: unknown[] = [];
  let ids = 0;
  const desk = new Desk({
    name: 'desk',
    store: memoryDeskStore(),
    feed: {
      hasEvent: async (eventId) => eventId === event.eventId,
      names: async () => ({ races: event.races, waves: [{ waveId: anId(71), raceId: event.races[0]!.raceId, name: 'A' }] }),
      watch: (_, ear) => {
        ears.add(ear);
        ear.snapshot(live.snapshot());
        return () => ears.delete(ear);
      },
      milestoneOf: () => undefined,
    },
    time: {
      wallMs: () => 1_700_000_000_000 + time.nowMs,
      steadyMs: () => time.nowMs,
      after: (ms, run) => {
        let isWanted = true;
        time.later(ms, () => isWanted && run());
        return () => {
          isWanted = false;
        };
      },
    },
    newId: () => anId(++ids),
    codePrefix: '',
    checkScene: async (given) => {
      const scene = given as { sceneId: string; name: string; version: number };
      return scene.name ? { scene } : { refused: 'name: a scene has a name' };
    },
    gone: (what) => gone.push(what),
    warn: (facts, text) => {
      throw new Error(text, { cause: facts.err });
    },
    ...rim,
  });
  return {
    ...{ desk, time, gone, eventId: event.eventId },
    /** How many listen to the event. */
    listening: () => ears.size,
    finish: (...rows: LiveRow[]) => {
      const delta = live.apply({ rows });
      if (delta) for (const ear of ears) ear.delta(delta);
    },
  };
}

function aRace(tail: string, name: string) {
  return { raceId: anId(tail), name, distanceM: null, rankBy: 'chip' as const, gunPlaces: 0, closed: false };
}

export function anId(tail: string | number): string {
  return `0199aa00-0000-7000-8000-${String(tail).padStart(12, '0')}`;
}
