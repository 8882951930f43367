import { ageWords } from './age-words.ts';
import { timeOfDay } from './time-words.ts';

/** How the page stands with its source. `sinceMs` is real time. */
export type LinkState =
  | { state: 'connecting'; sinceMs: number }
  | { state: 'up'; sinceMs: number }
  | { state: 'lost'; sinceMs: number }
  | { state: 'refused'; sinceMs: number; code: 'unknown-event' | 'not-allowed' | 'bad-request' };

/** What is on the screen. `asOfMs` is race time, null before the first head; `heardAtMs` real time. */
export type ShownData = {
  asOfMs: number | null;
  heardAtMs: number;
  /** By the source's own word, in real time: it is heard every second and may still have nothing newer. */
  lagMs: number;
  isCopy: boolean;
  zone: string;
  behindBy: number;
  isHeld: boolean;
  sourceNote: SourceNote | null;
};

/** What the source says of its own links. */
export type SourceNote = { isOlder: boolean; word: string; sentence: string };

/** `word` and `sentence` carry the state; `tone` only colours it. */
export type DataState = { tone: 'waiting' | 'live' | 'old'; word: string; sentence: string };

/** Heads come every second: after this long without one the picture is called stale. */
export const staleAfterMs = 3_000;
const behindAfterMs = 5_000;

/** What the board says of its data. `source` is the host that this page came from. */
export function dataState(at: { link: LinkState; shown: ShownData | null; source: string; nowMs: number }): DataState {
  return at.shown ? stateOfPicture({ ...at, shown: at.shown }) : stateWithoutPicture(at);
}

function stateWithoutPicture({ link, source, nowMs }: { link: LinkState; source: string; nowMs: number }): DataState {
  const age = ageWords(nowMs - link.sinceMs);
  switch (link.state) {
    case 'connecting':
      return { tone: 'waiting', word: 'Waiting', sentence: `Waiting for ${source} to answer, for ${age} now` };
    case 'lost':
      return { tone: 'old', word: 'No link', sentence: `No answer from ${source} for ${age}; trying again by itself` };
    case 'refused':
      return { tone: 'waiting', word: 'Waiting', sentence: refusals[link.code](source) };
    case 'up':
      return { tone: 'waiting', word: 'Waiting', sentence: `${source} answers; waiting for the first picture of the event` };
  }
}

const refusals = {
  'unknown-event': (source: string) => `${source} knows no event with this address; the board appears as soon as it does`,
  'not-allowed': (source: string) => `${source} does not show this event to everyone`,
  'bad-request': () => 'This address is not the address of an event',
};

function stateOfPicture({ link, shown, source, nowMs }: { link: LinkState; shown: ShownData; source: string; nowMs: number }): DataState {
  const ageMs = nowMs - shown.heardAtMs;
  const showing = shown.asOfMs === null ? `showing data ${ageWords(ageMs)} old` : `showing data of ${timeOfDay(shown.asOfMs, shown.zone)}`;
  const withAge = shown.asOfMs === null ? showing : `${showing}, ${ageWords(ageMs)} old`;
  if (shown.isHeld) {
    const less =
      shown.behindBy > 0 ? `knows ${entries(shown.behindBy)} less than is shown here` : 'is being compared with what is shown here';
    return { tone: 'old', word: 'Held', sentence: `${source} came back and ${less}: ${withAge}` };
  }
  if (shown.isCopy) return { tone: 'old', word: 'Kept copy', sentence: `${waitingFor(link, source)}: ${withAge}, kept by this browser` };
  if (link.state === 'refused') return { tone: 'old', word: 'Stopped', sentence: `${refusals[link.code](source)}: ${withAge}` };
  if (link.state !== 'up') return { tone: 'old', word: 'Link lost', sentence: `${ageWords(nowMs - link.sinceMs)} ago: ${showing}` };
  if (ageMs > staleAfterMs) return { tone: 'old', word: 'Stale', sentence: `Nothing heard for ${ageWords(ageMs)}: ${showing}` };
  if (shown.lagMs > behindAfterMs)
    return { tone: 'old', word: 'Stale', sentence: `${source} has had nothing newer for ${ageWords(shown.lagMs)}: ${showing}` };
  if (shown.behindBy > 0)
    return {
      tone: 'old',
      word: 'Behind',
      sentence: `${source} knows ${entries(shown.behindBy)} less than this browser has seen: ${showing}`,
    };
  if (shown.sourceNote?.isOlder) return { tone: 'old', word: shown.sourceNote.word, sentence: shown.sourceNote.sentence };
  const from = shown.asOfMs === null ? 'Data just received' : `Data of ${timeOfDay(shown.asOfMs, shown.zone)}`;
  return { tone: 'live', word: 'Live', sentence: shown.sourceNote ? `${from} · ${shown.sourceNote.sentence}` : from };
}

const waitingFor = (link: LinkState, source: string) => (link.state === 'up' ? `Waiting for ${source}` : `No answer from ${source}`);

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);
