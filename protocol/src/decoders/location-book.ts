import type { DriverState } from './session.ts';

/** S2: what a decoder can make us remember has an end. No course has so many locations. */
export const watchedLocations = 500;

/** The locations of one connection, for the status page. */
export class LocationBook {
  readonly #states = new Map<string, DriverState['locations'][number]>();

  has(location: string): boolean {
    return this.#states.has(location);
  }

  names(): string[] {
    return [...this.#states.keys()];
  }

  /** False when there are too many to watch: the reads of this one are kept all the same. */
  meet(location: string): boolean {
    if (this.#states.has(location)) return true;
    if (this.#states.size >= watchedLocations) return false;
    this.#states.set(location, { location, lastSeq: null, reads: 0, lastHeardAtMs: null });
    return true;
  }

  heard(location: string, line: { kind: string; sourceSeq: number | null; nowMs: number }): void {
    const state = this.meet(location) ? this.#states.get(location) : undefined;
    if (!state) return;
    state.lastSeq = line.sourceSeq;
    state.lastHeardAtMs = line.nowMs;
    if (line.kind === 'read') state.reads += 1;
  }

  list(): DriverState['locations'] {
    return [...this.#states.values()].map((state) => ({ ...state }));
  }
}
