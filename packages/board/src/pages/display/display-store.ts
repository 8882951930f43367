import type { DisplayState } from '@chute/protocol';
import { builtInScenes } from '../../scene/built-in/built-in-scenes.ts';
import type { Scene } from '../../scene/scene.ts';
import type { PageTime } from '../board-store.ts';
import type { DisplayScreen, Refusal } from './display-link.ts';

/** What a display page knows of its display. Names and times are the `BoardStore`'s. Whoever paints is told at most once a frame. */
export class DisplayStore implements DisplayScreen {
  state: DisplayState | null = null;
  /** The event's own, and those that come with the program. */
  scenes: readonly Scene[] = builtInScenes;
  /** Whether the keys of this page steer the display. */
  may: 'look' | 'steer' = 'look';
  /** Why there is nothing to show: its address was never one, or is one no more. */
  gone: Refusal | null = null;
  /** The desk cannot be heard, and the page goes on by itself. */
  isAlone = false;
  readonly #time: Pick<PageTime, 'nextFrame'>;
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #isPaintDue = false;

  constructor(time: Pick<PageTime, 'nextFrame'>) {
    this.#time = time;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes with every change. */
  readonly version = (): number => this.#version;

  takeState(state: DisplayState, { isAlone }: { isAlone: boolean }): void {
    this.state = state;
    this.isAlone = isAlone;
    this.#changed();
  }

  takeScenes(scenes: readonly Scene[]): void {
    const own = new Set(scenes.map(({ sceneId }) => sceneId));
    this.scenes = [...scenes, ...builtInScenes.filter(({ sceneId }) => !own.has(sceneId))];
    this.#changed();
  }

  takeMay(may: 'look' | 'steer'): void {
    this.may = may;
    this.#changed();
  }

  refused(why: Refusal | null): void {
    this.gone = why;
    this.#changed();
  }

  #changed(): void {
    if (this.#isPaintDue) return;
    this.#isPaintDue = true;
    this.#time.nextFrame(() => {
      this.#isPaintDue = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    });
  }
}
