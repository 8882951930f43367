import { Deadlines } from './deadlines.ts';
import { NoiseBudget } from './noise-budget.ts';
import type { DriverInput, DriverOutput, DriverRecord, LineSettings, LocalId, Notice } from './session.ts';

/** What every driver session does alike: numbers its records, bounds noise, gathers what goes out, asks to be woken. */
export class SessionDesk<Alarm extends string> {
  readonly alarms = new Deadlines<Alarm>();
  readonly #noise = new NoiseBudget();
  readonly #noiseNotice: Notice;
  #nextLocalId = 1;
  #wakeAtMs: number | null = null;
  #out: DriverOutput[] = [];

  /** `noise` is told when a device sends more noise than is kept. */
  constructor(notices: { noise: Notice }) {
    this.#noiseNotice = notices.noise;
  }

  write(bytes: Uint8Array): void {
    this.#out.push({ type: 'write', bytes });
  }

  tell(notice: Notice): void {
    this.#out.push({ type: 'notice', notice });
  }

  setLine(line: LineSettings): void {
    this.#out.push({ type: 'set-line', line });
  }

  /** The id under which the record will be `committed`; null for noise that is not kept. */
  record(record: DriverRecord, nowMs: number): LocalId | null {
    if (isNoise(record)) {
      const verdict = this.#noise.judge(record.raw.length, nowMs);
      if (verdict === 'tell') this.tell(this.#noiseNotice);
      if (verdict !== 'keep') return null;
    }
    const localId = this.#nextLocalId;
    this.#nextLocalId += 1;
    this.#out.push({ type: 'record', localId, record });
    return localId;
  }

  /** Everything gathered since the last call, with the next alarm if it changed. A timer may fire a moment early: after a tick it is always set again. */
  takeOutputs(input: DriverInput): DriverOutput[] {
    const atMs = this.alarms.next();
    if (atMs !== null && (atMs !== this.#wakeAtMs || input.type === 'tick')) this.#out.push({ type: 'wake-at', atMs });
    this.#wakeAtMs = atMs;
    const out = this.#out;
    this.#out = [];
    return out;
  }
}

/** A line of no known shape. What looks like a read and is refused is none. */
export function isNoise(record: DriverRecord): boolean {
  return record.kind === 'refused' && (record.reason === 'unknown-line' || record.reason === 'line-too-long');
}
