import { z } from 'zod';
import { type Layer, layerSchema } from '../../scene/layers.ts';

const key = 'chute-copied-layers';
const copiedSchema = z.array(layerSchema);

/** Layers on their way to another state or another scene; each time they are put down a little further on. */
export class Clipboard {
  #times = 0;
  #layers: readonly Layer[] = [];

  take(layers: readonly Layer[]): void {
    if (layers.length === 0) return;
    this.#layers = layers;
    this.#times = 0;
    try {
      sessionStorage.setItem(key, JSON.stringify(layers));
    } catch {}
  }

  give(): Layer[] {
    if (this.#layers.length === 0) this.#layers = kept();
    this.#times += 1;
    const by = 20 * this.#times;
    return this.#layers.map((layer) => ({ ...layer, x: layer.x + by, y: layer.y + by, locked: false }));
  }
}

/** From before the page was loaded again. */
function kept(): Layer[] {
  try {
    return copiedSchema.parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}
