import type { TimedRead } from '../race/passings.ts';
import type { Wave } from '../setup.ts';
import type { Misfit, Misfits } from './misfit.ts';
import { isHeardAt, type Watched, type WatchedRace, type WatchedRunner } from './watched.ts';

/** A late starter stands out only where nearly all of the own wave were through: this share of it (or one) may be as late. */
const lateShareMax = 0.05;

type StartedWave = { wave: Wave; race: WatchedRace; gunAtMs: number; runners: WatchedRunner[] };

/** By earlier and later wave: those of the later who set out with the earlier, before their own gun, and those of the earlier who set out behind the later's gun. */
export function startMisfits(watched: Watched): Misfits[] {
  const waves = startedWaves(watched);
  if (waves.length < 2) return [];
  const misfits = new Map(waves.map((own) => [own, misfitsOf(own, waves)]));
  return waves.flatMap((earlier) =>
    waves.flatMap((later) => {
      const ones = misfits.get(later)!.get(earlier) ?? [];
      const others = misfits.get(earlier)!.get(later) ?? [];
      const standOut = others.length <= Math.max(1, lateShareMax * earlier.runners.length);
      return earlier.gunAtMs < later.gunAtMs && standOut ? [{ ones, others }] : [];
    }),
  );
}

function startedWaves({ races, log }: Watched): StartedWave[] {
  return races.flatMap((race) => {
    const byWave = Map.groupBy(race.runners, ({ participant }) => participant.waveId);
    return race.course.waves.flatMap((wave) => {
      const start = log.starts.startOfWave.get(wave.id);
      return start ? [{ wave, race, gunAtMs: start.atMs, runners: byWave.get(wave.id) ?? [] }] : [];
    });
  });
}

/** Runners of a wave by the wave whose gun was the last before they set out, where that is not their own. */
function misfitsOf(own: StartedWave, waves: readonly StartedWave[]): Map<StartedWave, Misfit[]> {
  const misfits = new Map<StartedWave, Misfit[]>();
  for (const runner of own.runners) {
    const read = setOutRead(runner, own);
    if (!read) continue;
    const gone = setOutWith(read, waves);
    if (gone.includes(own)) continue;
    for (const other of gone) misfits.set(other, [...(misfits.get(other) ?? []), misfit(runner, read, { own, other })]);
  }
  return misfits;
}

/** The first read at the start that the own gun allows; else the last one before it; else the first one after the start window. */
function setOutRead({ reads, result }: WatchedRunner, { race, gunAtMs }: StartedWave): TimedRead | undefined {
  const { starts, race: rules } = race.course;
  const endsMs = gunAtMs + rules.rules.startWindowMs;
  const atStart = reads.filter(
    ({ atMs, location }) => atMs < (result.finishedAtMs ?? Number.POSITIVE_INFINITY) && starts.some((point) => isHeardAt(point, location)),
  );
  const afterGun = atStart.find(({ atMs }) => atMs >= gunAtMs);
  return afterGun && afterGun.atMs <= endsMs ? afterGun : (atStart.findLast(({ atMs }) => atMs < gunAtMs) ?? afterGun);
}

/** The waves from that start whose gun was the last before the read; several where one shot started them. */
function setOutWith({ atMs, location }: TimedRead, waves: readonly StartedWave[]): StartedWave[] {
  const gone = waves.filter(({ gunAtMs, race }) => gunAtMs <= atMs && race.course.starts.some((point) => isHeardAt(point, location)));
  const lastGunAtMs = gone.reduce((last, { gunAtMs }) => Math.max(last, gunAtMs), Number.NEGATIVE_INFINITY);
  return gone.filter(({ gunAtMs }) => gunAtMs === lastGunAtMs);
}

function misfit(runner: WatchedRunner, read: TimedRead, { own, other }: { own: StartedWave; other: StartedWave }): Misfit {
  const nameOf = ({ wave, race }: StartedWave) =>
    own.race === other.race ? `wave ${wave.name}` : `wave ${wave.name} of ${race.course.race.name}`;
  return {
    runner,
    evidence: 'start',
    home: nameOf(own),
    read,
    shows: (clock) =>
      `set out at ${clock(read.atMs)}, ${read.atMs < own.gunAtMs ? `with ${nameOf(other)} and before its own gun` : `behind the gun of ${nameOf(other)}`}`,
  };
}
