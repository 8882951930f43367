import type { LiveEvent, LiveRow } from '@chute/protocol';
import { Standings } from '../../picture/standings.ts';

/** A race that never was, to see a scene with somebody in it: the same every time. `startedAtMs` is when its gun went. */
export type SampleRace = { event: LiveEvent; standings: Standings; runners: readonly SampleRunner[] };
export type SampleRunner = { what: string; row: LiveRow };

const people = [
  ['Short', 'Ida Lund', 'Aarhus', 'F'],
  ['Usual', 'Anouk van den Berg', 'Utrecht', 'F'],
  ['Long', 'Maximiliane-Friederike von Hohenlohe-Langenburg', 'Rothenburg ob der Tauber', 'F'],
  ['One long word', 'Llanfairpwllgwyngyllgogerychwyrndrobwllll', 'Llanfair', 'M'],
  ['Right to left', 'محمد عبد الرحمن بن عبد العزيز آل سعود', 'الرباط', 'M'],
  ['Hebrew', 'שרה בת־אל כהן־לוינשטיין', 'חיפה', 'F'],
  ['Accents', 'Þórdís Ángeles Žižková-Ğöker', 'Reykjavík', 'F'],
  ['Emoji', '👩‍👩‍👧‍👦 Zoë 🏃🏽‍♀️', 'Gent', 'F'],
  ['Japanese', '山田 太郎', '東京', 'M'],
  ['Looks like code', '<b>Robert</b> & "Söhne"', 'Köln', 'M'],
  ['No name', null, null, null],
  ['Another', 'Farid Okafor', 'Lagos', 'M'],
] as const;
const divisions = ['18-34', '35-49', '50+'];
const raceId = '01990000-0000-7000-8000-00000000a001';
const waveId = '01990000-0000-7000-8000-00000000a002';

export function sampleRace(startedAtMs: number): SampleRace {
  const runners = people.map(([what, name, city, sex], n): SampleRunner => {
    const timeMs = 1_867_000 + n * 31_000;
    const ages = divisions[n % divisions.length]!;
    return {
      what,
      row: {
        ...{ participantId: `01990000-0000-7000-8000-00000000b${String(n).padStart(3, '0')}`, bib: String(101 + n * 37), raceId, waveId },
        ...{ name, city, sex, raceAge: 24 + n * 3, ...(n % 3 === 0 ? { team: 'Harbour Runners' } : {}) },
        divisionIds: sex ? [`${sex} ${ages}`] : [],
        ...{ status: 'finished', rankKey: timeMs, ranksOn: 'chip', laps: 0, officialGunMs: timeMs + 3_000, officialChipMs: timeMs },
        ...{ startSource: 'read', finishedAtMs: startedAtMs + timeMs, splits: [], decidedBy: null },
      },
    };
  });
  const event: LiveEvent = {
    ...{ eventId: '01990000-0000-7000-8000-00000000a000', name: 'Sample Harbour Run', zone: 'UTC' },
    races: [{ raceId, name: '10 km', distanceM: 10_000, rankBy: 'chip', gunPlaces: 0, closed: false }],
    waves: [{ waveId, raceId, name: 'Wave A', scheduledAtMs: startedAtMs, gunAtMs: startedAtMs }],
    coursePoints: [],
    divisions: (['F', 'M'] as const).flatMap((sex) =>
      divisions.map((ages) => ({ divisionId: `${sex} ${ages}`, raceId, name: `${sex === 'F' ? 'Women' : 'Men'} ${ages}` })),
    ),
  };
  return { event, standings: new Standings(runners.map(({ row }) => row)), runners };
}
