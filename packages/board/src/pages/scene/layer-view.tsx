import { useRef } from 'react';
import { valuesOf } from '../../scene/field-value.ts';
import { fieldsIn } from '../../scene/fields.ts';
import type { Layer } from '../../scene/layers.ts';
import type { SceneData } from '../../scene/scene-data.ts';
import { ClockLayer } from './clock-layer.tsx';
import { CountdownLayer } from './countdown-layer.tsx';
import { ImageLayer } from './image-layer.tsx';
import { LatestLayer, LeadersLayer } from './list-layers.tsx';
import { QrLayer } from './qr-layer.tsx';
import { ShapeLayer } from './shape-layer.tsx';
import { SponsorsLayer } from './sponsors-layer.tsx';
import { TextLayer } from './text-layer.tsx';
import { TickerLayer } from './ticker-layer.tsx';
import { useEntrance } from './use-entrance.ts';

type LayerViewProps = { layer: Layer; data: SceneData; cardId: string };

/** One layer in its place on the stage. `cardId` names what is shown, so that what speaks of it enters with it. */
export function LayerView({ layer, data, cardId }: LayerViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEntrance(frame, layer.entrance, speaksOfCard(layer) ? cardId : '');
  const isMissing = layer.needs !== null && valuesOf(data, { row: data.row })(layer.needs) === '';
  return (
    <div
      ref={frame}
      className={`layer layer-${layer.kind}`}
      data-layer={layer.id}
      style={{
        left: layer.x,
        top: layer.y,
        width: layer.width,
        height: layer.height,
        rotate: layer.rotation === 0 ? 'none' : `${layer.rotation}deg`,
        opacity: layer.opacity,
        visibility: layer.hidden || isMissing ? 'hidden' : 'inherit',
      }}
    >
      <LayerInside layer={layer} data={data} />
    </div>
  );
}

function LayerInside({ layer, data }: Omit<LayerViewProps, 'cardId'>) {
  switch (layer.kind) {
    case 'text':
      return <TextLayer layer={layer} data={data} />;
    case 'image':
      return <ImageLayer layer={layer} />;
    case 'shape':
      return <ShapeLayer layer={layer} />;
    case 'leaders':
      return <LeadersLayer layer={layer} data={data} />;
    case 'latest':
      return <LatestLayer layer={layer} data={data} />;
    case 'clock':
      return <ClockLayer layer={layer} data={data} />;
    case 'countdown':
      return <CountdownLayer layer={layer} data={data} />;
    case 'ticker':
      return <TickerLayer layer={layer} data={data} />;
    case 'sponsors':
      return <SponsorsLayer layer={layer} />;
    case 'qr':
      return <QrLayer layer={layer} />;
  }
}

/** A clock or a logo stays where it is while runners change. */
function speaksOfCard(layer: Layer): boolean {
  if (layer.needs !== null) return true;
  return layer.kind === 'text' && layer.about.who === 'runner' && fieldsIn(layer.text).length > 0;
}
