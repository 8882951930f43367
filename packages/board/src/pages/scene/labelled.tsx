import type { LayerOf } from '../../scene/layers.ts';
import { BoxedText } from './boxed-text.tsx';
import { RunningDigits } from './running-digits.tsx';

type LabelledProps = {
  layer: Pick<LayerOf<'clock'>, 'width' | 'height' | 'style' | 'label'>;
  label: string;
  inside: { read: () => string } | { words: string };
};

/** Digits that run, or the words in their place, under the name of what they measure. */
export function Labelled({ layer, label, inside }: LabelledProps) {
  const { width, height, style } = layer;
  const labelHeight = layer.label && label ? layer.label.sizePx * layer.label.lineHeight : 0;
  const box = { width, height: height - labelHeight, style };
  return (
    <>
      {layer.label && labelHeight > 0 && <BoxedText text={label} width={width} height={labelHeight} style={layer.label} />}
      {'read' in inside ? <RunningDigits {...box} label={label} read={inside.read} /> : <BoxedText {...box} text={inside.words} />}
    </>
  );
}
