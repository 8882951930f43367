import { divisionsOf, type Participant, type Result, ranksOn, type Setup, type WaveState } from '@chute/timing';
import type { Person } from '../api/persons.ts';
import type { Audience, LiveAnnounce, LiveEvent, LiveRecord, LiveRow } from './messages.ts';

/**
 * One participant as one audience may see them. Without a person record the name is null and the screen shows the bib: nobody is invented.
 * A hidden runner has a name for timers only, since what an announcer knows is soon public; a reason never goes to the public.
 */
export function projectLive(
  runner: { result: Result; participant: Participant; rankKey: number | null; person?: Person | undefined },
  { setup, audience }: { setup: Pick<Setup, 'races' | 'divisions' | 'teams'>; audience: Audience },
): LiveRow {
  const { result, participant, rankKey } = runner;
  const isHidden = participant.hidden && audience !== 'timer';
  const person = isHidden || runner.person?.erased ? undefined : runner.person;
  const race = setup.races.find(({ id }) => id === result.raceId);
  const team = isHidden || participant.teamId === null ? undefined : setup.teams.find(({ id }) => id === participant.teamId)?.name;
  const row: LiveRow = {
    participantId: result.participantId,
    bib: result.bib,
    raceId: result.raceId,
    waveId: result.waveId,
    name: nameOf(person),
    city: person?.city ?? null,
    ...(team === undefined ? {} : { team }),
    sex: participant.sex,
    raceAge: isHidden ? null : participant.raceAge,
    divisionIds: divisionsOf(participant, setup.divisions).map(({ id }) => id),
    status: result.status,
    rankKey,
    ranksOn: race ? ranksOn(rankKey, race.rules) : 'gun',
    laps: result.laps.length,
    officialGunMs: result.officialGunMs,
    officialChipMs: result.officialChipMs,
    startSource: result.startSource,
    finishedAtMs: result.finishedAtMs,
    splits: result.splits.map(({ coursePointId, passedAtMs, chipTimeMs }) => ({ coursePointId, passedAtMs, chipTimeMs })),
    decidedBy: result.decidedBy,
    ...(result.heardAtMs === undefined ? {} : { heardAtMs: result.heardAtMs }),
  };
  if (audience === 'public') return row;
  const announce = announceOf(person);
  return { ...row, reason: result.reason, ...(announce ? { announce } : {}) };
}

function announceOf(person: Person | undefined): LiveAnnounce | undefined {
  if (!person) return undefined;
  const said = {
    phoneticName: person.phonetic_name?.trim(),
    region: person.region?.trim(),
    country: person.country?.trim(),
    club: person.club?.trim(),
    note: person.note?.trim(),
    milestone: person.milestone?.trim(),
    firstTimer: person.first_timer,
    personalBestMs: person.personal_best_ms,
    birthday: person.birthday,
  };
  const known = Object.entries(said).filter(([, value]) => value);
  return known.length > 0 ? (Object.fromEntries(known) as LiveAnnounce) : undefined;
}

/** The event as a screen needs it: the setup, with the guns as they are now and the races that are closed. */
export function liveEventOf(setup: Setup, waves: Iterable<WaveState>, closedRaceIds: Iterable<string>): LiveEvent {
  const gunAtMs = new Map([...waves].map((wave) => [wave.waveId, wave.gunAtMs]));
  const closed = new Set(closedRaceIds);
  const { event } = setup;
  return {
    eventId: event.id,
    name: event.name,
    zone: event.zone,
    races: setup.races.map(({ id, name, distanceM, rules }) => ({
      raceId: id,
      name,
      distanceM,
      rankBy: rules.rankBy,
      gunPlaces: rules.gunPlaces,
      closed: closed.has(id),
      ...recordsOf(setup, id),
    })),
    waves: setup.waves.map(({ id, raceId, name, scheduledAtMs }) => ({
      waveId: id,
      raceId,
      name,
      scheduledAtMs,
      gunAtMs: gunAtMs.get(id) ?? null,
    })),
    coursePoints: setup.coursePoints
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, raceId, name, kind, order, distanceM }) => ({ coursePointId: id, raceId, name, kind, order, distanceM })),
    divisions: setup.divisions.map(({ id, raceId, name }) => ({ divisionId: id, raceId, name })),
  };
}

function recordsOf({ records = [] }: Setup, raceId: string): { records?: LiveRecord[] } {
  const ours = records
    .filter((record) => record.raceId === raceId)
    .map(({ id: recordId, raceId: _, ...record }) => ({ recordId, ...record }));
  return ours.length > 0 ? { records: ours } : {};
}

function nameOf(person: Person | undefined): string | null {
  const name = [person?.first_name, person?.last_name].filter(Boolean).join(' ').trim();
  return name === '' ? null : name;
}
