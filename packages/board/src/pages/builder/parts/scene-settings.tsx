import { useId, useState } from 'react';
import { layoutAt } from '../../../scene/editor/document.ts';
import { formOf } from '../../../scene/editor/form-of.ts';
import { labelOf } from '../../../scene/editor/labels.ts';
import { setIn } from '../../../scene/editor/set-in.ts';
import { type Brand, brandColourNames, fontNames } from '../../../scene/paint.ts';
import { backgroundSchema } from '../../../scene/scene.ts';
import { type Stage, stagePresets } from '../../../scene/stage.ts';
import { useRoomOfBuilder } from '../builder-room.ts';
import type { BuilderStore } from '../builder-store.ts';
import { keepBrandKit } from '../open-scene.ts';
import { ColourField } from './colour-field.tsx';
import { ChoiceField, FormFields, SwitchField } from './form-fields.tsx';
import { StageFields } from './stage-fields.tsx';

/** What belongs to no layer: the stage and its other shapes, the background, the brand. */
export function SceneSettings({ store }: { store: BuilderStore }) {
  return (
    <>
      <StageSettings store={store} />
      <BackgroundSettings store={store} />
      <BrandSettings store={store} />
    </>
  );
}

const sizeOf = ({ width, height }: Stage) => `${width} × ${height}`;

function StageSettings({ store }: { store: BuilderStore }) {
  const { scene, place } = store.editor!;
  const [isScaling, setScaling] = useState(true);
  const id = useId();
  const { stage } = layoutAt(scene, place.layout);
  const layouts = [scene.stage, ...scene.otherLayouts.map((layout) => layout.stage)];
  return (
    <section className="panel" aria-labelledby="stage-title">
      <h2 id="stage-title">Stage</h2>
      <div className="form-field form-wide">
        <label htmlFor={id}>Drawn for</label>
        <select id={id} value={place.layout} onChange={({ target }) => store.goTo({ layout: Number(target.value) })}>
          {layouts.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a layout is named by its place
            <option key={at} value={at}>
              {sizeOf(one)}
            </option>
          ))}
        </select>
      </div>
      <StageFields stage={stage} onChange={(to) => store.edit({ do: 'stage', stage: to, isScaling }, { joins: 'stage' })} />
      <SwitchField label="Layers grow and shrink with it" value={isScaling} onChange={setScaling} />
      <div className="form-field form-wide">
        <select
          aria-label="Draw it for another screen too"
          value=""
          disabled={scene.otherLayouts.length >= 4}
          onChange={({ target }) => store.edit({ do: 'add-layout', stage: stagePresets[Number(target.value)]!.stage })}
        >
          <option value="">Draw it for another screen too …</option>
          {stagePresets.map(({ name }, at) => (
            <option key={name} value={at}>
              {name}
            </option>
          ))}
        </select>
        {place.layout > 0 && (
          <button type="button" onClick={() => store.edit({ do: 'remove-layout' })}>
            Remove this one
          </button>
        )}
      </div>
    </section>
  );
}

const backgroundForm = formOf(backgroundSchema);

function BackgroundSettings({ store }: { store: BuilderStore }) {
  const { background } = store.editor!.scene;
  const parts = backgroundForm.ask === 'group' ? backgroundForm.parts : [];
  return (
    <section className="panel" aria-labelledby="background-title">
      <h2 id="background-title">Background</h2>
      <FormFields
        parts={parts}
        values={background as unknown as Record<string, unknown>}
        put={(path, value) =>
          store.edit(
            { do: 'background', change: setIn(background, path, value) as typeof background },
            { joins: `background ${path.join('.')}` },
          )
        }
      />
    </section>
  );
}

function BrandSettings({ store }: { store: BuilderStore }) {
  const { chooseImage, imageUrl } = useRoomOfBuilder();
  const { brand } = store.editor!.scene;
  const set = (change: Partial<Brand>, joins = '') => {
    store.edit({ do: 'brand', change }, joins ? { joins } : {});
    keepBrandKit(store.eventId, store.editor!.scene.brand);
  };
  const logoUrl = brand.logo && imageUrl(brand.logo);
  return (
    <section className="panel" aria-labelledby="brand-title">
      <h2 id="brand-title">Brand</h2>
      <div className="form-grid">
        {brandColourNames.map((name) => (
          <ColourField
            key={name}
            label={labelOf(name)}
            value={brand.colours[name]}
            hasBrand={false}
            onChange={(colour) => set({ colours: { ...brand.colours, [name]: colour } }, `brand ${name}`)}
          />
        ))}
      </div>
      {(['heading', 'text'] as const).map((use) => (
        <ChoiceField
          key={use}
          label={use === 'heading' ? 'Font of headings' : 'Font of texts'}
          of={fontNames}
          value={brand.fonts[use]}
          onChange={(font) => set({ fonts: { ...brand.fonts, [use]: font as (typeof fontNames)[number] } })}
        />
      ))}
      <div className="form-field form-image">
        <span className="form-label">Logo</span>
        {logoUrl ? <img src={logoUrl} alt="" /> : <span className="no-image" aria-hidden="true" />}
        <button type="button" onClick={() => chooseImage((image) => image.from === 'upload' && set({ logo: image.sha256 }))}>
          {brand.logo ? 'Another …' : 'Choose …'}
        </button>
        {brand.logo && (
          <button type="button" onClick={() => set({ logo: null })}>
            None
          </button>
        )}
      </div>
      <p className="soft small">New scenes begin with the brand that was set last.</p>
    </section>
  );
}
