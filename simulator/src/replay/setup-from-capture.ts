import { type DecoderFamilyName, decodeChunks } from '@chute/protocol';
import { localDay, uuidv7, zoneTransitions } from '@chute/service';
import { type CoursePoint, defaultRules, type Setup, sha256Hex } from '@chute/timing';
import { seededRandom } from '../plan/random.ts';
import { type Capture, CaptureError } from './capture.ts';

export type SetupFromWish = {
  family: DecoderFamilyName;
  gunAtMs: number;
  zone: string;
  /** Where the race ends; null = the location heard most often. */
  finish: string | null;
  /** For a family whose reads name none. */
  location: string | null;
  eventName: string;
};

const day = 86_400_000;

/**
 * A setup for a capture that came without one: every chip is a participant whose bib is the chip, in one race with one wave.
 * The location called like `start` is the start, the others on the way are splits. The same capture and gun give the same setup.
 */
export function setupFromCapture(capture: Capture, wish: SetupFromWish): Setup {
  const transitions = zoneTransitions(wish.zone, wish.gunAtMs - day, wish.gunAtMs + 2 * day);
  const items = decodeChunks(wish.family, capture.chunks, { transitions, location: wish.location });
  const reads = items.filter((item) => item.kind === 'read');
  const chips = [...new Set(reads.flatMap((item) => item.chip ?? []))].toSorted();
  if (chips.length === 0) throw new CaptureError('empty', `the capture holds no read of a ${wish.family} decoder: is that its family?`);

  const random = seededRandom(`${sha256Hex(reads.map((item) => item.raw).join('\n'))}/${wish.gunAtMs}`);
  const mintId = () => uuidv7(wish.gunAtMs, random.bytes(10));
  const [eventId, raceId, waveId] = [mintId(), mintId(), mintId()];
  return {
    v: 1,
    event: {
      id: eventId,
      name: wish.eventName,
      zone: wish.zone,
      transitions,
      firstDay: localDay(wish.zone, wish.gunAtMs),
      lastDay: localDay(wish.zone, wish.gunAtMs + day),
    },
    races: [{ id: raceId, name: wish.eventName, distanceM: null, format: { kind: 'course' }, rulePack: null, rules: defaultRules }],
    waves: [{ id: waveId, raceId, name: 'All', scheduledAtMs: wish.gunAtMs, gunLocations: [] }],
    coursePoints: coursePoints(heardLocations(reads), wish.finish).map((point) => ({ ...point, id: mintId(), raceId })),
    divisions: [],
    awards: [],
    teams: [],
    teamContests: [],
    participants: chips.map((chip) => ({
      id: mintId(),
      raceId,
      waveId,
      bib: chip,
      sex: null,
      raceAge: null,
      customDivisions: [],
      teamId: null,
      hidden: false,
    })),
    chips: chips.map((chip) => ({ chip, bib: chip })),
  };
}

/** Locations in the order in which they were first heard, with how often. */
function heardLocations(reads: readonly { location: string | null }[]): Map<string, number> {
  const heard = new Map<string, number>();
  for (const { location } of reads) {
    if (location === null) throw new CaptureError('empty', 'these reads name no location: say with --location where they were heard');
    heard.set(location, (heard.get(location) ?? 0) + 1);
  }
  return heard;
}

function coursePoints(heard: ReadonlyMap<string, number>, wishedFinish: string | null): Omit<CoursePoint, 'id' | 'raceId'>[] {
  const names = [...heard.keys()];
  const starts = names.filter((name) => /start/i.test(name) && names.length > 1);
  const finish =
    wishedFinish ??
    names.find((name) => /^fin/i.test(name)) ??
    names.filter((name) => !starts.includes(name)).toSorted((a, b) => heard.get(b)! - heard.get(a)!)[0]!;
  if (!heard.has(finish)) throw new CaptureError('empty', `nothing was heard at ${finish}: the capture has ${names.join(', ')}`);
  const start = starts.find((name) => name !== finish);
  const onTheWay = names.filter((name) => name !== finish && name !== start);
  const point = (kind: CoursePoint['kind'], location: string, order: number) => ({
    name: location,
    kind,
    location,
    order,
    distanceM: null,
    windowFromMs: null,
    windowToMs: null,
    occurrence: 1,
    backupLocations: [],
  });
  return [
    ...(start ? [point('start', start, 0)] : []),
    ...onTheWay.map((location, index) => point('split', location, index + 1)),
    point('finish', finish, onTheWay.length + 1),
  ];
}
