import type { MouseEvent } from 'react';
import type { Layer } from '../../../scene/layers.ts';
import type { BuilderStore } from '../builder-store.ts';

/** From front to back, as they lie on each other. */
export function LayerList({ store }: { store: BuilderStore }) {
  const { selected } = store.editor!;
  const layers = store.layers().toReversed();
  const hold = ({ id }: Layer, event: MouseEvent) => {
    const isMore = event.shiftKey || event.ctrlKey || event.metaKey;
    if (!isMore) return store.select([id]);
    store.select(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  };
  const change = (id: string, change: Partial<Layer>) => store.edit({ do: 'change', ids: [id], change });
  return (
    <section className="panel layers" aria-labelledby="layers-title">
      <h2 id="layers-title">Layers</h2>
      <div className="layer-tools">
        {(['front', 'forward', 'backward', 'back'] as const).map((to) => (
          <button
            key={to}
            type="button"
            disabled={selected.length === 0}
            onClick={() => store.edit({ do: 'order', to })}
            aria-label={orderWords[to].long}
            title={orderWords[to].long}
          >
            {orderWords[to].sign}
          </button>
        ))}
        <button type="button" disabled={selected.length === 0} onClick={() => store.edit({ do: 'duplicate' })}>
          Copy
        </button>
        <button type="button" disabled={selected.length === 0} onClick={() => store.edit({ do: 'delete' })}>
          Delete
        </button>
      </div>
      {layers.length === 0 && <p className="soft">Nothing here yet: insert something, or press I.</p>}
      <ol className="layer-list">
        {layers.map((layer) => {
          const name = layer.name || layer.id;
          return (
            <li key={layer.id} className="layer-row" data-hidden={layer.hidden}>
              <button
                type="button"
                className="layer-name"
                aria-pressed={selected.includes(layer.id)}
                onClick={(event) => hold(layer, event)}
              >
                <span className="layer-kind" aria-hidden="true">
                  {signs[layer.kind]}
                </span>
                <span className="layer-words" dir="auto">
                  {name}
                </span>
              </button>
              <button
                type="button"
                className="layer-switch"
                aria-pressed={layer.hidden}
                aria-label={`Hide ${name}`}
                title="Hide (H)"
                onClick={() => change(layer.id, { hidden: !layer.hidden })}
              >
                {layer.hidden ? '◌' : '●'}
              </button>
              <button
                type="button"
                className="layer-switch"
                aria-pressed={layer.locked}
                aria-label={`Lock ${name}`}
                title="Lock (L)"
                onClick={() => change(layer.id, { locked: !layer.locked })}
              >
                {layer.locked ? '⚿' : '–'}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const orderWords = {
  front: { sign: '⤒', long: 'To the front' },
  forward: { sign: '↑', long: 'Forward' },
  backward: { sign: '↓', long: 'Backward' },
  back: { sign: '⤓', long: 'To the back' },
} as const;

const signs: Record<Layer['kind'], string> = {
  text: 'T',
  image: '▣',
  shape: '■',
  leaders: '≡',
  latest: '≡',
  clock: '◷',
  countdown: '◷',
  ticker: '↤',
  sponsors: '▣',
  qr: '▦',
};
