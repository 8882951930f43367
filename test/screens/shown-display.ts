import { type CalledUp, type DisplayCard, type DisplayState, displayStateSchema, type LiveRow } from '@chute/protocol';
import { eventId, shownId } from './shown-race.ts';

/** The address of the display in these screens. */
export const displayCode = 'Scr33nsAndWalls';

/** A display that has nothing to do; `change` says what it has. */
export function shownDisplay(change: Partial<DisplayState> = {}): DisplayState {
  return displayStateSchema.parse({
    displayId: shownId(700),
    eventId,
    streamId: shownId(701),
    revision: 1,
    settings: { name: 'Finish wall', sceneIds: ['finish-line', 'finish-list', 'leaders', 'podium', 'welcome', 'led-wall'] },
    sceneId: 'finish-line',
    calledUp: null,
    now: null,
    isHeld: false,
    isPinned: false,
    waiting: [],
    waitingCount: 0,
    recent: [],
    dropped: 0,
    taken: [],
    ...change,
  });
}

export function cardOf(row: LiveRow, change: Partial<DisplayCard> = {}): DisplayCard {
  const cardId = `card of ${row.participantId}`;
  return { cardId, kind: 'finish', participantId: row.participantId, text: null, atMs: row.finishedAtMs ?? 0, priority: 5, ...change };
}

export const showing = (card: DisplayCard): DisplayState['now'] => ({ card, shownMs: 2_000, showMs: 6_000 });

export const calling = (state: NonNullable<CalledUp>['state'], text = ''): CalledUp => ({ state, text });
