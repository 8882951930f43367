import { valuesOf } from '../../scene/field-value.ts';
import { filledText } from '../../scene/fields.ts';
import type { LayerOf } from '../../scene/layers.ts';
import { subjectOf } from '../../scene/table-rows.ts';
import { BoxedText } from './boxed-text.tsx';
import type { LayerProps } from './scene-context.ts';

export function TextLayer({ layer, data }: LayerProps<LayerOf<'text'>>) {
  const words = filledText(layer.text, valuesOf(data, subjectOf(layer.about, data)));
  return <BoxedText text={words ?? ''} width={layer.width} height={layer.height} style={layer.style} />;
}
