import { genesisHash, openEntry, type SealedEntry } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import { score } from '@chute/timing';
import type { Cast } from '../cast.ts';
import { openedOnce } from '../opened-once.ts';

/** What must hold of the logs once all is at rest. Breaks the world when it does not. */
export function checkWholeLog(cast: Cast): void {
  const { world, hub, edges } = cast;
  const checked = new Set<string>();
  const disks = [
    ...[...hub.store.file.journals].map(([id, { entries }]) => ({ where: 'hub', id, entries })),
    ...edges.flatMap((box) => [...(box.disk.file?.journals ?? [])].map(([id, { entries }]) => ({ where: box.name, id, entries }))),
  ];
  for (const { where, id, entries } of disks) {
    const fault = chainFault(id, entries, checked);
    if (fault) world.broken('chain-broken', `at ${where}, ${id}: ${fault}`);
  }
  checkNothingLost(cast);
  checkOneTruth(cast);
  checkToldOfForks(cast);
}

/** From 1 on without a gap, each naming the hash of the one before, each being what its own hash says. */
function chainFault(journalId: string, entries: readonly SealedEntry[], checked: Set<string>): string | undefined {
  let prev = genesisHash;
  for (const [index, sealed] of entries.entries()) {
    if (sealed.seq !== index + 1) return `entry ${sealed.seq} stands at ${index + 1}`;
    if (!checked.has(sealed.hash)) {
      const opened = openEntry(sealed, nativeSha256Hex);
      if ('unscored' in opened) return `entry ${sealed.seq}: ${opened.unscored}`;
      if (opened.entry.prev !== prev) return `entry ${sealed.seq} follows another one`;
      if (opened.entry.journalId !== journalId) return `entry ${sealed.seq} belongs to ${opened.entry.journalId}`;
      checked.add(sealed.hash);
    }
    prev = sealed.hash;
  }
  return undefined;
}

/** Everything that was ever acknowledged is at the hub, but for what was on no disk any more once an older one was put in its place. */
function checkNothingLost({ world, hub, witness, lostBeyond }: Cast): void {
  for (const [journalId, hashes] of witness.acknowledgedIn) {
    if (witness.forked.has(journalId)) continue;
    const kept = hub.store.entriesOf(journalId);
    const missing = hashes.findIndex(
      (hash, index) => hash !== undefined && kept[index]?.hash !== hash && index + 1 <= (lostBeyond.get(journalId) ?? Infinity),
    );
    if (missing >= 0) world.broken('entry-lost', `entry ${missing + 1} of ${journalId} was acknowledged, and the hub has ${kept.length}`);
  }
}

/** Equal basis, equal hash, and equal to the batch scorer over the whole log at once. */
function checkOneTruth({ world, hub, edges, race, witness }: Cast): void {
  if (witness.forked.size > 0) return;
  const journals = hub.store.book.journalsOf(race.eventId);
  const entries = journals.flatMap((journalId) => hub.store.entriesOf(journalId).map((sealed) => openedOnce(journalId, sealed)));
  const wanted = score(race.setup, entries).hash;
  const lists = [{ name: 'hub', run: hub.scoring?.scored }, ...edges.map((box) => ({ name: box.name, run: box.edge?.scoringRun() }))];
  for (const { name, run } of lists) {
    const found = run?.scorer.list().hash;
    if (found !== wanted) world.broken('two-truths', `${name} has the list ${found}, the whole log gives ${wanted}`);
  }
}

/** Two entries at one place are never silent. */
function checkToldOfForks({ world, hub, edges, witness }: Cast): void {
  const words = ['entry-conflict', 'diverged-beyond-our-end', 'diverged-other-hash'];
  const isTold = hub.told.size > 0 && [...hub.told.keys()].some((text) => /hash|past|sealed|disagree/.test(text));
  const isToldAtEdge = edges.some(({ told }) => words.some((code) => told.has(code)));
  if (witness.forked.size > 0 && !isTold && !isToldAtEdge)
    world.broken('silent-fork', `journal ${[...witness.forked][0]} has two pasts, and nobody was told`);
}
