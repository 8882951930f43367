import { type Bounds, boundsAround, type LayerBox } from '../../../scene/editor/boxes.ts';
import { handles } from '../../../scene/editor/resize.ts';
import type { Guide } from '../../../scene/editor/snap.ts';
import type { Layer } from '../../../scene/layers.ts';

type SelectionProps = { layers: readonly Layer[]; zoom: number; guides: readonly Guide[]; frame: Bounds | null };

/** Outlines, handles and guides over the stage, in px of the screen. For the pointer alone: the keys do the same without them. */
export function Selection({ layers, zoom, guides, frame }: SelectionProps) {
  const only = layers.length === 1 ? layers[0]! : null;
  return (
    <div className="selection" aria-hidden="true">
      {layers.map((layer) => (
        <div key={layer.id} className="selection-box" data-locked={layer.locked} style={boxCss(layer, zoom)}>
          {layer === only && !layer.locked && <Handles />}
        </div>
      ))}
      {layers.length > 1 && <div className="selection-around" style={boundsCss(boundsAround(layers), zoom)} />}
      {guides.map(({ axis, at, of }) => (
        <div
          key={`${axis} ${at}`}
          className="guide"
          data-axis={axis}
          data-of={of}
          style={axis === 'x' ? { left: at * zoom } : { top: at * zoom }}
        />
      ))}
      {frame && <div className="selection-frame" style={boundsCss(frame, zoom)} />}
    </div>
  );
}

function Handles() {
  return (
    <>
      <div className="handle handle-rotate" data-handle="rotate" />
      {handles.map(({ x, y }, at) => (
        <div
          key={`${x} ${y}`}
          className="handle"
          data-handle={at}
          data-x={x}
          data-y={y}
          style={{ left: `${50 + x * 50}%`, top: `${50 + y * 50}%` }}
        />
      ))}
    </>
  );
}

function boxCss({ x, y, width, height, rotation }: LayerBox, zoom: number) {
  return { left: x * zoom, top: y * zoom, width: width * zoom, height: height * zoom, rotate: `${rotation}deg` };
}

function boundsCss({ left, top, right, bottom }: Bounds, zoom: number) {
  return { left: left * zoom, top: top * zoom, width: (right - left) * zoom, height: (bottom - top) * zoom };
}
