import type { DisplayState } from '@chute/protocol';
import { builtInScenes } from '../../scene/built-in/built-in-scenes.ts';
import type { Scene } from '../../scene/scene.ts';
import type { PageTime } from '../board-store.ts';

/** One display, as the desk knows it. `state` stays when the link is lost: it is the last that was heard. */
export type DeskDisplay = {
  displayId: string;
  /** As it was called in the list, until it says more itself. */
  name: string;
  isDefault: boolean;
  state: DisplayState | null;
  heardAtMs: number;
  isUp: boolean;
  /** It may be named, and not steered, without another key. */
  isShut: boolean;
};

/** All displays of an event, and the scenes that there are. */
export class DeskStore {
  displays: readonly DeskDisplay[] = [];
  scenes: readonly Scene[] = builtInScenes;
  /** Why there is no list: a key is asked for, or nobody answers. */
  problem: { why: 'away' | 'key' | 'refused'; detail: string } | null = null;
  isLoaded = false;
  readonly time: PageTime;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(time: PageTime) {
    this.time = time;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  takeList(list: readonly Pick<DeskDisplay, 'displayId' | 'name' | 'isDefault'>[]): void {
    this.displays = list.map((one) => {
      const known = this.displays.find(({ displayId }) => displayId === one.displayId);
      return { ...(known ?? { state: null, heardAtMs: 0, isUp: false, isShut: false }), ...one };
    });
    this.isLoaded = true;
    this.problem = null;
    this.#changed();
  }

  takeProblem(problem: DeskStore['problem']): void {
    this.problem = problem;
    this.#changed();
  }

  takeScenes(own: readonly Scene[]): void {
    const taken = new Set(own.map(({ sceneId }) => sceneId));
    this.scenes = [...own, ...builtInScenes.filter(({ sceneId }) => !taken.has(sceneId))];
    this.#changed();
  }

  change(displayId: string, change: Partial<DeskDisplay>): void {
    this.displays = this.displays.map((one) => (one.displayId === displayId ? { ...one, ...change } : one));
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
