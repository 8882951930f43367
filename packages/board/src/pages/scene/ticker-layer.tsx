import { useEffect, useRef, useState } from 'react';
import { valuesOf } from '../../scene/field-value.ts';
import { filledText } from '../../scene/fields.ts';
import type { LayerOf } from '../../scene/layers.ts';
import type { SceneData } from '../../scene/scene-data.ts';
import { latestShown, leadersShown } from '../../scene/table-rows.ts';
import { lessMotion } from '../motion.ts';
import { BoxedText } from './boxed-text.tsx';
import { textCss } from './paint-css.ts';
import { type LayerProps, useRoom } from './scene-context.ts';

const stillMs = 5_000;

/** A line that runs through. What is new waits for the next round, so that nothing jumps under the reader's eyes. Without motion: one text after the other. */
export function TickerLayer({ layer, data }: LayerProps<LayerOf<'ticker'>>) {
  const { isAnimated } = useRoom();
  const texts = tickerTexts(layer, data);
  if (lessMotion.matches || !isAnimated) return <OneByOne layer={layer} texts={texts} />;
  return <Running layer={layer} texts={texts} />;
}

type TickerProps = { layer: LayerOf<'ticker'>; texts: readonly string[] };

function Running({ layer, texts }: TickerProps) {
  const { brand } = useRoom();
  const line = useRef<HTMLDivElement>(null);
  const latest = useRef(texts);
  latest.current = texts;
  const [round, setRound] = useState({ texts, number: 0 });

  useEffect(() => {
    const moving = line.current;
    if (!moving) return;
    const way = layer.width + moving.scrollWidth;
    const run = moving.animate([{ transform: `translateX(${layer.width}px)` }, { transform: `translateX(${way * -1 + layer.width}px)` }], {
      duration: (way / layer.speedPxPerSecond) * 1_000,
      fill: 'both',
    });
    run.onfinish = () => setRound({ texts: latest.current, number: round.number + 1 });
    return () => run.cancel();
  }, [layer.width, layer.speedPxPerSecond, round]);

  return (
    <div className="ticker">
      <div
        className="ticker-line"
        ref={line}
        style={{ ...textCss(layer.style, brand), fontSize: layer.style.sizePx, columnGap: layer.style.sizePx * 1.6 }}
      >
        {round.texts.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may come twice
          <span key={at} dir="auto">
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

function OneByOne({ layer, texts }: TickerProps) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((now) => now + 1), stillMs);
    return () => clearInterval(timer);
  }, []);
  const text = texts[turn % Math.max(1, texts.length)] ?? '';
  return <BoxedText text={text} width={layer.width} height={layer.height} style={layer.style} />;
}

function tickerTexts({ source }: LayerOf<'ticker'>, data: SceneData): string[] {
  if (source.from === 'texts') return source.texts.flatMap((text) => filledText(text, valuesOf(data, { row: data.row })) || []);
  if (source.from === 'latest') {
    const { rows } = latestShown({ race: source.race, skip: 0, rows: source.count, columns: latestColumns }, data);
    return rows.map(({ cells: [name, time, race] }) => [name, time, race].filter(Boolean).join('  '));
  }
  const { rows } = leadersShown({ of: source.of, rows: source.count, columns: leaderColumns }, data);
  return rows.map(({ cells: [place, name, time] }) => `${place}  ${name}  ${time}`);
}

const column = (field: 'place' | 'name' | 'time' | 'race') => ({
  field,
  widthEm: null,
  align: 'start' as const,
  colour: null,
  sizeShare: 1,
  isPlate: false,
});
const latestColumns = [column('name'), column('time'), column('race')];
const leaderColumns = [column('place'), column('name'), column('time')];
