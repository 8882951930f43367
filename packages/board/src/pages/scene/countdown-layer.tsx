import { clockWords } from '../../picture/time-words.ts';
import type { LayerOf } from '../../scene/layers.ts';
import { countdownOf } from '../../scene/race-time-layers.ts';
import { Labelled } from './labelled.tsx';
import { type LayerProps, useRoom } from './scene-context.ts';

/** The whole seconds that are left, so that the last one is seen; then what the layer says, until a gun was heard. */
export function CountdownLayer({ layer, data }: LayerProps<LayerOf<'countdown'>>) {
  const { raceNowMs } = useRoom();
  const countdown = countdownOf(layer, data.event);
  if (!countdown) return <Labelled layer={layer} label="" inside={{ words: layer.afterwards }} />;
  const read = () => {
    const nowMs = raceNowMs();
    if (nowMs === null) return '–:––';
    const leftMs = countdown.toMs - nowMs;
    return leftMs > 0 ? clockWords(Math.ceil(leftMs / 1_000) * 1_000) : layer.afterwards || '0:00';
  };
  return <Labelled layer={layer} label={countdown.label} inside={{ read }} />;
}
