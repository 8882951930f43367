import { readEnv } from '@chute/edge';
import type { EventSetupBody } from '@chute/protocol';
import { Witness } from './checks/witness.ts';
import { ModelBroker } from './models/broker.ts';
import type { DiskFile } from './models/disk.ts';
import { MachineClock } from './models/machine-clock.ts';
import { DecoderBox } from './parts/decoder-box.ts';
import { EdgeBox } from './parts/edge-box.ts';
import { HubBox } from './parts/hub-box.ts';
import { Screen } from './parts/screen.ts';
import type { Fault, Profile } from './profile.ts';
import { type Location, makeRace, originOf, type Race, summerMs } from './race.ts';
import type { World } from './world.ts';

export type Cast = {
  world: World;
  profile: Profile;
  race: Race;
  witness: Witness;
  broker: ModelBroker;
  hub: HubBox;
  edges: EdgeBox[];
  decoders: DecoderBox[];
  screens: Screen[];
  decoderOf: (location: Location) => DecoderBox;
  /** By journal, the last number that is on some disk for sure, where an older disk took the place of a newer one. */
  lostBeyond: Map<string, number>;
  /** Boxes in which an older disk was put, though the hub had more of what they had written. */
  oldDisks: Set<EdgeBox>;
  /** The faults are over: what was begun and not yet done is let be. */
  isCalm: boolean;
  addEdge: (at: { like: EdgeBox; file: DiskFile }) => EdgeBox;
};

/** Everyone who takes part, each switched on. `folderOf` gives an edge's data folder, of which nothing but its credentials are read. */
export function makeCast(world: World, profile: Profile, folderOf: (edge: number) => string): Cast {
  const race = makeRace(world, profile);
  const witness = new Witness(world);
  const broker = new ModelBroker(world);
  const trueOriginMs = originOf(profile);
  const has = (fault: Fault) => profile.faults.has(fault);
  const newClock = () =>
    new MachineClock(world, {
      trueOriginMs,
      offsetMs: has('wall-clock-off') ? world.between(-1_200_000, 1_200_000) : world.between(-50, 50),
      drift: has('wall-clock-off') ? world.between(-100, 100) / 1e6 : 0,
      hasBattery: !has('boot-in-1970'),
    });
  const hub = new HubBox(world, {
    ...{ clock: newClock(), broker, eventId: race.eventId },
    watch: {
      published: (topic, payload) =>
        witness.published({ name: 'hub', holdsSafely: (entry) => hub.store.holdsSafely(entry) }, topic, payload),
      shown: (message) => witness.shown({ name: 'hub', holdsSafely: (entry) => hub.store.holdsSafely(entry) }, message),
    },
  });
  const fromStick: EventSetupBody = { setup: race.setup, persons: [] };
  const keeper = (box: EdgeBox) => ({
    name: box.name,
    holdsSafely: (entry: Parameters<EdgeBox['disk']['holdsSafely']>[0]) => box.disk.holdsSafely(entry),
  });
  const edgeRim = (name: string, index: number) => ({
    ...{ name, clock: newClock(), broker },
    settings: settingsOf(folderOf(index), { name, profile, eventId: race.eventId }),
    fetch: (life: Parameters<typeof hub.fetchFor>[1]) => hub.fetchFor(name, life),
    setup: has('late-setup') && world.chance(0.5) ? fromStick : undefined,
    watch: {
      acknowledged: (box: EdgeBox, message: Parameters<Witness['acknowledged']>[1]) => witness.acknowledged(keeper(box), message),
      published: (box: EdgeBox, topic: string, payload: string) => witness.published(keeper(box), topic, payload),
      shown: (box: EdgeBox, message: Parameters<Witness['shown']>[1]) => witness.shown(keeper(box), message),
    },
  });
  const edges = Array.from({ length: profile.edges }, (_, index) => new EdgeBox(world, edgeRim(`edge-${index}`, index)));
  if (has('late-setup')) world.later(world.between(5_000, 80_000), () => hub.keepSetup(race.setup));
  else hub.keepSetup(race.setup);
  hub.start();
  for (const box of edges) box.start();

  const decoders = [decoder('start box', ['START'], edges[0]!), decoder('finish box', ['HALF', 'FINISH'], edges.at(-1)!)];
  const decoderOf = (location: Location) => decoders[location === 'START' ? 0 : 1]!;
  const sources = [
    {
      name: 'hub',
      get connect() {
        return hub.connectScreen;
      },
    },
    ...edges.map((box) => ({
      name: box.name,
      get connect() {
        return box.connectScreen;
      },
    })),
  ];
  const screens = Array.from(
    { length: profile.screens },
    (_, index) =>
      new Screen(world, {
        name: `screen-${index}`,
        audience: index === 0 ? 'timer' : 'public',
        sources,
        faults: { delayMs: { from: 1, to: has('network-delay') ? 400 : 30 } },
      }),
  );
  const cast: Cast = {
    world,
    profile,
    race,
    witness,
    broker,
    hub,
    edges,
    decoders,
    screens,
    decoderOf,
    lostBeyond: new Map(),
    oldDisks: new Set(),
    isCalm: false,
    addEdge,
  };
  return cast;

  function decoder(name: string, heardAt: Location[], box: EdgeBox): DecoderBox {
    const reads = race.runners.flatMap(({ chip, crossings }) =>
      heardAt.flatMap((location) => crossings[location].map((atMs) => ({ location, ident: chip, atMs }))),
    );
    const gun = heardAt.includes('START') ? [{ location: 'START', ident: 'guntime', atMs: race.gunMs }] : [];
    const drifts = has('decoder-clock-drifts');
    return new DecoderBox(world, {
      ...{ name, reader: name === 'start box' ? '0A0001' : '0A0002', locations: heardAt, trueOriginMs, listener: box.listener },
      crossings: [...gun, ...reads].sort((a, b) => a.atMs - b.atMs),
      clock: { offsetMs: drifts ? world.between(-500, 500) : 0, drift: drifts ? world.between(-50, 50) / 1e6 : 0 },
      zoneOffsetAt: (atMs) => race.setup.event.transitions.findLast(({ fromMs }) => fromMs <= atMs)?.offsetMs ?? summerMs,
      numbering: profile.numbering,
      repeats: has('decoder-repeats') ? 0.3 : 0,
      faults: () => ({ delayMs: { from: 1, to: has('network-delay') ? 300 : 10 } }),
    });
  }

  function addEdge({ like, file }: { like: EdgeBox; file: DiskFile }): EdgeBox {
    const name = `${like.name}-twin`;
    const rim = { ...like.rim, name, clock: newClock(), fetch: (life: Parameters<typeof hub.fetchFor>[1]) => hub.fetchFor(name, life) };
    const box = new EdgeBox(world, rim, file);
    cast.edges.push(box);
    box.start();
    return box;
  }
}

function settingsOf(folder: string, { name, profile, eventId }: { name: string; profile: Profile; eventId: string }) {
  const decoders = JSON.stringify([{ family: 'ctp01', transport: 'listen', port: 0, timeFormat: profile.timeFormat }]);
  return readEnv({ CHUTE_DATA_DIR: folder, CHUTE_EDGE_NAME: name, CHUTE_EVENT_ID: eventId, CHUTE_DECODERS: decoders });
}
