import { clockWords, hourAndMinute, timeOfDay } from '../../picture/time-words.ts';
import type { LayerOf } from '../../scene/layers.ts';
import { clockFace } from '../../scene/race-time-layers.ts';
import { Labelled } from './labelled.tsx';
import { type LayerProps, useRoom } from './scene-context.ts';

const notKnown = '–:––';

export function ClockLayer({ layer, data }: LayerProps<LayerOf<'clock'>>) {
  const { raceNowMs } = useRoom();
  const { event } = data;
  if (layer.of.clock === 'time-of-day') {
    const words = layer.of.hasSeconds ? timeOfDay : hourAndMinute;
    const read = () => {
      const nowMs = raceNowMs();
      return nowMs === null || !event ? notKnown : words(nowMs, event.zone);
    };
    return <Labelled layer={layer} label="Time of day" inside={{ read }} />;
  }
  const face = clockFace(layer.of, data);
  if (!face) return null;
  const { gunAtMs } = face;
  if (gunAtMs === null || face.isClosed) return <Labelled layer={layer} label={face.label} inside={{ words: face.words }} />;
  const read = () => {
    const nowMs = raceNowMs();
    return nowMs === null ? notKnown : clockWords(nowMs - gunAtMs);
  };
  return <Labelled layer={layer} label={face.label} inside={{ read }} />;
}
