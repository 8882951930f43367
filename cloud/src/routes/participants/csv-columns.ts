import { z } from 'zod';

/** What a column of a start list may hold. */
export const importFields = [
  'bib',
  'chip',
  'first_name',
  'last_name',
  'birth_date',
  'age',
  'sex',
  'race',
  'wave',
  'division',
  'city',
  'country',
  'region',
  'club',
  'phonetic_name',
  'milestone',
  'first_timer',
  'personal_best',
  'note',
  'hidden',
] as const;
export type ImportField = (typeof importFields)[number];

/** Field to the column's heading; a field without one is not in the file. */
export const mappingSchema = z.partialRecord(z.enum(importFields), z.string().min(1).max(200));
export type Mapping = z.infer<typeof mappingSchema>;

/** Headings as registration systems write them, in capitals or not, with spaces, dots or underscores. */
const headings: Record<ImportField, string[]> = {
  bib: ['bib', 'bibnumber', 'bibno', 'number', 'no', 'startnumber', 'startnr', 'startnummer', 'nr', 'dossard'],
  chip: ['chip', 'chipid', 'chipcode', 'transponder', 'tag', 'chip1'],
  first_name: ['firstname', 'first', 'givenname', 'vorname', 'prenom'],
  last_name: ['lastname', 'last', 'surname', 'familyname', 'name', 'nachname', 'nom'],
  birth_date: ['birthdate', 'dateofbirth', 'dob', 'birthday', 'geburtsdatum'],
  age: ['age', 'raceage', 'ageonraceday', 'alter'],
  sex: ['sex', 'gender', 'geschlecht', 'mf'],
  race: ['race', 'event', 'distance', 'racename', 'eventname', 'wettbewerb', 'competition'],
  wave: ['wave', 'corral', 'startwave', 'startblock'],
  division: ['division', 'category', 'customdivision'],
  city: ['city', 'town', 'hometown', 'ort', 'stadt'],
  country: ['country', 'nation', 'nationality', 'land'],
  region: ['region', 'state', 'province', 'bundesland', 'kanton', 'canton'],
  club: ['club', 'team', 'teamname', 'verein', 'vereniging', 'association'],
  phonetic_name: ['phoneticname', 'phonetic', 'pronunciation', 'aussprache', 'uitspraak'],
  milestone: ['milestone', 'anniversary'],
  first_timer: ['firsttimer', 'firsttime', 'firstmarathon', 'debut'],
  personal_best: ['personalbest', 'pb', 'pr', 'besttime', 'bestzeit'],
  note: ['note', 'notes', 'announcernote', 'announcernotes', 'comment', 'bemerkung'],
  hidden: ['hidden', 'private', 'anonymous'],
};

/** The mapping that was asked for, filled up with the columns whose headings speak for themselves; and the columns that nothing is read from. */
export function mapColumns(columns: readonly string[], asked: Mapping): { mapping: Mapping; unmapped: string[]; missing: string[] } {
  const taken = new Set(Object.values(asked));
  const mapping: Mapping = { ...asked };
  for (const field of importFields) {
    if (mapping[field] !== undefined) continue;
    const column = columns.find((one) => !taken.has(one) && headings[field].includes(plain(one)));
    if (column === undefined) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return {
    mapping,
    unmapped: columns.filter((column) => !taken.has(column)),
    missing: Object.values(asked).filter((column) => !columns.includes(column)),
  };
}

function plain(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
