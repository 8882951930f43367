import type { LiveRow } from '../live/messages.ts';
import type { DisplayQueue } from './queue.ts';
import type { DisplaySettings } from './settings.ts';
import type { DisplayCard } from './state.ts';
import { testCard } from './test-cards.ts';

const ordinary = 5;

/** Words that go with a runner: a message that fits them, or none. */
export type TextOf = (row: LiveRow) => string | null;

/** What the finishes that are news (`LivePicture`) give a display, in the order they happened. */
export function finishCards(settings: DisplaySettings, finishes: readonly LiveRow[], textOf: TextOf = noText): DisplayCard[] {
  if (settings.mode !== 'live') return [];
  return finishes.flatMap((row) => {
    if (!row.decidedBy || !isOfRaces(settings, row)) return [];
    const { journalId, seq } = row.decidedBy;
    return [cardOf(row, { cardId: `${journalId} ${seq}`, kind: 'finish', text: textOf(row), atMs: row.finishedAtMs ?? 0 })];
  });
}

/** Whoever was heard before their gun and is news to a display that shows this: each passing once, by rows as they change. */
export function heardCards(settings: DisplaySettings, rows: readonly LiveRow[], textOf: TextOf = noText): DisplayCard[] {
  if (settings.mode !== 'pre-race') return [];
  return rows.flatMap((row) => {
    if (row.heardAtMs === undefined || !isOfRaces(settings, row)) return [];
    const cardId = `heard ${row.participantId} ${row.heardAtMs}`;
    return [cardOf(row, { cardId, kind: 'heard', text: textOf(row), atMs: row.heardAtMs })];
  });
}

/**
 * Who comes next where a display goes round by itself: the finishers race by race in order of place, or the cards made up for a test. Null in the other
 * modes, while anybody else is or waits to be shown, and without finishers. After a runner that a person brought up it goes on from there.
 */
export function loopCard(
  queue: DisplayQueue,
  feed: { rows: Iterable<LiveRow>; raceIds: readonly string[]; textOf?: TextOf },
): DisplayCard | null {
  const { settings, isIdle, nextRevision } = queue;
  if (!isIdle) return null;
  if (settings.mode === 'test') return testCard(queue.shown, nextRevision);
  if (settings.mode !== 'results') return null;
  const raceIds = settings.raceIds.length > 0 ? settings.raceIds : feed.raceIds;
  const last = queue.shown.find(({ cardId }) => cardId.startsWith('result '))?.participantId;
  const row = nextInPlace([...feed.rows].filter(isPlaced), { raceIds, last });
  if (!row) return null;
  const text = (feed.textOf ?? noText)(row);
  return cardOf(row, { cardId: `result ${row.participantId} ${nextRevision}`, kind: 'finish', text, atMs: row.finishedAtMs ?? 0 });
}

/** The one after `last`, or the first of all: when there is none after it, and when it has no place any more. One look through the rows, no sorting. */
function nextInPlace(
  rows: readonly PlacedRow[],
  at: { raceIds: readonly string[]; last: string | null | undefined },
): PlacedRow | undefined {
  const raceAt = new Map(at.raceIds.map((raceId, index) => [raceId, index]));
  const compare = (a: PlacedRow, b: PlacedRow) =>
    raceAt.get(a.raceId)! - raceAt.get(b.raceId)! || a.rankKey - b.rankKey || (a.participantId < b.participantId ? -1 : 1);
  const listed = rows.filter(({ raceId }) => raceAt.has(raceId));
  const earliest = (among: readonly PlacedRow[]) =>
    among.reduce<PlacedRow | undefined>((first, row) => (first && compare(first, row) < 0 ? first : row), undefined);
  const last = listed.find(({ participantId }) => participantId === at.last);
  const after = last && earliest(listed.filter((row) => row !== last && compare(last, row) < 0));
  return after ?? earliest(listed);
}

type PlacedRow = LiveRow & { rankKey: number };

function isPlaced(row: LiveRow): row is PlacedRow {
  return row.status === 'finished' && row.rankKey !== null;
}

function isOfRaces({ raceIds }: DisplaySettings, { raceId }: LiveRow): boolean {
  return raceIds.length === 0 || raceIds.includes(raceId);
}

function cardOf({ participantId }: LiveRow, card: Pick<DisplayCard, 'cardId' | 'kind' | 'text' | 'atMs'>): DisplayCard {
  return { ...card, participantId, priority: ordinary };
}

function noText(): null {
  return null;
}
