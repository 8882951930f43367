import type { Cast } from '../cast.ts';

const everyMs = 15_000;
/** Messages that wait for a journal's thread: a handful of reads, four batches of the link, a heartbeat. More says that someone does not wait for an answer. */
const waitingMax = 200;

/** What holds in the middle of it all, looked at now and then: whoever has counted the same has the same list, and no queue grows without end. */
export function watchAtAllTimes(cast: Cast): void {
  const hashOfBasis = new Map<string, { name: string; hash: string }>();
  const look = () => {
    const { world, hub, edges } = cast;
    const scorers = [
      { name: 'hub', scorer: hub.scoring?.scored?.scorer },
      ...edges.map((box) => ({ name: box.name, scorer: box.edge?.scoringRun()?.scorer })),
    ];
    for (const { name, scorer } of scorers) {
      if (!scorer) continue;
      const basis = JSON.stringify(scorer.basis());
      const known = hashOfBasis.get(basis);
      if (known?.name === name) continue;
      const { hash } = scorer.list();
      if (known && known.hash !== hash)
        world.broken('two-truths', `${name} and ${known.name} counted the same, and have two lists: ${basis}`);
      hashOfBasis.set(basis, { name, hash });
    }
    for (const { name, waitingForDisk } of edges) {
      if (waitingForDisk > waitingMax) world.broken('queue-grows', `${waitingForDisk} messages wait for the journal of ${name}`);
    }
    world.later(everyMs, look);
  };
  look();
}
