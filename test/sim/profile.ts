import type { World } from './world.ts';

/** Each fault that a seed may turn on. */
export const faults = [
  'network-delay',
  'network-loss',
  'network-repeat',
  'partition',
  'half-open',
  'broker-forgets',
  'disk-slow',
  'disk-full',
  'disk-sync-fails',
  'power-cut',
  'edge-killed',
  'edge-restarted',
  'edge-restored',
  'edge-cloned',
  'hub-killed',
  'hub-restored',
  'database-fails',
  'wall-clock-off',
  'wall-clock-steps',
  'boot-in-1970',
  'decoder-redials',
  'decoder-moves',
  'decoder-repeats',
  'decoder-clock-drifts',
  'screens-lose-links',
  'late-setup',
] as const;
export type Fault = (typeof faults)[number];

/** What one seed is about. */
export type Profile = {
  faults: ReadonlySet<Fault>;
  runners: number;
  edges: number;
  screens: number;
  rankBy: 'gun' | 'chip';
  night: 'none' | 'midnight' | 'clock-forward' | 'clock-back';
  timeFormat: 'iso' | 'normal' | 'unix' | 'msecs';
  /** How the decoders count their lines. */
  numbering: 'by-location' | 'across';
};

/** A seed with every fault at once finds less than many seeds with a few each (swarm testing): each fault is on in one seed of three, and one seed in twenty has all. */
export function drawProfile(world: World): Profile {
  const all = world.chance(0.05);
  // Twins put each other out of the broker for the rest of the day, which makes long runs, so they are rarer.
  const on = faults.filter((fault) => world.chance(fault === 'edge-cloned' ? 0.08 : 0.3));
  const profile = {
    faults: new Set<Fault>(all ? faults : on),
    runners: world.between(4, 14),
    edges: world.between(1, 3),
    screens: world.between(1, 3),
    rankBy: world.pick(['gun', 'chip'] as const),
    night: world.pick(['none', 'none', 'midnight', 'clock-forward', 'clock-back'] as const),
    timeFormat: world.pick(['iso', 'iso', 'normal', 'unix', 'msecs'] as const),
    numbering: world.pick(['by-location', 'across'] as const),
  };
  for (const fault of beyondKnowing(profile)) profile.faults.delete(fault);
  return profile;
}

/** What no program can know, and a person has to say: the day, when decoder and edge both do not know it; which of two hours, when the decoder writes local time. */
function beyondKnowing({ night, timeFormat }: Pick<Profile, 'night' | 'timeFormat'>): Fault[] {
  const saysNoDay = timeFormat === 'normal' || timeFormat === 'msecs';
  if (night === 'midnight' && saysNoDay) return ['boot-in-1970'];
  if (night === 'clock-back' && timeFormat !== 'unix') return ['boot-in-1970', 'wall-clock-off', 'wall-clock-steps'];
  return [];
}
