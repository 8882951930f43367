import { parse } from 'csv-parse/sync';
import type { EventNames } from './desk-feed.ts';
import { lettersMax, placeMax, type RunnerMessage, runnerMessageSchema } from './runner-messages.ts';

type Refused = { line: number; why: string };

const columns = ['text', 'race', 'wave', 'place', 'milestone'];

/**
 * Messages out of a file, one a line. Plain text: the line. With a first line that names columns (`text,race,wave,place,milestone`) it is a table, with commas,
 * semicolons or tabs. What is wrong is named by its line and left out.
 */
export function readRunnerMessages(file: string, names: EventNames): { messages: RunnerMessage[]; refused: Refused[] } {
  const messages: RunnerMessage[] = [];
  const refused: Refused[] = [];
  for (const { line, row } of rowsOf(file)) {
    const read = messageOf(row, names);
    if ('why' in read) refused.push({ line, why: read.why });
    else messages.push(read);
  }
  return { messages, refused };
}

function rowsOf(file: string): { line: number; row: Record<string, string> }[] {
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const delimiter = [',', ';', '\t'].find((sign) => isHeader(lines[0]!.split(sign)));
  if (delimiter === undefined) return lines.flatMap((text, at) => (text.trim() === '' ? [] : [{ line: at + 1, row: { text } }]));
  const table = parse(file, {
    ...{ delimiter, bom: true, columns: (header: string[]) => header.map(nameOf), info: true },
    ...{ trim: true, skip_empty_lines: true, skip_records_with_empty_values: true, relax_quotes: true, relax_column_count: true },
  }) as unknown as { info: { lines: number }; record: Record<string, string> }[];
  return table.map(({ info, record }) => ({ line: info.lines, row: record }));
}

function isHeader(cells: readonly string[]): boolean {
  const header = cells.map(nameOf);
  return header.includes('text') && header.every((name) => columns.includes(name));
}

function nameOf(cell: string): string {
  return cell.trim().replaceAll('"', '').toLowerCase();
}

function messageOf(row: Record<string, string>, { races, waves }: EventNames): RunnerMessage | { why: string } {
  const race = row.race ? races.find(({ name }) => nameOf(name) === nameOf(row.race!)) : undefined;
  if (row.race && !race) return { why: `there is no race ${row.race}` };
  const wave = row.wave
    ? waves.find(({ name, raceId }) => nameOf(name) === nameOf(row.wave!) && (!race || raceId === race.raceId))
    : undefined;
  if (row.wave && !wave) return { why: `there is no wave ${row.wave}` };
  const parsed = runnerMessageSchema.safeParse({
    text: row.text ?? '',
    raceId: race?.raceId ?? null,
    waveId: wave?.waveId ?? null,
    placeUpTo: row.place ? Number(row.place) : null,
    milestone: /^(1|y|yes|true|x)$/i.test(row.milestone ?? ''),
  });
  return parsed.success ? parsed.data : { why: parsed.error.issues.map(({ path }) => whyNot(String(path[0]), row)).join('; ') };
}

/** In the words of whoever wrote the file. */
function whyNot(field: string, { text = '', place }: Record<string, string>): string {
  if (field === 'placeUpTo') return `${place} is no place: it is a whole number from 1 to ${placeMax}`;
  return text.trim() === '' ? 'there are no words' : `it has ${text.trim().length} letters: a screen takes at most ${lettersMax}`;
}
