import { CsvError, parse } from 'csv-parse/sync';

/** Rows as texts, nothing converted: a bib of 007 stays 007. `line` is the row's place in the file, as an editor counts. */
export type CsvTable = { columns: string[]; rows: { line: number; cells: string[] }[] };

/** A file that cannot be taken apart. The message is a sentence for whoever made it. */
export class CsvUnreadableError extends Error {
  override name = 'CsvUnreadableError';
  readonly code: 'empty' | 'broken';

  constructor(code: CsvUnreadableError['code'], sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}

/** Comma, semicolon or tab, whichever the heading has most of; with or without a byte-order mark. */
export function readCsv(text: string): CsvTable {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CsvUnreadableError('broken', `the file cannot be taken apart: ${error.message}`, { cause: error });
  }
  const [head, ...rows] = records;
  if (!head) throw new CsvUnreadableError('empty', 'the file has no heading and no rows');
  return {
    columns: head.record,
    rows: rows.filter(({ record }) => record.some((cell) => cell !== '')).map(({ record, info }) => ({ line: info.lines, cells: record })),
  };
}

function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/\r|\n|$/));
  const count = (mark: string) => heading.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
