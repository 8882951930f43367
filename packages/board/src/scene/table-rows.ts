import type { LiveRow } from '@chute/protocol';
import type { ListOfRace } from '../picture/lists.ts';
import { type Subject, valuesOf } from './field-value.ts';
import type { About, Column, LayerOf } from './layers.ts';
import { listOf, raceIdOf } from './rankings.ts';
import type { SceneData } from './scene-data.ts';

/** One line of a table: its texts by column. */
export type TableRow = { row: LiveRow; place: number | null; cells: string[] };
export type TableShown = { list: ListOfRace | null; rows: TableRow[] };

export function leadersShown(layer: Pick<LayerOf<'leaders'>, 'of' | 'rows' | 'columns'>, data: SceneData): TableShown {
  const list = listOf(layer.of, data);
  const leaders = list ? data.standings.leaders(list, layer.rows) : [];
  return { list, rows: leaders.map(({ row, place }) => tableRow(layer.columns, data, { row, place, list })) };
}

export function latestShown(layer: Pick<LayerOf<'latest'>, 'race' | 'skip' | 'rows' | 'columns'>, data: SceneData): TableShown {
  const latest = data.standings.latest(raceIdOf(data, layer.race), layer.skip + layer.rows).slice(layer.skip);
  return { list: null, rows: latest.map((row) => tableRow(layer.columns, data, { row })) };
}

function tableRow(columns: readonly Column[], data: SceneData, subject: Subject & { row: LiveRow }): TableRow {
  const valueFor = valuesOf(data, subject);
  return { row: subject.row, place: subject.place ?? null, cells: columns.map(({ field }) => valueFor(field)) };
}

/** Whom a text is about at this moment. */
export function subjectOf(about: About, data: SceneData): Subject {
  switch (about.who) {
    case 'runner':
      return { row: data.row };
    case 'latest':
      return { row: data.standings.latest(raceIdOf(data, about.race), about.nth)[about.nth - 1] ?? null };
    case 'leader': {
      const list = listOf(about.of, data);
      const leader = list && data.standings.leaders(list, about.rank)[about.rank - 1];
      return { row: leader?.row ?? null, place: leader?.place ?? null, list };
    }
  }
}
