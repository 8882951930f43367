import type { Field } from '../fields.ts';

/** What the old displays called what we know. Their pace was per mile, their message came with the runner. */
const known: Record<string, Field> = {
  name: 'name',
  full_name: 'name',
  runner_name: 'name',
  first_name: 'first-name',
  last_name: 'last-name',
  bib: 'bib',
  bib_number: 'bib',
  age: 'age',
  gender: 'sex',
  sex: 'sex',
  city: 'city',
  hometown: 'city',
  country: 'country',
  division: 'division',
  team: 'team',
  team_name: 'team',
  race: 'race',
  race_name: 'race',
  event_name: 'event',
  wave: 'wave',
  wave_name: 'wave',
  message: 'text',
  custom_message: 'text',
  finish_time: 'chip-time',
  net_time: 'chip-time',
  chip_time: 'chip-time',
  gun_time: 'gun-time',
  gross_time: 'gun-time',
  overall_rank: 'place',
  finish_rank: 'place',
  division_rank: 'place-division',
  gender_rank: 'place-sex',
  pace: 'pace-mile',
};

export function fieldOfOld(name: string): Field | null {
  const key = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return Object.hasOwn(known, key) ? known[key]! : null;
}

/** `{{old_name}}` in our words. What has no counterpart is left out and told. */
export function textInOurWords(text: string, tell: (what: string) => void): string {
  return text.replaceAll(/\{\{([^{}]*)\}\}/g, (_, name: string) => {
    const field = fieldOfOld(name);
    if (!field) tell(`there is no field for “${name.trim().slice(0, 40)}”`);
    return field ? `{{${field}}}` : '';
  });
}
