import type { SealedEntry } from '@chute/protocol';
import type { PlacedResult } from '@chute/timing';
import { openedOnce } from '../opened-once.ts';
import type { DecoderBox } from '../parts/decoder-box.ts';
import type { Location, Race } from '../race.ts';

export type TrueResult = { bib: string; status: string; gunTimeMs: number | null; chipTimeMs: number | null; place: number | null };

/**
 * What the decoders know: of each crossing the hands of the clock that heard it, of the race nothing but the arithmetic of a school book. Written without a look at
 * `packages/timing`, so that the two can disagree.
 */
export function trueResults(
  race: Race,
  at: { decoderOf: (location: Location) => DecoderBox; disqualified: ReadonlySet<string> },
): TrueResult[] {
  const shown = (location: Location, atMs: number) => at.decoderOf(location).shownAtMs(atMs);
  const gunAtMs = shown('START', race.gunMs);
  const rows = race.runners.map(({ participant, crossings }) => {
    const { bib } = participant;
    const startAtMs = crossings.START.length > 0 ? shown('START', crossings.START.at(-1)!) : gunAtMs;
    const finishAtMs = crossings.FINISH.length > 0 ? shown('FINISH', crossings.FINISH[0]!) : null;
    const times = { gunTimeMs: finishAtMs && finishAtMs - gunAtMs, chipTimeMs: finishAtMs && finishAtMs - startAtMs };
    if (at.disqualified.has(participant.id)) return { bib, ...times, status: 'DSQ' };
    if (finishAtMs) return { bib, ...times, status: 'finished' };
    return { bib, ...times, status: crossings.START.length + crossings.HALF.length > 0 ? 'running' : 'registered' };
  });
  const rankBy = race.setup.races[0]!.rules.rankBy === 'gun' ? 'gunTimeMs' : 'chipTimeMs';
  const finishers = rows.filter(({ status }) => status === 'finished');
  return rows.map((row) => ({
    ...row,
    place: row.status === 'finished' ? 1 + finishers.filter((other) => other[rankBy]! < row[rankBy]!).length : null,
  }));
}

/** The first runner of whom a list says something else than the truth, in words. */
export function firstLie(truth: readonly TrueResult[], results: readonly PlacedResult[]): string | undefined {
  const said = new Map(results.map((result) => [result.bib, result]));
  for (const { bib, ...wanted } of truth) {
    const result = said.get(bib);
    const found = result && {
      status: result.status,
      gunTimeMs: result.gunTimeMs,
      chipTimeMs: result.chipTimeMs,
      place: result.places?.overall ?? null,
    };
    const isSame = found?.status === wanted.status && found.place === wanted.place && timesAgree(wanted, found);
    if (!isSame) return `bib ${bib} is ${JSON.stringify(found)}, in truth ${JSON.stringify(wanted)}`;
  }
  return undefined;
}

function timesAgree(wanted: Omit<TrueResult, 'bib'>, found: { gunTimeMs: number | null; chipTimeMs: number | null }): boolean {
  return wanted.status === 'DSQ' || (wanted.gunTimeMs === found.gunTimeMs && wanted.chipTimeMs === found.chipTimeMs);
}

/** Participants whom an entry of the log disqualifies. One in a session that was never bound to the event is on record, and does not count. */
export function disqualifiedIn(
  journals: Iterable<readonly [journalId: string, entries: readonly SealedEntry[]]>,
  counts: (sessionId: string) => boolean,
): Set<string> {
  const ids = new Set<string>();
  for (const [journalId, entries] of journals) {
    for (const sealed of entries) {
      const { entry } = openedOnce(journalId, sealed);
      if (entry?.kind === 'status' && entry.change === 'DSQ' && counts(entry.sessionId)) ids.add(entry.participantId);
    }
  }
  return ids;
}
