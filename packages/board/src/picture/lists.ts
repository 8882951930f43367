import type { LiveEvent, LiveRow } from '@chute/protocol';

/** A ranking within one race: everyone, one sex, or one division. Text, so that it can stand in an address (`?list=sex:F`). */
export type ListKey = 'overall' | `sex:${'F' | 'M' | 'X'}` | `division:${string}`;

export type ListOfRace = { raceId: string; list: ListKey };

const sexNames = { F: 'Women', M: 'Men', X: 'Non-binary' } as const;

/** The lists a row stands in, widest first. */
export function listsOfRow(row: LiveRow): ListKey[] {
  const lists: ListKey[] = ['overall'];
  if (row.sex) lists.push(`sex:${row.sex}`);
  for (const divisionId of row.divisionIds) lists.push(`division:${divisionId}`);
  return lists;
}

/** Every list a race can have, in the order of its menu. */
export function listsOfRace(event: LiveEvent, raceId: string): ListKey[] {
  const divisions = event.divisions.filter((division) => division.raceId === raceId);
  return ['overall', 'sex:F', 'sex:M', 'sex:X', ...divisions.map((division): ListKey => `division:${division.divisionId}`)];
}

export function listName(event: LiveEvent, list: ListKey): string {
  if (list === 'overall') return 'Overall';
  if (list.startsWith('sex:')) return sexNames[list.slice(4) as keyof typeof sexNames];
  const divisionId = list.slice('division:'.length);
  return event.divisions.find((division) => division.divisionId === divisionId)?.name ?? divisionId;
}

export function isListKey(text: string): text is ListKey {
  return text === 'overall' || /^sex:[FMX]$/.test(text) || /^division:./.test(text);
}
