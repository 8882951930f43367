import { useState } from 'react';
import type { LayerOf } from '../../scene/layers.ts';
import type { ImageSource } from '../../scene/paint.ts';
import { useRoom } from './scene-context.ts';

export function ImageLayer({ layer }: { layer: LayerOf<'image'> }) {
  return <Picture image={layer.image} alt={layer.alt} fit={layer.fit} radiusPx={layer.radiusPx} />;
}

type PictureProps = { image: ImageSource; alt?: string; fit: 'contain' | 'cover' | 'fill'; radiusPx?: number };

/** An image that cannot be had leaves its place empty: a wall shows no broken picture. */
export function Picture({ image, alt = '', fit, radiusPx = 0 }: PictureProps) {
  const url = useRoom().imageUrl(image);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  if (url === null || url === failedUrl) return null;
  return (
    <img
      className="picture"
      src={url}
      alt={alt}
      draggable={false}
      decoding="async"
      onError={() => setFailedUrl(url)}
      style={{ objectFit: fit, borderRadius: radiusPx }}
    />
  );
}
