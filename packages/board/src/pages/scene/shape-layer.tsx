import type { LayerOf } from '../../scene/layers.ts';
import { resolveColour } from '../../scene/paint.ts';
import { fillCss } from './paint-css.ts';
import { useRoom } from './scene-context.ts';

export function ShapeLayer({ layer }: { layer: LayerOf<'shape'> }) {
  const { brand } = useRoom();
  const { border, form } = layer;
  return (
    <div
      className="shape"
      style={{
        background: fillCss(layer.fill, brand),
        border: border ? `${border.widthPx}px solid ${resolveColour(border.colour, brand)}` : undefined,
        borderRadius: form === 'ellipse' ? '50%' : form === 'slant' ? undefined : layer.radiusPx,
        clipPath: form === 'slant' ? slant(layer) : undefined,
      }}
    />
  );
}

/** A box whose upright sides lean, and that stays as wide as its layer. */
function slant({ lean, width, height }: LayerOf<'shape'>): string {
  const by = Math.min(Math.abs(lean) * height, width);
  const points = lean >= 0 ? [by, width, width - by, 0] : [0, width - by, width, by];
  const [topLeft, topRight, bottomRight, bottomLeft] = points;
  return `polygon(${topLeft}px 0, ${topRight}px 0, ${bottomRight}px 100%, ${bottomLeft}px 100%)`;
}
