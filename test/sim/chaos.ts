import type { Cast } from './cast.ts';
import { noteOldDisk } from './checks/told-of-copies.ts';
import type { EdgeBox } from './parts/edge-box.ts';
import type { Fault } from './profile.ts';

/** When the faults are over. */
export const calmAfterMs = 10_000;

type Blow = (cast: Cast) => void;

/** What each fault does when it strikes; those that only shape the cast (`cast.ts`) have nothing here. */
const blows: Partial<Record<Fault, Blow>> = {
  partition: (cast) => cast.broker.isolate(anEdge(cast).name, cast.world.between(3_000, 45_000)),
  'half-open': ({ world, decoders, screens }) => world.pick([...decoders, ...screens]).wire?.goSilent(),
  'broker-forgets': ({ world, broker }) => {
    world.say('broker', 'forgets everything');
    broker.forgetEverything();
    broker.isDown = world.chance(0.5);
    world.later(world.between(500, 15_000), () => {
      broker.isDown = false;
    });
  },
  'disk-slow': (cast) => spell(cast, (box) => ({ ...box.disk.faults, syncMs: { from: 50, to: 900 } })),
  'disk-full': (cast) => spell(cast, (box) => ({ ...box.disk.faults, full: true })),
  'disk-sync-fails': (cast) => spell(cast, (box) => ({ ...box.disk.faults, syncFails: 0.15 })),
  'power-cut': (cast) => downAndUp(cast, anEdge(cast), { power: true }),
  'edge-killed': (cast) => downAndUp(cast, anEdge(cast), { power: false }),
  'edge-restarted': (cast) => void anEdge(cast).restart(),
  'edge-restored': (cast) => {
    const box = anEdge(cast);
    const image = box.disk.image();
    if (!image) return;
    cast.world.say(box.name, 'is copied');
    unlessCalm(cast, cast.world.between(2_000, 50_000), () => {
      cast.world.say(box.name, 'has an old copy of its disk');
      noteLoss(cast, box, (journalId) => image.journals.get(journalId)?.entries.length ?? 0);
      noteOldDisk(cast, box, image);
      box.takeDisk(image);
      cast.world.later(3_000, () => box.start());
    });
  },
  'edge-cloned': (cast) => {
    const box = anEdge(cast);
    const image = box.disk.image();
    if (!image || cast.edges.some(({ name }) => name.endsWith('-twin'))) return;
    unlessCalm(cast, cast.world.between(500, 20_000), () => {
      if (cast.edges.some(({ name }) => name.endsWith('-twin'))) return;
      cast.world.say(box.name, 'has a twin');
      const twin = cast.addEdge({ like: box, file: image });
      if (cast.world.chance(0.5)) moveDecoder(cast, twin);
    });
  },
  'hub-killed': ({ world, hub }) => {
    hub.crash();
    world.later(world.between(500, 20_000), () => hub.start());
  },
  'hub-restored': (cast) => {
    const backup = cast.hub.store.backup();
    unlessCalm(cast, cast.world.between(2_000, 60_000), () => {
      noteLoss(cast, cast.hub, (journalId) => backup.journals.get(journalId)?.entries.length ?? 0);
      cast.hub.restore(backup);
      cast.world.later(cast.world.between(500, 10_000), () => cast.hub.start());
    });
  },
  'wall-clock-steps': (cast) => stepClock(cast, anEdge(cast), cast.world.pick([-1, 1]) * cast.world.between(60, 3_600_000)),
  'boot-in-1970': (cast) => {
    const box = anEdge(cast);
    cast.world.say(box.name, 'has its clock set right');
    box.clock.set(0);
  },
  'decoder-redials': ({ world, decoders }) => world.pick(decoders).dial(),
  'decoder-moves': (cast) => moveDecoder(cast, anEdge(cast)),
  'screens-lose-links': ({ world, screens }) => world.pick(screens).wire?.cut(),
};

/** Draws when each fault of this seed strikes; returns the moment after which there are none. */
export function unleash(cast: Cast): number {
  const { world, profile, race, broker, hub } = cast;
  const has = (fault: Fault) => profile.faults.has(fault);
  broker.faults = {
    drop: has('network-loss') ? world.between(1, 25) / 100 : 0,
    repeat: has('network-repeat') ? world.between(1, 30) / 100 : 0,
    delayMs: { from: 1, to: has('network-delay') ? world.between(100, 3_000) : 20 },
  };
  hub.store.fails = has('database-fails') ? 0.05 : 0;
  for (const fault of profile.faults) {
    const blow = blows[fault];
    if (blow)
      for (let times = world.between(1, 3); times > 0; times -= 1) world.later(world.between(1_000, race.endsAtMs), () => blow(cast));
  }
  for (let times = world.between(0, 3); times > 0; times -= 1)
    world.later(world.between(5_000, race.endsAtMs), () => disqualifySomeone(cast));
  return race.endsAtMs + calmAfterMs;
}

