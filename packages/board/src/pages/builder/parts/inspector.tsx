import type { RefObject } from 'react';
import { alignments } from '../../../scene/editor/arrange.ts';
import { selectedLayers } from '../../../scene/editor/document.ts';
import { type FormPart, formOfLayer } from '../../../scene/editor/form-of.ts';
import { labelOf } from '../../../scene/editor/labels.ts';
import { setIn } from '../../../scene/editor/set-in.ts';
import type { Layer } from '../../../scene/layers.ts';
import type { BuilderStore } from '../builder-store.ts';
import { FormFields, type Path } from './form-fields.tsx';
import { SceneSettings } from './scene-settings.tsx';

type InspectorProps = { store: BuilderStore; panel: RefObject<HTMLElement | null>; onPlay: () => void };

const placed = ['x', 'y', 'width', 'height', 'rotation', 'opacity'];
const apart = [...placed, 'name', 'locked', 'hidden'];

/** All that can be set of what is selected; of the scene itself when nothing is. */
export function Inspector({ store, panel, onPlay }: InspectorProps) {
  const layers = selectedLayers(store.editor!);
  const [first] = layers;
  const isOneKind = layers.every(({ kind }) => kind === first?.kind);
  return (
    <aside className="inspector" ref={panel} aria-label="Settings">
      {layers.length > 0 && <Arrange store={store} count={layers.length} />}
      {!first ? (
        <SceneSettings store={store} />
      ) : isOneKind ? (
        <LayerSettings key={first.id} store={store} layers={layers} onPlay={onPlay} />
      ) : (
        <p className="panel soft">{layers.length} layers of different kinds: move, align and order them together.</p>
      )}
    </aside>
  );
}

type LayerSettingsProps = { store: BuilderStore; layers: readonly Layer[]; onPlay: () => void };

/** Of several layers of one kind each setting is changed alone, in all of them. */
function LayerSettings({ store, layers, onPlay }: LayerSettingsProps) {
  const first = layers[0]!;
  const values = first as unknown as Record<string, unknown>;
  const form = formOfLayer(first.kind);
  const put = (path: Path, value: unknown) => {
    const [key, ...rest] = path as [string, ...(string | number)[]];
    const joins = `set ${path.join('.')} ${layers.map(({ id }) => id).join(' ')}`;
    for (const layer of layers) {
      const change = { [key]: setIn((layer as unknown as Record<string, unknown>)[key], rest, value) };
      store.edit({ do: 'change', ids: [layer.id], change }, { joins });
    }
  };
  const parts = (isMeant: (part: FormPart) => boolean) => form.filter(isMeant);
  const isFolded = ({ key, field }: FormPart) => key === 'entrance' || (field.ask === 'many' && key === 'columns') || key === 'needs';
  return (
    <>
      <section className="panel" aria-label="Place">
        <h2>{layers.length > 1 ? `${layers.length} × ${labelOf(first.kind)}` : first.name || labelOf(first.kind)}</h2>
        {layers.length === 1 && <FormFields parts={parts(({ key }) => key === 'name')} values={values} put={put} />}
        <div className="form-grid">
          <FormFields
            parts={parts(({ key }) => placed.includes(key) && (layers.length === 1 || key === 'opacity'))}
            values={values}
            put={put}
          />
        </div>
        <div className="form-grid">
          <FormFields parts={parts(({ key }) => key === 'locked' || key === 'hidden')} values={values} put={put} />
        </div>
      </section>
      <section className="panel" aria-label={labelOf(first.kind)}>
        <FormFields parts={parts((part) => !apart.includes(part.key) && !isFolded(part))} values={values} put={put} />
      </section>
      <section className="panel" aria-label="More">
        <FormFields parts={parts((part) => !apart.includes(part.key) && isFolded(part))} values={values} put={put} />
        <button type="button" onClick={onPlay}>
          ▶ Play the entrances
        </button>
      </section>
    </>
  );
}

const alignSigns = { left: '⇤', center: '↔', right: '⇥', top: '⤒', middle: '↕', bottom: '⤓' } as const;

function Arrange({ store, count }: { store: BuilderStore; count: number }) {
  const to = count === 1 ? 'with the stage' : 'with each other';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div className="panel arrange" role="group" aria-label={`Line up ${to}`}>
      {alignments.map((way) => (
        <button
          key={way}
          type="button"
          aria-label={`Line up ${to}: ${way}`}
          title={`Line up ${to}: ${way}`}
          onClick={() => store.edit({ do: 'align', to: way })}
        >
          {alignSigns[way]}
        </button>
      ))}
      <button
        type="button"
        disabled={count < 3}
        title="Equal gaps across"
        aria-label="Equal gaps across"
        onClick={() => store.edit({ do: 'distribute', along: 'x' })}
      >
        ⇹
      </button>
      <button
        type="button"
        disabled={count < 3}
        title="Equal gaps down"
        aria-label="Equal gaps down"
        onClick={() => store.edit({ do: 'distribute', along: 'y' })}
      >
        ⇳
      </button>
    </div>
  );
}
