import { defaultRules, type Setup } from '@chute/timing';

/** One race, one wave at 08:00 UTC, one finish mat, bibs `1` to `runners` that are also the chips. */
export function smallRace(runners: number): Setup {
  const [eventId, raceId, waveId, finishId] = [1, 2, 3, 4].map((number) => `01990000-0000-7000-8000-00000000000${number}`) as [
    string,
    string,
    string,
    string,
  ];
  const bibs = Array.from({ length: runners }, (_, index) => String(index + 1));
  return {
    v: 1,
    event: {
      id: eventId,
      name: 'Small race',
      zone: 'UTC',
      transitions: [{ fromMs: 0, offsetMs: 0 }],
      firstDay: '2026-09-20',
      lastDay: '2026-09-20',
    },
    races: [{ id: raceId, name: 'Race', distanceM: 5_000, format: { kind: 'course' }, rulePack: null, rules: defaultRules }],
    waves: [{ id: waveId, raceId, name: 'A', scheduledAtMs: Date.UTC(2026, 8, 20, 8), gunLocations: [] }],
    coursePoints: [
      {
        id: finishId,
        raceId,
        name: 'Finish',
        kind: 'finish',
        location: 'FINISH',
        order: 1,
        distanceM: 5_000,
        windowFromMs: null,
        windowToMs: null,
        occurrence: 1,
        backupLocations: [],
      },
    ],
    divisions: [],
    awards: [],
    teams: [],
    teamContests: [],
    participants: bibs.map((bib, index) => ({
      id: `01990000-0000-7000-9000-${index.toString(16).padStart(12, '0')}`,
      raceId,
      waveId,
      bib,
      sex: index % 2 === 0 ? ('F' as const) : ('M' as const),
      raceAge: 30,
      customDivisions: [],
      teamId: null,
      hidden: false,
    })),
    chips: bibs.map((bib) => ({ chip: bib, bib })),
  };
}
