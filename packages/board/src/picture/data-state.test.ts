import { expect, test } from 'vitest';
import { aHead } from '../testing/live-messages.ts';
import { dataState, type LinkState, type ShownData } from './data-state.ts';
import { sourceNote } from './source-note.ts';

const source = 'finish-box:8080';
const up: LinkState = { state: 'up', sinceMs: 0 };
const shown: ShownData = {
  asOfMs: Date.UTC(2026, 8, 20, 7, 41, 7),
  heardAtMs: 100_000,
  lagMs: 0,
  zone: 'Europe/Amsterdam',
  isCopy: false,
  behindBy: 0,
  isHeld: false,
  sourceNote: null,
};
const said = (change: Partial<ShownData> | null, link: LinkState, nowMs = 100_500) => {
  const { word, sentence } = dataState({ link, shown: change && { ...shown, ...change }, source, nowMs });
  return `${word}: ${sentence}`;
};

test('live data says of when it is, in the time of the race', () => {
  expect(said({}, up)).toBe('Live: Data of 09:41:07');
});

test('a source that has gone quiet is stale after three seconds, and says for how long', () => {
  expect(said({}, up, 103_000)).toMatch(/^Live/);
  expect(said({}, up, 107_200)).toBe('Stale: Nothing heard for 7 s: showing data of 09:41:07');
});

test('a source that is heard, and has nothing newer itself, is stale as well', () => {
  expect(said({ lagMs: 12_000 }, up)).toBe('Stale: finish-box:8080 has had nothing newer for 12 s: showing data of 09:41:07');
});

test('a lost link says since when, and of when the picture is', () => {
  expect(said({}, { state: 'lost', sinceMs: 100_000 }, 300_000)).toBe('Link lost: 3 min 20 s ago: showing data of 09:41:07');
});

test('a copy after a reload without a link says how old it is', () => {
  expect(said({ isCopy: true }, { state: 'lost', sinceMs: 100_000 }, 940_000)).toBe(
    'Kept copy: No answer from finish-box:8080: showing data of 09:41:07, 14 min old, kept by this browser',
  );
});

test('without a picture the board says what it waits for', () => {
  expect(said(null, { state: 'connecting', sinceMs: 0 }, 4_000)).toBe('Waiting: Waiting for finish-box:8080 to answer, for 4 s now');
  expect(said(null, up)).toBe('Waiting: finish-box:8080 answers; waiting for the first picture of the event');
  expect(said(null, { state: 'lost', sinceMs: 0 }, 12_000)).toBe(
    'No link: No answer from finish-box:8080 for 12 s; trying again by itself',
  );
  expect(said(null, { state: 'refused', sinceMs: 0, code: 'unknown-event' })).toMatch(/knows no event with this address/);
});

test('a source that came back with less is named with how much', () => {
  expect(said({ behindBy: 12, isHeld: true }, up)).toMatch(
    /^Held: finish-box:8080 came back and knows 12 entries less than is shown here: .* 09:41:07/,
  );
  expect(said({ behindBy: 1 }, up)).toBe('Behind: finish-box:8080 knows 1 entry less than this browser has seen: showing data of 09:41:07');
});

test('a hub that hears no timing box warns; an edge without a hub is as good as ever', () => {
  const down = { state: 'down', sinceMs: null } as const;
  const hub = sourceNote(aHead({ revision: 1, entries: 1 }, { source: 'hub', link: down }));
  const edge = sourceNote(aHead({ revision: 1, entries: 1 }, { source: 'edge', link: down }));
  expect(dataState({ link: up, shown: { ...shown, sourceNote: hub }, source, nowMs: 100_500 }).tone).toBe('old');
  expect(said({ sourceNote: edge }, up)).toBe('Live: Data of 09:41:07 · from the timing box, which times on without its hub');
});
