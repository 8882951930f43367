import type { KeyboardEvent } from 'react';
import { layoutAt } from '../../../scene/editor/document.ts';
import { stateNames } from '../../../scene/editor/labels.ts';
import { sceneStates } from '../../../scene/scene.ts';
import { layersOf } from '../../../scene/state-layers.ts';
import type { BuilderStore } from '../builder-store.ts';

/** What a display may ask the scene for; each state is drawn by itself, and one can begin as a copy of another. */
export function StateTabs({ store }: { store: BuilderStore }) {
  const { scene, place } = store.editor!;
  const layout = layoutAt(scene, place.layout);
  const { state } = place;
  const drawn = layersOf(layout, state);
  const isEmpty = layout.states[state].length === 0;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = sceneStates[(sceneStates.indexOf(state) + by + sceneStates.length) % sceneStates.length]!;
    store.goTo({ state: next });
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-state="${next}"]`)?.focus();
    event.preventDefault();
  };
  return (
    <div className="state-bar">
      <div className="state-tabs" role="tablist" aria-label="States of the scene">
        {sceneStates.map((one, at) => (
          <button
            key={one}
            type="button"
            role="tab"
            data-state={one}
            aria-selected={one === state}
            tabIndex={one === state ? 0 : -1}
            title={`Key ${at + 1}`}
            onClick={() => store.goTo({ state: one })}
            onKeyDown={onKeyDown}
          >
            {stateNames[one]}
            {layout.states[one].length > 0 && <span className="tab-count">{layout.states[one].length}</span>}
          </button>
        ))}
      </div>
      {isEmpty ? (
        drawn.layers.length > 0 && (
          <p className="state-note soft">
            {drawn.drawn === state ? 'Drawn in the plain form.' : `Drawn as ${stateNames[drawn.drawn].toLowerCase()}.`}{' '}
            <button type="button" onClick={() => store.edit({ do: 'add', layers: drawn.layers })}>
              Begin with that
            </button>
          </p>
        )
      ) : (
        <select
          aria-label="Copy this state to another"
          value=""
          onChange={({ target }) => store.edit({ do: 'copy-state', from: state, to: target.value as typeof state })}
        >
          <option value="">Copy to …</option>
          {sceneStates
            .filter((one) => one !== state)
            .map((one) => (
              <option key={one} value={one}>
                {stateNames[one]}
                {layout.states[one].length > 0 ? ' (replaces what is there)' : ''}
              </option>
            ))}
        </select>
      )}
    </div>
  );
}
