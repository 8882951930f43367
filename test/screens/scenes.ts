import type { LiveEvent, LiveRow } from '@chute/protocol';
import { field, finisher, hostileNames, onCourse, shownEvent, smallEvent, startedAtMs } from './shown-race.ts';

/** What is looked at: a state of the race, and how somebody has set the board. `keys` are pressed before the look. */
export type Scene = {
  name: string;
  event: LiveEvent | null;
  rows: LiveRow[];
  raceNowMs: number;
  query?: string;
  keys?: string[];
  /** The link is cut and this is waited for before the look. */
  afterLoss?: string;
};

const nowMs = startedAtMs + 2_400_000;
const race = [...field(0, 120, finisher), ...field(120, 300, onCourse)];
const underWay = { event: shownEvent, rows: race, raceNowMs: nowMs };
const ofOneRace = (n: number) => finisher(n * 4);

/** At the head of every table and among the latest at once. */
const hostile = hostileNames.map((name, at) =>
  finisher(at, { name: name.trim() || null, rankKey: 1_000_000 + at, finishedAtMs: nowMs + at * 1_000 }),
);

const withGuns = (event: LiveEvent, gunAtMs: (wave: LiveEvent['waves'][number]) => number | null): LiveEvent => ({
  ...event,
  waves: event.waves.map((wave) => ({ ...wave, gunAtMs: gunAtMs(wave) })),
});

export const scenes: readonly Scene[] = [
  { name: 'race', ...underWay },
  { name: 'one-race', event: smallEvent, rows: field(0, 40, ofOneRace), raceNowMs: nowMs },
  { name: 'hostile-names', event: shownEvent, rows: [...race.slice(hostile.length, 90), ...hostile], raceNowMs: nowMs },
  { name: 'link-lost', ...underWay, afterLoss: 'Link lost' },
  { name: 'no-gun', ...underWay, event: withGuns(shownEvent, (wave) => (wave.name === 'Wave B' ? null : wave.gunAtMs)) },
  {
    name: 'before-the-gun',
    event: withGuns(smallEvent, () => null),
    rows: field(0, 40, (n) => onCourse(n * 4, { status: 'registered' })),
    raceNowMs: startedAtMs - 600_000,
  },
  { name: 'nobody-yet', event: shownEvent, rows: field(0, 200, onCourse), raceNowMs: nowMs - 600_000 },
  {
    name: 'closed',
    event: { ...smallEvent, races: smallEvent.races.map((one) => ({ ...one, closed: true })) },
    rows: field(0, 40, ofOneRace),
    raceNowMs: nowMs,
  },
  { name: 'unknown-event', event: null, rows: [], raceNowMs: nowMs },
  { name: 'women-large', ...underWay, query: '?race=1&list=sex:F&size=1.25' },
  { name: 'very-large', ...underWay, query: '?size=2' },
  { name: 'small', ...underWay, query: '?size=0.7' },
  { name: 'keys', ...underWay, keys: ['?'] },
];
