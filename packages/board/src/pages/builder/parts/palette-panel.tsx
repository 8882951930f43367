import { layoutAt } from '../../../scene/editor/document.ts';
import { besideOthers, type PaletteItem, palette } from '../../../scene/editor/palette.ts';
import type { BuilderStore } from '../builder-store.ts';

const groups = ['Runner', 'Race', 'Artwork'] as const satisfies readonly PaletteItem['group'][];

type PalettePanelProps = { store: BuilderStore; onInsert: () => void };

/** Everything that can stand on a stage; a press puts it into the middle. */
export function PalettePanel({ store, onInsert }: PalettePanelProps) {
  const insert = ({ make }: PaletteItem) => {
    const { scene, place } = store.editor!;
    store.edit({ do: 'add', layers: [besideOthers(make(layoutAt(scene, place.layout).stage), store.layers())] });
    onInsert();
  };
  return (
    <section className="panel palette" aria-labelledby="palette-title">
      <h2 id="palette-title">Insert</h2>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div key={group} role="group" aria-label={group} className="palette-group">
          {palette
            .filter((item) => item.group === group)
            .map((item) => (
              <button key={item.id} type="button" data-item={item.id} onClick={() => insert(item)}>
                {item.name}
              </button>
            ))}
        </div>
      ))}
    </section>
  );
}
