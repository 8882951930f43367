import type { Race, Setup, Sex, Wave } from '@chute/timing';
import type { ImportField, Mapping } from './csv-columns.ts';
import type { ParticipantFields } from './participant-body.ts';
import type { CsvTable } from './read-csv.ts';

export type RowError = { row: number; field: ImportField | null; message: string };
/** What one row says of one participant. `row` is its line in the file. */
export type StartListRow = { row: number; raceId: string; bib: string; fields: ParticipantFields };

export type DateOrder = 'iso' | 'dmy' | 'mdy';
type Context = { setup: Setup; mapping: Mapping; defaultRaceId: string | null; dateOrder: DateOrder };

/** Reads each row by itself: what can be read comes out, and every error says its row and its field. */
export function readStartList(table: CsvTable, context: Context): { rows: StartListRow[]; errors: RowError[] } {
  const rows: StartListRow[] = [];
  const errors: RowError[] = [];
  const bibs = new Map<string, number>();
  const chips = new Map<string, number>();
  for (const { line, cells } of table.rows) {
    const cell = (field: ImportField) => cells[table.columns.indexOf(context.mapping[field] ?? '')]?.trim() || undefined;
    const wrong: RowError[] = [];
    const refuse: Refuse = (field, message) => void wrong.push({ row: line, field, message });
    const read = readRow(cell, context, refuse);
    if (cells.length > table.columns.length) wrong.push({ row: line, field: null, message: 'has more cells than the heading' });
    if (read) noteOnce(bibs, `${read.raceId} ${read.bib}`, line, (first) => refuse('bib', `bib ${read.bib} is in row ${first} too`));
    for (const chip of read?.fields.chips ?? [])
      noteOnce(chips, chip, line, (first) => refuse('chip', `chip ${chip} is in row ${first} too`));
    errors.push(...wrong);
    if (read && wrong.length === 0) rows.push({ row: line, ...read });
  }
  return { rows, errors };
}

function noteOnce(seen: Map<string, number>, key: string, line: number, again: (firstLine: number) => void): void {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, line);
  else again(first);
}

type Cell = (field: ImportField) => string | undefined;
type Refuse = (field: ImportField, message: string) => void;

function readRow(cell: Cell, context: Context, refuse: Refuse): Omit<StartListRow, 'row'> | undefined {
  const { setup, dateOrder } = context;
  const bib = cell('bib');
  if (!bib) refuse('bib', 'has no bib');
  else if (bib.length > 32) refuse('bib', 'is longer than 32 characters');
  const race = raceOf(cell('race'), context, refuse);
  const wave = race && waveOf(cell('wave'), { setup, race }, refuse);
  if (!bib || !race || !wave) return undefined;

  const fields: ParticipantFields = { race_id: race.id, wave_id: wave.id, bib };
  for (const [field, longest] of Object.entries(texts) as [keyof typeof texts, number][]) {
    const text = cell(field);
    if (text && text.length > longest) refuse(field, `is longer than ${longest} characters`);
    else if (text) fields[field] = text;
  }
  const firstTimer = cell('first_timer');
  if (firstTimer !== undefined) fields.first_timer = isYes(firstTimer);
  const best = raceTimeOf(cell('personal_best'), refuse);
  if (best !== undefined) fields.personal_best_ms = best;
  const sex = sexOf(cell('sex'), refuse);
  if (sex !== undefined) fields.sex = sex;
  const age = ageOf(cell('age'), refuse);
  if (age !== undefined) fields.race_age = age;
  const birthDate = dateOf(cell('birth_date'), dateOrder, refuse);
  if (birthDate !== undefined) fields.birth_date = birthDate;
  const chips = cell('chip')
    ?.split(/[\s,;/|]+/)
    .filter(Boolean);
  if (chips?.some((chip) => chip.length > 64)) refuse('chip', 'is longer than 64 characters');
  else if (chips) fields.chips = chips;
  const divisions = divisionsOf(cell('division'), { setup, race }, refuse);
  if (divisions) fields.custom_divisions = divisions;
  const hidden = cell('hidden');
  if (hidden !== undefined) fields.hidden = isYes(hidden);
  return { raceId: race.id, bib, fields };
}

