import type { SceneState } from '@chute/protocol';
import { Activity, memo, useMemo, useRef } from 'react';
import type { ImageSource } from '../../scene/paint.ts';
import { type Layout, layoutFor, type Scene, sceneStates } from '../../scene/scene.ts';
import type { SceneData } from '../../scene/scene-data.ts';
import { layersOf, type StateLayers } from '../../scene/state-layers.ts';
import { useSizeOf } from '../use-size.ts';
import { builtInImageUrls } from './built-in-images.ts';
import { Picture } from './image-layer.tsx';
import { LayerView } from './layer-view.tsx';
import { fillCss } from './paint-css.ts';
import { type SceneRoom, SceneRoomProvider } from './scene-context.ts';
import './scene.css';

export type SceneStageProps = {
  scene: Scene;
  state: SceneState;
  data: SceneData;
  raceNowMs: () => number | null;
  /** Where an uploaded image is fetched; null = it cannot be. */
  imageUrl: (sha256: string) => string | null;
  /** Names what is shown, so that what speaks of it enters with it. */
  cardId?: string;
  showMs?: number | null;
  /** False: everything stands where it ends, as in the builder. */
  isAnimated?: boolean;
  /** One px of the stage is one px of the screen, from its upper left corner: how LED walls are wired. */
  isExact?: boolean;
};

/** A scene on whatever it is put in: the whole stage, as large as fits, in its own proportions; of its layouts the one nearest to that shape. */
export function SceneStage({ isExact = false, ...props }: SceneStageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { widthPx, heightPx } = useSizeOf(frame);
  const layout = layoutFor(props.scene, { width: widthPx || 16, height: heightPx || 9 });
  const { width, height } = layout.stage;
  const scale = isExact ? 1 : Math.min(widthPx / width, heightPx / height);
  const [left, top] = isExact ? [0, 0] : [(widthPx - width * scale) / 2, (heightPx - height * scale) / 2];
  return (
    <div className="scene-frame" ref={frame}>
      {widthPx > 0 && (
        <div className="scene-scaled" style={{ width, height, transform: `translate(${left}px, ${top}px) scale(${scale})` }}>
          <StageSurface {...props} layout={layout} />
        </div>
      )}
    </div>
  );
}

/** The stage itself, in its own px. */
export function StageSurface({
  scene,
  layout,
  state,
  data,
  cardId = '',
  showMs = null,
  isAnimated = true,
  ...of
}: SceneStageProps & { layout: Layout }) {
  const { raceNowMs, imageUrl } = of;
  const { brand, background } = scene;
  const room = useMemo<SceneRoom>(
    () => ({ brand, raceNowMs, isAnimated, showMs, imageUrl: (image) => urlOf(image, brand.logo, imageUrl) }),
    [brand, raceNowMs, isAnimated, showMs, imageUrl],
  );
  const shown = layersOf(layout, state);
  return (
    <SceneRoomProvider value={room}>
      <div className="scene-surface" style={{ ...layout.stage, background: fillCss(background.fill, brand), color: brand.colours.text }}>
        {background.image && (
          <div className="scene-background" style={{ opacity: background.imageOpacity }}>
            <Picture image={background.image} fit="cover" />
          </div>
        )}
        {sceneStates.map((one) => (
          <Activity key={`${scene.sceneId} ${one}`} mode={one === shown.drawn ? 'visible' : 'hidden'}>
            <StateView of={one === shown.drawn ? shown : layersOf(layout, one)} isShown={one === shown.drawn} data={data} cardId={cardId} />
          </Activity>
        ))}
      </div>
    </SceneRoomProvider>
  );
}

type StateViewProps = { of: StateLayers; isShown: boolean; data: SceneData; cardId: string };

/** A state that is not in sight keeps its elements, and hears of nothing until it is. */
const StateView = memo(
  function StateView({ of, data, cardId }: StateViewProps) {
    return of.layers.map((layer) => <LayerView key={layer.id} layer={layer} data={data} cardId={cardId} />);
  },
  (before, after) => !before.isShown && !after.isShown && before.of.layers === after.of.layers,
);

function urlOf(image: ImageSource, logo: string | null, uploadUrl: (sha256: string) => string | null): string | null {
  switch (image.from) {
    case 'upload':
      return uploadUrl(image.sha256);
    case 'brand-logo':
      return logo && uploadUrl(logo);
    case 'built-in':
      return builtInImageUrls[image.name];
  }
}
