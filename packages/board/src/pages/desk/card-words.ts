import type { DisplayCard, DisplayState } from '@chute/protocol';
import { nameOrBib } from '../../picture/place-words.ts';
import type { Standings } from '../../picture/standings.ts';
import { stateNames } from '../../scene/editor/labels.ts';

/** Who a card is about, in a line. */
export function cardWords({ participantId, text, kind }: DisplayCard, standings: Standings | null): { who: string; more: string } {
  const row = participantId ? (standings?.row(participantId) ?? null) : null;
  if (row) return { who: nameOrBib(row), more: [row.bib, text].filter(Boolean).join(' · ') };
  if (participantId) return { who: 'A runner this page does not know yet', more: text ?? '' };
  return { who: text ?? '', more: kind === 'test' ? 'test' : 'message' };
}

/** What a display shows now. */
export function nowWords({ calledUp, now }: DisplayState, standings: Standings | null): string {
  if (calledUp) return [stateNames[calledUp.state], calledUp.text].filter(Boolean).join(': ');
  return now ? cardWords(now.card, standings).who : 'Resting';
}

export const modeNames: Record<DisplayState['settings']['mode'], string> = {
  'pre-race': 'Before the race: whoever is heard',
  live: 'Live: whoever finishes',
  results: 'Results: in order of place',
  test: 'Test: five runners that are not',
};