const texts = {
  first_name: 200,
  last_name: 200,
  city: 200,
  country: 100,
  region: 100,
  club: 200,
  phonetic_name: 200,
  milestone: 200,
  note: 500,
};

const isYes = (text: string) => /^(1|y|yes|true|x|ja|oui)$/i.test(text);

/** `1:23:45`, `42:10` or `42:10.5`: hours are the last that may be left out. */
function raceTimeOf(text: string | undefined, refuse: Refuse): number | undefined {
  if (text === undefined) return undefined;
  const [, hours = '0', minutes, seconds, fraction = ''] = /^(?:(\d{1,3}):)?(\d{1,2}):([0-5]\d)(?:[.,](\d{1,3}))?$/.exec(text) ?? [];
  const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, '0'));
  if (ms > 0) return ms;
  refuse('personal_best', `${text} is no time like 1:23:45 or 42:10`);
  return undefined;
}

function raceOf(text: string | undefined, { setup, defaultRaceId }: Context, refuse: Refuse): Race | undefined {
  if (text === undefined) {
    const race = setup.races.length === 1 ? setup.races[0] : setup.races.find(({ id }) => id === defaultRaceId);
    if (!race) refuse('race', 'has no race: map a column to it, or give race_id');
    return race;
  }
  const race = setup.races.find(({ id, name }) => id === text || same(name, text));
  if (!race) refuse('race', `there is no race called ${text}`);
  return race;
}

/** Without a word the race's first wave. */
function waveOf(text: string | undefined, { setup, race }: { setup: Setup; race: Race }, refuse: Refuse): Wave | undefined {
  const waves = setup.waves.filter(({ raceId }) => raceId === race.id).sort((a, b) => a.scheduledAtMs - b.scheduledAtMs);
  const wave = text === undefined ? waves[0] : waves.find(({ id, name }) => id === text || same(name, text));
  if (!wave) refuse('wave', `race ${race.name} has no wave${text ? ` called ${text}` : ''}`);
  return wave;
}

function divisionsOf(text: string | undefined, { setup, race }: { setup: Setup; race: Race }, refuse: Refuse): string[] | undefined {
  if (text === undefined) return undefined;
  const division = setup.divisions.find(
    ({ id, name, raceId, custom }) => raceId === race.id && custom && (id === text || same(name, text)),
  );
  if (!division) refuse('division', `race ${race.name} has no custom division called ${text}`);
  return division && [division.id];
}

function sexOf(text: string | undefined, refuse: Refuse): Sex | undefined {
  if (text === undefined) return undefined;
  const first = text[0]!.toUpperCase();
  if (first === 'F' || first === 'W') return 'F';
  if (first === 'M') return 'M';
  if (['X', 'N', 'D', 'O'].includes(first)) return 'X';
  refuse('sex', `${text} is none of F, M, X`);
  return undefined;
}

function ageOf(text: string | undefined, refuse: Refuse): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) <= 130) return Number(text);
  refuse('age', `${text} is no age`);
  return undefined;
}

/** `1986-09-20` and `20.09.1986` say their own order; with slashes or dashes the order has to be told. */
function dateOf(text: string | undefined, order: DateOrder, refuse: Refuse): string | undefined {
  if (text === undefined) return undefined;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const other = order === 'iso' ? null : /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : dotted
      ? [dotted[3], dotted[2], dotted[1]]
      : other
        ? [other[3], other[order === 'dmy' ? 2 : 1], other[order === 'dmy' ? 1 : 2]]
        : [];
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (year && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date)) return date;
  refuse('birth_date', order === 'iso' ? `${text} is no date like 1986-09-20; for others give date_order` : `${text} is no such date`);
  return undefined;
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
