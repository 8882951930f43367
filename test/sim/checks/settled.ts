import type { LiveRow, SealedEntry } from '@chute/protocol';
import type { Cast } from '../cast.ts';
import type { EdgeBox } from '../parts/edge-box.ts';
import type { Screen } from '../parts/screen.ts';
import { disqualifiedIn, firstLie, trueResults } from './truth.ts';

type Journals = Map<string, readonly SealedEntry[]>;

/**
 * Why the house is not yet at rest, in words; undefined when every disk holds what every other does, every scorer has counted it all, every list tells the truth
 * and every screen shows what its source does. Once the faults are over this must come to pass.
 */
export function unrest(cast: Cast): string | undefined {
  const hub = journalsOf(cast.hub.store.file.journals);
  const down = cast.edges.find(({ edge }) => !edge);
  if (down) return `${down.name} is not up`;
  return (
    firstOf(cast.edges, (box) => pushed(box, { cast, hub })) ??
    firstOf(cast.edges, (box) => pulled(box, { cast, hub })) ??
    counted(cast) ??
    lies(cast, hub) ??
    firstOf(cast.screens, (screen) => shows(screen, cast))
  );
}

/** All that the edge holds is at the hub. */
function pushed(box: EdgeBox, { cast, hub }: { cast: Cast; hub: Journals }): string | undefined {
  for (const [journalId, { entries }] of box.disk.file?.journals ?? []) {
    if (cast.witness.forked.has(journalId)) continue;
    const there = hub.get(journalId)?.length ?? 0;
    if (there < entries.length) return `the hub has ${there} of ${entries.length} of ${journalId}, which ${box.name} holds`;
  }
  return undefined;
}

/** Whatever belongs to the event is at the edge. */
function pulled(box: EdgeBox, { cast, hub }: { cast: Cast; hub: Journals }): string | undefined {
  for (const journalId of cast.hub.store.book.journalsOf(cast.race.eventId)) {
    if (cast.witness.forked.has(journalId)) continue;
    const wanted = hub.get(journalId)?.length ?? 0;
    const there = box.disk.file?.journals.get(journalId)?.entries.length ?? 0;
    if (there < wanted) return `${box.name} has ${there} of ${wanted} of ${journalId}, which the hub holds`;
  }
  return undefined;
}

function counted({ hub, edges, race, witness }: Cast): string | undefined {
  if (witness.forked.size > 0) return undefined;
  const wanted = JSON.stringify(
    hub.store.book.journalsOf(race.eventId).map((journalId) => [journalId, hub.store.entriesOf(journalId).length]),
  );
  const scorers = [
    { name: 'hub', scorer: hub.scoring?.scored?.scorer },
    ...edges.map((box) => ({ name: box.name, scorer: box.edge?.scoringRun()?.scorer })),
  ];
  return firstOf(scorers, ({ name, scorer }) => {
    const found = JSON.stringify(scorer?.basis().frontier.map(({ journalId, seq }) => [journalId, seq]));
    return found === wanted ? undefined : `${name} has counted ${found} of ${wanted}`;
  });
}

function lies({ hub, edges, race, decoderOf }: Cast, journals: Journals): string | undefined {
  const counts = (sessionId: string) => hub.store.book.eventOf(sessionId) === race.eventId;
  const truth = trueResults(race, { decoderOf, disqualified: disqualifiedIn(journals, counts) });
  const lists = [{ name: 'hub', run: hub.scoring?.scored }, ...edges.map((box) => ({ name: box.name, run: box.edge?.scoringRun() }))];
  return firstOf(lists, ({ name, run }) => {
    if (!run) return `${name} has no results`;
    const lie = firstLie(truth, run.scorer.list().results);
    return lie && `${name} says: ${lie}`;
  });
}

function shows(screen: Screen, { hub, edges }: Cast): string | undefined {
  const { shown, arriving } = screen.picture;
  if (arriving) return `${screen.name} holds back what ${screen.source} shows`;
  const source =
    screen.source === 'hub'
      ? hub.feed?.stream(screen.audience).since(null)
      : edges
          .find(({ name }) => name === screen.source)
          ?.edge?.live()
          ?.since(screen.audience, null);
  const wanted = source && 'snapshot' in source ? rowsOf(source.snapshot.rows) : '';
  const found = shown ? rowsOf(shown.rows.values()) : 'nothing';
  return found === wanted ? undefined : `${screen.name} does not show what ${screen.source} does`;
}

function rowsOf(rows: Iterable<LiveRow>): string {
  return JSON.stringify([...rows].sort((a, b) => (a.bib < b.bib ? -1 : 1)));
}

function journalsOf(journals: ReadonlyMap<string, { entries: readonly SealedEntry[] }>): Journals {
  return new Map([...journals].map(([journalId, { entries }]) => [journalId, entries]));
}

function firstOf<T>(all: Iterable<T>, look: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
