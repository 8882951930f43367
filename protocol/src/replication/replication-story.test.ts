import { expect, test } from 'vitest';
import type { PipeFaults } from '../testing/faulty-pipe.ts';
import { ReplicationWorld } from '../testing/replication-world.ts';

/** A quarter is lost, a third comes twice, and what was sent first arrives last. */
const wild: PipeFaults = { drop: 0.25, repeat: 0.3, delayMs: { from: 5, to: 800 } };

const seedsEach = 60;
const lastsMs = 20_000;

test.each([0, 1, 2, 3].map((part) => part * seedsEach))(
  `pipes lose and reorder, processes die, backups come back, and all disks end equal with nothing lost (${seedsEach} days from seed %i on)`,
  (firstSeed) => {
    for (let seed = firstSeed; seed < firstSeed + seedsEach; seed += 1) aRaceDay(seed);
  },
);

function aRaceDay(seed: number): void {
  const world = new ReplicationWorld({ seed, edges: 2 + (seed % 2), faults: wild });
  const { random, time } = world;
  while (time.nowMs < lastsMs) {
    time.runUntil(time.nowMs + world.between(50, 700));
    const edge = world.edges[world.between(0, world.edges.length - 1)]!;
    const chance = random();
    if (chance < 0.55) edge.writes(world.between(1, 30));
    else if (chance < 0.65) world.hub.writes(world.between(1, 3));
    else if (chance < 0.75) edge.connects();
    else if (chance < 0.82) edge.loses();
    else if (chance < 0.87) edge.restart();
    else if (chance < 0.9) world.hub.restart();
    else if (chance < 0.94) edge.backsUp();
    else if (chance < 0.97) world.hub.backsUp();
    else if (chance < 0.985) edge.comesBackFromBackup();
    else world.hub.comesBackFromBackup();
  }
  for (const edge of world.edges) edge.connects();
  expect(world.converges(600_000), `seed ${seed}: ${JSON.stringify(world.nodes().map((node) => node.disk.ends()))}`).toBe(true);
  expectNothingLostOrDoubled(world, seed);
}

function expectNothingLostOrDoubled(world: ReplicationWorld, seed: number): void {
  for (const node of world.nodes()) {
    expect(node.disk.conflicts, `seed ${seed}`).toEqual([]);
    for (const [journalId, seqs] of world.written) {
      const held = node.disk.entries(journalId);
      expect(held.length, `seed ${seed}, journal ${journalId}`).toBeGreaterThanOrEqual(world.lost.get(journalId) ?? seqs.size);
      expect(held.every((entry, at) => entry.seq === at + 1)).toBe(true);
    }
  }
}
