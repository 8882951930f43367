import { byId } from '../by-id.ts';
import type { EntryRef } from '../entry.ts';
import { compareLogOrder, type LogPosition, refKey } from '../log/log-order.ts';
import type { Wave } from '../setup.ts';

/** A gun in force, at its true time (null: its text says none). `copyKey` is equal for copies of one decoder record, null where a person entered it. */
export type Gun = LogPosition & {
  atMs: number | null;
  waveId: string | null;
  location: string | null;
  replaces: EntryRef | null;
  copyKey: string | null;
};

export type GunWave = Wave & { gunNearMs: number };
export type WaveStart = { atMs: number; source: EntryRef };
export type OpenQuestion = { question: string; source: EntryRef };

/** A second decoder's record of the same shot, or a trigger that bounced, must not start the next wave. */
const sameShotMs = 5_000;

/**
 * Which gun starts which wave. Guns are taken in log order, so that the order of delivery means nothing:
 * a person's gun starts the wave it names, and the last one holds; a decoder's gun starts the nearest scheduled wave at its location
 * that has none yet, else it waits for a person. A gun that a later entry replaces belongs to the wave of that entry: correcting it
 * (SR-30) never frees it, or any other gun, to start another wave.
 */
export function startGuns(guns: readonly Gun[], waves: readonly GunWave[]) {
  const startOfWave = new Map<string, WaveStart>();
  const questions: OpenQuestion[] = [];
  const inOrder = guns.toSorted(compareLogOrder);
  const replacedBy = new Map(inOrder.flatMap((gun) => (gun.replaces ? [[refKey(gun.replaces), gun] as const] : [])));

  for (const gun of withoutCopies(inOrder)) {
    const source = { journalId: gun.journalId, seq: gun.seq };
    const replacement = replacedBy.get(refKey(gun));
    const waveId = replacement?.waveId ?? gun.waveId;
    const wave = waveId === null ? nearestWaiting(gun, waves, startOfWave) : waves.find(({ id }) => id === waveId);
    if (gun.atMs === null) questions.push({ question: 'this gun has no time that can be read', source });
    else if (!wave) questions.push({ question: noWave(gun), source });
    else {
      const earlier = startOfWave.get(wave.id);
      if (earlier && !replacedBy.has(refKey(earlier.source))) {
        questions.push({ question: `wave ${wave.name} has a later gun, so this one is not used`, source: earlier.source });
      }
      startOfWave.set(wave.id, { atMs: gun.atMs, source });
    }
  }
  return { startOfWave, questions };
}

function noWave(gun: Gun): string {
  return gun.waveId === null
    ? `the gun at ${gun.location} starts no wave: none is scheduled near it that still waits for a gun`
    : 'this gun names a wave that the setup does not have';
}

/** Of the copies of one decoder record the first written. */
function withoutCopies(guns: readonly Gun[]): Gun[] {
  const seen = new Set<string>();
  return guns.filter(({ copyKey }) => {
    if (copyKey === null) return true;
    const isFirst = !seen.has(copyKey);
    seen.add(copyKey);
    return isFirst;
  });
}

/** Ties: the wave scheduled first, then the lower id. */
function nearestWaiting(gun: Gun, waves: readonly GunWave[], started: ReadonlyMap<string, WaveStart>): GunWave | undefined {
  const { atMs, location } = gun;
  if (atMs === null) return undefined;
  const here = waves.filter(({ gunLocations }) => gunLocations.length === 0 || gunLocations.includes(location ?? ''));
  if (here.some(({ id }) => Math.abs((started.get(id)?.atMs ?? Number.NEGATIVE_INFINITY) - atMs) < sameShotMs)) return undefined;
  const apartMs = (wave: GunWave) => Math.abs(wave.scheduledAtMs - atMs);
  return here
    .filter((wave) => !started.has(wave.id) && apartMs(wave) <= wave.gunNearMs)
    .sort((a, b) => apartMs(a) - apartMs(b) || a.scheduledAtMs - b.scheduledAtMs || byId(a, b))[0];
}
