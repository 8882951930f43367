import type { RunnerMessage } from './runner-messages-api.ts';

/** A message while somebody writes it; empty = for all. */
export type MessageDraft = { text: string; raceId: string; waveId: string; place: string; milestone: boolean; displayId: string };

/** What is wrong, beside the field that it is about. */
export type DraftWrongs = Partial<Record<'text' | 'place' | 'milestone', string>>;

export const emptyDraft: MessageDraft = { text: '', raceId: '', waveId: '', place: '', milestone: false, displayId: '' };

const lettersMax = 200;
const placeMax = 100_000;

export function draftOf({ text, raceId, waveId, placeUpTo, milestone, displayId }: RunnerMessage): MessageDraft {
  const place = placeUpTo === null ? '' : String(placeUpTo);
  return { text, raceId: raceId ?? '', waveId: waveId ?? '', place, milestone, displayId: displayId ?? '' };
}

export function readDraft(draft: MessageDraft): { message: RunnerMessage } | { wrong: DraftWrongs } {
  const wrong: DraftWrongs = {};
  const text = draft.text.trim();
  if (text === '') wrong.text = 'Write what the screen is to say.';
  if (text.length > lettersMax) wrong.text = `That is ${text.length} letters: a screen takes at most ${lettersMax}.`;
  const place = draft.place.trim();
  if (place !== '' && !(/^\d+$/.test(place) && Number(place) >= 1 && Number(place) <= placeMax))
    wrong.place = `Write a whole number from 1 to ${placeMax}, or nothing for every place.`;
  if (text.includes('{milestone}') && !draft.milestone)
    wrong.milestone = 'The message names {milestone}: tick this, or everyone else would read a gap.';
  if (Object.keys(wrong).length > 0) return { wrong };
  const { raceId, waveId, milestone, displayId } = draft;
  return {
    message: {
      ...{ text, milestone, raceId: raceId || null, waveId: waveId || null, displayId: displayId || null },
      placeUpTo: place === '' ? null : Number(place),
    },
  };
}
