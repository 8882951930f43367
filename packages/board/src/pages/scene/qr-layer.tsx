import { useMemo } from 'react';
import { encode } from 'uqr';
import type { LayerOf } from '../../scene/layers.ts';
import { resolveColour } from '../../scene/paint.ts';
import { useRoom } from './scene-context.ts';

/** The quiet zone that the standard asks for around a code. */
const border = 4;

export function QrLayer({ layer }: { layer: LayerOf<'qr'> }) {
  const { brand } = useRoom();
  const { size, path } = useMemo(() => codeOf(layer.url), [layer.url]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={`QR code of ${layer.url}`}>
      <rect width={size} height={size} fill={resolveColour(layer.light, brand)} />
      <path d={path} fill={resolveColour(layer.dark, brand)} />
    </svg>
  );
}

function codeOf(url: string): { size: number; path: string } {
  const { size, data } = encode(url, { ecc: 'M', border });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
