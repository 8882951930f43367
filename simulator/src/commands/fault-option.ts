import { noFaults } from '../plan/default-wish.ts';
import type { FaultRates } from '../plan/race-plan.ts';
import { UsageError } from './usage-error.ts';

type Knob = { help: string; set: (faults: FaultRates, value: number) => void; max: number };

const share = 1;
const unlimited = Number.MAX_SAFE_INTEGER;

/** What `--faults` knows. Shares are 0 to 1. */
const knobs: Record<string, Knob> = {
  repeat: { help: 'share of lines sent twice', max: share, set: (faults, value) => (faults.repeat = value) },
  reorder: { help: 'share of lines up to 5 s late', max: share, set: (faults, value) => (faults.reorder = value) },
  'miss-read': {
    help: 'share of reads not heard (never the last of a passing)',
    max: share,
    set: (faults, value) => (faults.missRead = value),
  },
  'miss-passing': { help: 'share of passings not heard at all', max: share, set: (faults, value) => (faults.missPassing = value) },
  gap: { help: 'share of lines that come only when asked again (ctp01)', max: share, set: (faults, value) => (faults.gap = value) },
  stranger: { help: 'unknown chips, per read', max: share, set: (faults, value) => (faults.stranger = value) },
  cuts: { help: 'times each box loses its connection', max: 1_000, set: (faults, value) => (faults.cuts = value) },
  'gun-late': {
    help: 'ms that each gun is recorded late (a correction mends it)',
    max: unlimited,
    set: (faults, value) => (faults.gunLateMs = value),
  },
  dsq: { help: 'runners disqualified (by corrections)', max: unlimited, set: (faults, value) => (faults.disqualified = value) },
  'swapped-chips': {
    help: 'pairs who wear each other’s chip (corrections mend it)',
    max: unlimited,
    set: (faults, value) => (faults.swappedChips = value),
  },
  'replaced-chips': {
    help: 'runners who go on with a chip that was left behind (corrections mend it)',
    max: unlimited,
    set: (faults, value) => (faults.replacedChips = value),
  },
  dns: { help: 'share that does not start', max: share, set: (faults, value) => (faults.doNotStart = value) },
  dnf: { help: 'share that drops out', max: share, set: (faults, value) => (faults.dropOut = value) },
};

export const faultHelp = [
  ...Object.entries(knobs).map(([name, { help }]) => `${name}=…  ${help}`),
  'offset:BOX=…  ms by which the clock of a box is off (minus = slow)',
].join('; ');

/** `repeat=0.1,reorder=0.3,offset:finish=-1200` */
export function readFaultOption(text: string): FaultRates {
  const faults: FaultRates = { ...noFaults, clockOffsetMs: {} };
  for (const part of text.split(',').filter(Boolean)) {
    const [name = '', written = ''] = part.split('=');
    const value = Number(written);
    if (written === '' || !Number.isFinite(value)) throw new UsageError(`--faults: ${part} has no number`);
    const box = /^offset:(.+)$/.exec(name)?.[1];
    if (box) {
      faults.clockOffsetMs[box] = value;
      continue;
    }
    const knob = knobs[name];
    if (!knob) throw new UsageError(`--faults: there is no ${name}; there are ${Object.keys(knobs).join(', ')} and offset:BOX`);
    if (value < 0 || value > knob.max) throw new UsageError(`--faults: ${name} is ${knob.help}, from 0 to ${knob.max}`);
    knob.set(faults, value);
  }
  return faults;
}
