import { useEffect, useState } from 'react';
import type { LayerOf } from '../../scene/layers.ts';
import { Picture } from './image-layer.tsx';
import { useRoom } from './scene-context.ts';

/** One image after the other. All of them stay loaded; by the clock, so that screens side by side show the same. */
export function SponsorsLayer({ layer }: { layer: LayerOf<'sponsors'> }) {
  const { isAnimated } = useRoom();
  const shown = useTurn(layer.images.length, layer.secondsEach * 1_000, isAnimated);
  return layer.images.map((image, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same image may come twice, and the order is the scene's
    <div key={at} className="sponsor" data-shown={at === shown} aria-hidden={at !== shown}>
      <Picture image={image} fit={layer.fit} />
    </div>
  ));
}

function useTurn(count: number, everyMs: number, isTurning: boolean): number {
  const now = () => (isTurning ? Math.floor(Date.now() / everyMs) % count : 0);
  const [turn, setTurn] = useState(now);
  useEffect(() => {
    if (!isTurning || count < 2) return;
    const timer = setInterval(() => setTurn(Math.floor(Date.now() / everyMs) % count), 250);
    return () => clearInterval(timer);
  }, [count, everyMs, isTurning]);
  return turn % count;
}