/** The sun comes out: whatever was broken is mended, and whoever was down is switched on. */
export function calm(cast: Cast): void {
  const { world, broker, hub, edges, screens } = cast;
  world.say('world', 'all faults are over');
  cast.isCalm = true;
  broker.isDown = false;
  broker.unreachableFrom.clear();
  broker.faults = { drop: 0, repeat: 0, delayMs: { from: 1, to: 20 } };
  hub.store.fails = 0;
  hub.start();
  for (const box of edges) {
    box.disk.faults = { syncMs: { from: 1, to: 4 }, full: false, syncFails: 0 };
    box.start();
  }
  // What a screen has counted may be on no disk any more: then a person takes what there is.
  if (cast.lostBeyond.size > 0 || cast.witness.forked.size > 0) for (const screen of screens) screen.takesLess = true;
}

function unlessCalm(cast: Cast, ms: number, strike: () => void): void {
  cast.world.later(ms, () => {
    if (!cast.isCalm) strike();
  });
}

function anEdge({ world, edges }: Cast): EdgeBox {
  return world.pick(edges);
}

function spell(cast: Cast, faultsOf: (box: EdgeBox) => EdgeBox['disk']['faults']): void {
  const { disk } = anEdge(cast);
  const box = cast.edges.find((one) => one.disk === disk)!;
  const before = disk.faults;
  disk.faults = faultsOf(box);
  unlessCalm(cast, cast.world.between(2_000, 25_000), () => {
    disk.faults = before;
  });
}

function downAndUp({ world }: Cast, box: EdgeBox, { power }: { power: boolean }): void {
  box.crash({ power });
  world.later(world.between(500, 15_000), () => box.start());
}

function moveDecoder({ world, decoders }: Cast, to: EdgeBox): void {
  const decoder = world.pick(decoders);
  world.say(decoder.name, `is told to dial ${to.name}`);
  decoder.listener = to.listener;
  decoder.dial();
}

/** Someone sets the clock. A program that runs must have told of it three seconds later (R6). */
function stepClock({ world }: Cast, box: EdgeBox, ms: number): void {
  const { life, edge } = box;
  const before = box.told.get('clock-step') ?? 0;
  box.clock.step(ms);
  const { moves } = box.clock;
  world.say(box.name, `has its clock set by ${ms} ms`);
  world.later(3_000, () => {
    if (box.clock.moves !== moves) return; // it may have been set back at once
    if (edge && life.alive && (box.told.get('clock-step') ?? 0) === before)
      world.broken('step-untold', `${box.name} did not tell that its clock was set by ${ms} ms`);
  });
}

/** At the hub or at an edge, whoever has time. What was answered is acknowledged. */
function disqualifySomeone({ world, race, hub, edges, witness }: Cast): void {
  const { id } = world.pick(race.runners).participant;
  if (world.chance(0.5)) {
    void hub
      .enter({ kind: 'status', participantId: id, change: 'DSQ', penaltyMs: 0, reason: null })
      .then((entered) => entered && witness.note(entered));
    return;
  }
  const box = world.pick(edges);
  box.enter({ kind: 'status', participant_id: id, change: 'DSQ', penalty_ms: 0, reason: null })?.then(
    () => {},
    () => {}, // not taken, and the person was told so
  );
}

/** Before an older disk takes the place of this one: what stands on no other disk, and not in the copy, may be gone for good. */
function noteLoss(cast: Cast, of: EdgeBox | Cast['hub'], keptInCopy: (journalId: string) => number): void {
  const journals = 'store' in of ? of.store.file.journals : of.disk.file?.journals;
  for (const [journalId, { entries }] of journals ?? []) {
    const elsewhere = [
      ...(of === cast.hub ? [] : [cast.hub.store.entriesOf(journalId).length]),
      ...cast.edges.filter((box) => box !== of).map((box) => box.disk.file?.journals.get(journalId)?.entries.length ?? 0),
    ];
    const kept = Math.max(keptInCopy(journalId), ...elsewhere);
    if (kept < entries.length) cast.lostBeyond.set(journalId, Math.min(kept, cast.lostBeyond.get(journalId) ?? Infinity));
  }
}
