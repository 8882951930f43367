import type { LiveEvent, LiveRow } from '@chute/protocol';

/** Everything in these screens is made up, and the same every time. */
export const startedAtMs = Date.UTC(2026, 8, 20, 7, 0, 0);

const tenKm = shownId(1);
const half = shownId(2);
const ageGroups = ['18-34', '35-49', '50+'];
const waves = { a: shownId(11), b: shownId(12), half: shownId(13) };

export const eventId = shownId(9);

export const shownEvent: LiveEvent = {
  eventId,
  name: 'Meadow Harbour Autumn Run',
  zone: 'Europe/Amsterdam',
  races: [
    { raceId: tenKm, name: '10 km', distanceM: 10_000, rankBy: 'chip', gunPlaces: 0, closed: false },
    { raceId: half, name: 'Half marathon', distanceM: 21_098, rankBy: 'gun', gunPlaces: 0, closed: false },
  ],
  waves: [
    { waveId: waves.a, raceId: tenKm, name: 'Wave A', scheduledAtMs: startedAtMs, gunAtMs: startedAtMs },
    { waveId: waves.b, raceId: tenKm, name: 'Wave B', scheduledAtMs: startedAtMs + 300_000, gunAtMs: startedAtMs + 300_400 },
    { waveId: waves.half, raceId: half, name: 'Half', scheduledAtMs: startedAtMs - 1_800_000, gunAtMs: startedAtMs - 1_798_000 },
  ],
  coursePoints: [{ coursePointId: shownId(21), raceId: tenKm, name: 'Finish', kind: 'finish', order: 9, distanceM: 10_000 }],
  divisions: [tenKm, half].flatMap((raceId) =>
    ['F', 'M'].flatMap((sex) =>
      ageGroups.map((ages) => ({ divisionId: divisionId(raceId, sex, ages), raceId, name: `${sex === 'F' ? 'Women' : 'Men'} ${ages}` })),
    ),
  ),
};

/** One race, one wave, nothing has happened: to be changed by a test. */
export const smallEvent: LiveEvent = {
  ...shownEvent,
  races: [shownEvent.races[0]!],
  waves: [shownEvent.waves[0]!],
  divisions: shownEvent.divisions.filter(({ raceId }) => raceId === tenKm),
};

const givenNames = [
  'Anouk',
  'Bram',
  'Chiara',
  'Dirk',
  'Eszter',
  'Farid',
  'Greet',
  'Håkon',
  'Iris',
  'João',
  'Katarzyna',
  'Luuk',
  'Małgorzata',
  'Noor',
  'Øystein',
  'Pim',
];
const familyNames = [
  'de Wit',
  'Okafor',
  'van den Berg',
  'Lindqvist',
  'Novák',
  'García Ruiz',
  'Bakker',
  'Jansen',
  'Þórsdóttir',
  'Meijer',
  'Yılmaz',
  'Smits',
];

/** Names that break screens. */
export const hostileNames = [
  'Wolfgang-Maximilian von Hohenlohe-Langenb', // 41 letters
  'Maria-Alexandra Konstantinopoulou-Papado',
  '<script>alert("x")</script>',
  '<img src=x onerror=alert(1)>',
  'محمد عبد الرحمن بن عبد العزيز آل سعود',
  'שרה בת־אל כהן־לוינשטיין',
  '👩‍👩‍👧‍👦 Zoë 🏃🏽‍♀️🏃🏽‍♀️🏃🏽‍♀️🏃🏽‍♀️',
  'Ñandú Ångström-Çağlayangil Žižković Ởđệ',
  'Llanfairpwllgwyngyllgogerychwyrndrobwllll',
  'W'.repeat(32),
  'Ý̷̢̛͎̙̺̀͌z̴̡̛̯̲̈́̄a̶̟͝l̸̰͊g̷̱̏ö̵̬́ Ṱ̷̛e̵̲͂x̷̱́t̶̰̎',
  ' ',
];

/** The `n`-th finisher of the 10 km: every one 3.7 s behind the one before. */
export function finisher(n: number, change: Partial<LiveRow> = {}): LiveRow {
  const isHalf = n % 4 === 3;
  const sex = n % 5 < 2 ? 'F' : 'M';
  const raceId = isHalf ? half : tenKm;
  const finishedAtMs = startedAtMs + 1_880_000 + n * 3_700;
  const gunMs = finishedAtMs - (isHalf ? startedAtMs - 1_798_000 : startedAtMs);
  const name = `${givenNames[n % givenNames.length]} ${familyNames[(n * 7) % familyNames.length]}`;
  const chipMs = gunMs - (n % 40) * 700;
  return {
    participantId: shownId(1000 + n),
    bib: String(100 + ((n * 37) % 900)),
    raceId,
    waveId: isHalf ? waves.half : waves.a,
    name,
    city: null,
    sex,
    raceAge: null,
    divisionIds: [divisionId(raceId, sex, ageGroups[n % 3]!)],
    status: 'finished',
    rankKey: isHalf ? gunMs : chipMs,
    ranksOn: 'chip',
    laps: 0,
    officialGunMs: roundUp(gunMs),
    officialChipMs: roundUp(chipMs),
    startSource: n % 17 === 5 ? 'gun' : 'read',
    finishedAtMs,
    splits: [],
    decidedBy: { journalId: shownId(5), seq: 1 + n },
    ...change,
  };
}

/** The same runner, still on the way. */
export function onCourse(n: number, change: Partial<LiveRow> = {}): LiveRow {
  const none = { rankKey: null, officialGunMs: null, officialChipMs: null, startSource: null, finishedAtMs: null, decidedBy: null };
  return finisher(n, { ...none, status: 'running', ...change });
}

export const field = (from: number, to: number, make: (n: number) => LiveRow): LiveRow[] =>
  Array.from({ length: to - from }, (_, at) => make(from + at));

export function shownId(n: number): string {
  return `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

function divisionId(raceId: string, sex: string, ages: string): string {
  return `${raceId.slice(-2)}-${sex}-${ages}`;
}

const roundUp = (ms: number) => Math.ceil(ms / 1000) * 1000;
