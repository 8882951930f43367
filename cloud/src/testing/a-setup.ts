import { newId, zoneTransitions } from '@chute/service';
import { defaultRules, type Setup } from '@chute/timing';

/** One race of these bibs in Berlin on 17 May 2026, gun at 9:00 by schedule; every bib has a chip `C<bib>`. */
export function aSetup(bibs: readonly string[] = ['101', '102'], eventId = newId()): Setup {
  const raceId = newId();
  const waveId = newId();
  const scheduledAtMs = Date.parse('2026-05-17T07:00:00Z');
  const point = { raceId, distanceM: null, windowFromMs: null, windowToMs: null, occurrence: 1, backupLocations: [] };
  return {
    v: 1,
    event: {
      id: eventId,
      name: 'River 10',
      zone: 'Europe/Berlin',
      transitions: zoneTransitions('Europe/Berlin', scheduledAtMs - 86_400_000, scheduledAtMs + 86_400_000),
      firstDay: '2026-05-17',
      lastDay: '2026-05-17',
    },
    races: [
      {
        id: raceId,
        name: '10 km',
        distanceM: 10_000,
        format: { kind: 'course' },
        rulePack: null,
        rules: { ...defaultRules, rankBy: 'gun' },
      },
    ],
    waves: [{ id: waveId, raceId, name: 'A', scheduledAtMs, gunLocations: [] }],
    coursePoints: [
      { id: newId(), name: 'Start', kind: 'start', location: 'Start', order: 0, ...point },
      { id: newId(), name: 'Finish', kind: 'finish', location: 'Finish', order: 9, ...point },
    ],
    divisions: [],
    awards: [],
    teams: [],
    teamContests: [],
    participants: bibs.map((bib) => ({
      id: newId(),
      raceId,
      waveId,
      bib,
      sex: 'F',
      raceAge: 30,
      customDivisions: [],
      teamId: null,
      hidden: false,
    })),
    chips: bibs.map((bib) => ({ chip: `C${bib}`, bib })),
  };
}
