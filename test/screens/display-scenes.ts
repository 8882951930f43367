import type { DisplayState, LiveEvent, LiveRow } from '@chute/protocol';
import { calling, cardOf, showing, shownDisplay } from './shown-display.ts';
import { field, finisher, hostileNames, onCourse, shownEvent, startedAtMs } from './shown-race.ts';

/** What is looked at on a display: the state of the race, and what the desk has it show. */
export type DisplayScene = {
  name: string;
  race: { event: LiveEvent; rows: LiveRow[]; raceNowMs: number };
  display: DisplayState;
  /** The link is cut and this is waited for before the look. */
  afterLoss?: string;
  keys?: string[];
};

const nowMs = startedAtMs + 2_400_000;
const withCities = (row: LiveRow, n: number): LiveRow => ({
  ...row,
  city: ['Utrecht', 'Meadow Harbour', 'Reykjavík', null][n % 4] ?? null,
});
const rows = [...field(0, 120, (n) => withCities(finisher(n), n)), ...field(120, 300, onCourse)];
const underWay = { event: shownEvent, rows, raceNowMs: nowMs };
const beforeTheGun = {
  event: { ...shownEvent, waves: shownEvent.waves.map((wave) => ({ ...wave, gunAtMs: null })) },
  rows: field(0, 300, (n) => withCities(onCourse(n, { status: 'registered' }), n)),
  raceNowMs: startedAtMs - 2_600_000,
};
const runner = rows[117]!;
const scenesOfRunners = ['finish-line', 'leaders', 'led-wall'];
const allScenes = [...scenesOfRunners, 'finish-list', 'podium', 'welcome'];

const hostileRows = hostileNames.map((name, at) =>
  finisher(at, { name: name.trim() || null, city: name.trim() || null, rankKey: 1_000_000 + at, finishedAtMs: nowMs + at * 1_000 }),
);
const hostileRace = { event: shownEvent, rows: [...rows.slice(hostileRows.length, 90), ...hostileRows], raceNowMs: nowMs };

const resting = allScenes.map(
  (sceneId): DisplayScene => ({ name: `${sceneId}-resting`, race: underWay, display: shownDisplay({ sceneId }) }),
);

const withRunner = scenesOfRunners.map(
  (sceneId): DisplayScene => ({
    name: `${sceneId}-runner`,
    race: underWay,
    display: shownDisplay({ sceneId, now: showing(cardOf(runner)) }),
  }),
);

const calledUp = ['finish-line', 'led-wall'].flatMap((sceneId): DisplayScene[] => [
  {
    name: `${sceneId}-emergency`,
    race: underWay,
    display: shownDisplay({
      sceneId,
      calledUp: calling('emergency', 'Lightning is near. Leave the field and go to the sports hall, now.'),
    }),
  },
  {
    name: `${sceneId}-message`,
    race: underWay,
    display: shownDisplay({ sceneId, calledUp: calling('message', 'Prize giving at 12:30 on the main stage') }),
  },
  { name: `${sceneId}-podium`, race: underWay, display: shownDisplay({ sceneId, calledUp: calling('podium', '10 km · Women') }) },
]);

/** Each one large, and all of them in the tables. */
const hostile = [
  ...hostileRows.flatMap((row, at): DisplayScene[] =>
    ['finish-line', 'led-wall'].map((sceneId) => ({
      name: `${sceneId}-hostile-${at}`,
      race: hostileRace,
      display: shownDisplay({ sceneId, now: showing(cardOf(row, { text: row.name })) }),
    })),
  ),
  ...['leaders', 'finish-list', 'podium'].map(
    (sceneId): DisplayScene => ({
      name: `${sceneId}-hostile`,
      race: hostileRace,
      display: shownDisplay({ sceneId, now: showing(cardOf(hostileRows[0]!)) }),
    }),
  ),
];

/** They leave the page as it is found nowhere else, so each has a race of its own. */
const last: DisplayScene[] = [
  { name: 'finish-line-lost', race: { ...underWay }, display: shownDisplay({ now: showing(cardOf(runner)) }), afterLoss: 'Link lost' },
  { name: 'display-keys', race: { ...underWay }, display: shownDisplay(), keys: ['?'] },
];

const starter = beforeTheGun.rows[40]!;

export const displayScenes: readonly DisplayScene[] = [
  ...resting,
  ...withRunner,
  ...calledUp,
  { name: 'welcome-before', race: beforeTheGun, display: shownDisplay({ sceneId: 'welcome' }) },
  {
    name: 'welcome-runner',
    race: beforeTheGun,
    display: shownDisplay({ sceneId: 'welcome', now: showing(cardOf(starter, { kind: 'heard', text: 'Your tenth time here!' })) }),
  },
  {
    name: 'finish-line-message-to-runner',
    race: underWay,
    display: shownDisplay({ now: showing(cardOf(runner, { text: 'Happy birthday!' })) }),
  },
  {
    name: 'finish-line-test',
    race: underWay,
    display: shownDisplay({
      now: showing({
        cardId: 'test 2 1',
        kind: 'test',
        participantId: null,
        text: '5678 · Maximiliane-Friederike von Beispielhausen-Musterberg',
        atMs: 0,
        priority: 5,
      }),
    }),
  },
  ...hostile,
  ...last,
];
