/** What a text may say between `{{` and `}}`, with the words for a menu. Of a runner, unless it is said otherwise. */
export const fieldNames = {
  name: 'Name',
  'first-name': 'First name',
  'last-name': 'Last name',
  bib: 'Bib',
  city: 'City',
  country: 'Country',
  sex: 'Sex (F, M, X)',
  'sex-name': 'Women, Men, Non-binary',
  age: 'Age',
  division: 'Division',
  divisions: 'All divisions',
  team: 'Team',
  race: 'Race',
  wave: 'Wave',
  status: 'Finished, On the course, …',
  time: 'Time that counts',
  'chip-time': 'Chip time',
  'gun-time': 'Gun time',
  gap: 'Behind the first',
  place: 'Place overall (22)',
  'place-sex': 'Place among women or men',
  'place-division': 'Place in the division',
  'place-ordinal': 'Place overall (22nd)',
  'place-sex-ordinal': 'Place among women or men (3rd)',
  'place-division-ordinal': 'Place in the division (1st)',
  'pace-km': 'Pace per km',
  'pace-mile': 'Pace per mile',
  text: 'Words of the card',
  event: 'Event: name',
  list: 'List: name (10 km · Women)',
  message: 'Message from the desk',
  finished: 'Event: finished so far',
  'on-course': 'Event: on the course',
  entered: 'Event: entered',
} as const;

export type Field = keyof typeof fieldNames;
export const fields = Object.keys(fieldNames) as [Field, ...Field[]];

/** What a field says now; empty = it has no value. Only ever text. */
export type ValueFor = (field: Field) => string;

const placeholder = /\{\{\s*([a-z-]+)\s*\}\}/g;
/** A part in square brackets with a field in it. */
const optionalPart = /\[([^[\]]*\{\{[^[\]]*\}\}[^[\]]*)\]/g;

/** The fields that a text names, in their order; a name that is no field is left out. */
export function fieldsIn(text: string): Field[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name!).filter(isField);
}

/**
 * The text with its values. A part in square brackets is left out when a field in it has no value: `{{city}}[, {{country}}]`.
 * Null = it names fields, and none of them has a value: there is nothing to say. What is no field stays as it is written, so that a slip is seen.
 */
export function filledText(text: string, valueFor: ValueFor): string | null {
  const named = fieldsIn(text);
  if (named.length > 0 && named.every((field) => valueFor(field) === '')) return null;
  const whole = text.replace(optionalPart, (_, part: string) => (fieldsIn(part).every((field) => valueFor(field) !== '') ? part : ''));
  return whole.replace(placeholder, (said, name: string) => (isField(name) ? valueFor(name) : said)).trim();
}

export function isField(name: string): name is Field {
  return Object.hasOwn(fieldNames, name);
}
