import { memo, useMemo, useRef } from 'react';
import type { Column, LayerOf } from '../../scene/layers.ts';
import type { Colour } from '../../scene/paint.ts';
import { listTitle } from '../../scene/rankings.ts';
import { latestShown, leadersShown, type TableRow } from '../../scene/table-rows.ts';
import { useSlide } from '../use-slide.ts';
import { BoxedText } from './boxed-text.tsx';
import { fillCss } from './paint-css.ts';
import { type LayerProps, useRoom } from './scene-context.ts';

const medals: Record<number, Colour> = { 1: '#ffd83d', 2: '#d6dee9', 3: '#f7b57e' };

export function LeadersLayer({ layer, data }: LayerProps<LayerOf<'leaders'>>) {
  const { list, rows } = leadersShown(layer, data);
  return (
    <Table
      layer={layer}
      rows={rows}
      title={data.event && list ? listTitle(data.event, list) : ''}
      rowIs="a place"
      hasMedals={layer.hasMedals}
    />
  );
}

export function LatestLayer({ layer, data }: LayerProps<LayerOf<'latest'>>) {
  const { rows } = latestShown(layer, data);
  return <Table layer={layer} rows={rows} title="Latest finishers" rowIs="a runner" hasMedals={false} />;
}

type AnyTable = LayerOf<'leaders'> | LayerOf<'latest'>;

/**
 * `rowIs` tells which elements stay. Of leaders the places, through which runners move: a turn of the tables changes texts, and builds nothing. Of the latest the
 * runners, who all move down a line: one row is built for one finisher, and the others are not written again.
 */
type TableProps = { layer: AnyTable; rows: readonly TableRow[]; title: string; rowIs: 'a place' | 'a runner'; hasMedals: boolean };

function Table({ layer, rows, title, rowIs, hasMedals }: TableProps) {
  const { brand, isAnimated } = useRoom();
  const list = useRef<HTMLOListElement>(null);
  useSlide(list, isAnimated ? rows.map(({ row }) => row) : []);
  const titlePx = layer.title ? layer.title.sizePx * 1.5 : 0;
  const rowPx = (layer.height - titlePx) / layer.rows;
  const widths = useMemo(() => columnWidths(layer), [layer]);
  return (
    <>
      {layer.title && <BoxedText text={title} width={layer.width} height={titlePx} style={layer.title} />}
      {rows.length === 0 && layer.emptyText && (
        <BoxedText text={layer.emptyText} width={layer.width} height={rowPx} style={layer.style} colour="$soft" />
      )}
      <ol className="table-rows" ref={list} aria-label={title}>
        {rows.map(({ row, cells, place }, slot) => (
          <li
            key={rowIs === 'a runner' ? row.participantId : slot}
            className="table-row"
            style={{ height: rowPx, paddingBottom: layer.rowGapPx }}
          >
            <div className="table-line" style={{ borderRadius: layer.rowRadiusPx, background: rowFill(slot) }}>
              {cells.map((text, column) => (
                <Cell
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name of their own
                  key={column}
                  text={text}
                  layer={layer}
                  column={layer.columns[column]!}
                  width={widths[column]!}
                  height={rowPx - layer.rowGapPx}
                  medal={hasMedals && layer.columns[column]!.field === 'place' ? (medals[place ?? 0] ?? null) : null}
                />
              ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  );

  function rowFill(slot: number): string | undefined {
    const fill = slot % 2 === 1 && layer.stripe ? layer.stripe : layer.rowFill;
    return fill ? fillCss(fill, brand) : undefined;
  }
}

type CellProps = { text: string; layer: AnyTable; column: Column; width: number; height: number; medal: Colour | null };

const Cell = memo(function Cell({ text, layer, column, width, height, medal }: CellProps) {
  const style = useMemo(
    () => ({ ...layer.style, sizePx: layer.style.sizePx * column.sizeShare, align: column.align }),
    [layer.style, column.sizeShare, column.align],
  );
  const paddingPx = layer.style.sizePx * paddingEm;
  if (column.isPlate) return <Plate text={text} style={style} width={width} height={height} />;
  return (
    <div className="table-cell" style={{ width, paddingInline: paddingPx }}>
      <BoxedText text={text} width={width - 2 * paddingPx} height={height} style={style} colour={medal ?? column.colour ?? style.colour} />
    </div>
  );
});

/** A number as on a shirt. */
function Plate({ text, style, width, height }: { text: string; style: AnyTable['style']; width: number; height: number }) {
  const { brand } = useRoom();
  const plate = { width: width - style.sizePx * 0.3, height: Math.min(height * 0.86, style.sizePx * 1.35) };
  return (
    <div className="table-cell" style={{ width, justifyContent: 'center' }}>
      <div className="plate-cell" style={{ ...plate, background: brand.colours.text, borderRadius: style.sizePx * 0.18 }}>
        <BoxedText text={text} {...plate} width={plate.width - style.sizePx * 0.2} style={{ ...style, align: 'center' }} colour="$ground" />
      </div>
    </div>
  );
}

const paddingEm = 0.25;

/** Those without a width share what the others leave. */
function columnWidths({ columns, width, style }: AnyTable): number[] {
  const taken = columns.reduce((sum, { widthEm }) => sum + (widthEm ?? 0) * style.sizePx, 0);
  const growing = columns.filter(({ widthEm }) => widthEm === null).length;
  const each = growing > 0 ? Math.max(0, width - taken) / growing : 0;
  return columns.map(({ widthEm }) => (widthEm === null ? each : widthEm * style.sizePx));
}
