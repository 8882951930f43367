import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { clamp } from '../../../scene/editor/boxes.ts';
import { layersAt, layoutAt, selectedLayers } from '../../../scene/editor/document.ts';
import { stateNames } from '../../../scene/editor/labels.ts';
import { StageSurface } from '../../scene/scene-stage.tsx';
import { useSizeOf } from '../../use-size.ts';
import type { BuilderStore } from '../builder-store.ts';
import { useGestures } from '../use-gestures.ts';
import type { ShownData } from '../use-scene-data.ts';
import { type View, zooms } from '../use-view.ts';
import { Selection } from './selection.tsx';

type CanvasProps = {
  store: BuilderStore;
  shown: ShownData;
  view: View;
  look: (change: Partial<View>) => void;
  canvas: RefObject<HTMLElement | null>;
  /** The zoom as it is now, for the keys and the words beside it. */
  onZoom: (zoom: number) => void;
  onOpenLayer: () => void;
};

/** Around the stage. */
const roomPx = 40;

/** The stage as a display would draw it, and on top of it what somebody has taken hold of. */
export function Canvas({ store, shown, view, look, canvas, onZoom, onOpenLayer }: CanvasProps) {
  const surface = useRef<HTMLDivElement>(null);
  const { widthPx, heightPx } = useSizeOf(canvas);
  const { scene, place } = store.editor!;
  const layout = layoutAt(scene, place.layout);
  const { width, height } = layout.stage;
  const fitting = clamp(Math.min((widthPx - 2 * roomPx) / width, (heightPx - 2 * roomPx) / height), zooms.min, zooms.max);
  const zoom = view.zoom === 'fit' ? fitting : view.zoom;
  const { guides, frame, on } = useGestures(store, { surface, zoom, hasGrid: view.hasGrid });
  const selected = selectedLayers(store.editor!);
  useLayoutEffect(() => onZoom(zoom), [zoom, onZoom]);
  useWheelZoom(canvas, zoom, (zoom) => look({ zoom }));

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the stage is worked on with the keys of the page while it has the focus
    <section className="canvas" ref={canvas} tabIndex={0} aria-label={words(store)} {...on} onDoubleClick={onOpenLayer}>
      <div className="canvas-room" style={{ padding: roomPx }}>
        <div className="canvas-stage" ref={surface} style={{ width: width * zoom, height: height * zoom }}>
          <div className="canvas-scaled" style={{ width, height, transform: `scale(${zoom})` }}>
            <StageSurface
              key={`${scene.sceneId} ${view.plays}`}
              scene={scene}
              layout={layout}
              state={place.state}
              data={shown.data}
              raceNowMs={shown.raceNowMs}
              imageUrl={store.images.url}
              isAnimated={view.plays > 0}
            />
          </div>
          <Selection layers={selected} zoom={zoom} guides={guides} frame={frame} />
        </div>
      </div>
    </section>
  );
}

function words({ editor }: BuilderStore): string {
  const { place } = editor!;
  const count = layersAt(editor!).length;
  const names = selectedLayers(editor!).map(({ name, id }) => name || id);
  const held = names.length > 0 ? `, selected: ${names.join(', ')}` : '';
  return `Stage, ${stateNames[place.state]}: ${count} ${count === 1 ? 'layer' : 'layers'}${held}`;
}

/** Ctrl and the wheel zoom towards the pointer; the wheel alone scrolls. React's own wheel listeners cannot keep the browser from zooming. */
function useWheelZoom(canvas: RefObject<HTMLElement | null>, zoom: number, onZoom: (zoom: number) => void): void {
  const latest = useRef({ zoom, onZoom });
  latest.current = { zoom, onZoom };
  useEffect(() => {
    const element = canvas.current;
    const listener = (event: WheelEvent) => {
      if (!event.ctrlKey || !element) return;
      event.preventDefault();
      const before = latest.current.zoom;
      const after = clamp(before * Math.exp(-event.deltaY / 400), zooms.min, zooms.max);
      latest.current.onZoom(after);
      const box = element.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left - roomPx, event.clientY - box.top - roomPx];
      requestAnimationFrame(() => {
        element.scrollLeft += ((element.scrollLeft + x) * (after - before)) / before;
        element.scrollTop += ((element.scrollTop + y) * (after - before)) / before;
      });
    };
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [canvas]);
}
