import type { LiveEvent } from '@chute/protocol';
import { useCallback, useEffect, useState } from 'react';
import { isListKey, type ListOfRace } from '../picture/lists.ts';

/** What whoever looks has chosen. It stands in the address, so that a wall set once stays so: `?race=2&list=sex:F&size=1.2`. */
export type Choices = {
  /** From 1 in the order of the event; 0 = all races. */
  race: number;
  /** Null: the tables take turns. */
  list: ListOfRace['list'] | null;
  size: number;
};

export const sizes = [0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.6, 1.8, 2] as const;

export function useChoices(): { choices: Choices; choose: (change: Partial<Choices>) => void } {
  const [choices, setChoices] = useState(() => readChoices(new URLSearchParams(location.search)));
  useEffect(() => {
    const query = writeChoices(choices);
    history.replaceState(null, '', query ? `?${query}` : location.pathname);
    document.documentElement.style.setProperty('--size', String(choices.size));
  }, [choices]);
  const choose = useCallback((change: Partial<Choices>) => setChoices((old) => ({ ...old, ...change })), []);
  return { choices, choose };
}

/** One step up or down the sizes. */
export function nextSize(size: number, by: 1 | -1): number {
  const at = sizes.findIndex((known) => known >= size);
  return sizes[Math.min(sizes.length - 1, Math.max(0, at + by))]!;
}

export function chosenRaceId(event: LiveEvent, choices: Choices): string | null {
  return event.races[choices.race - 1]?.raceId ?? null;
}

function readChoices(query: URLSearchParams): Choices {
  const list = query.get('list') ?? '';
  const size = Number(query.get('size') ?? 1);
  return {
    race: Math.max(0, Math.trunc(Number(query.get('race')) || 0)),
    list: isListKey(list) ? list : null,
    size: sizes.find((known) => known === size) ?? 1,
  };
}

function writeChoices({ race, list, size }: Choices): string {
  const query = new URLSearchParams();
  // Where the page listens stands there too, and stays.
  for (const [name, value] of new URLSearchParams(location.search)) if (name === 'own' || name === 'source') query.append(name, value);
  if (race > 0) query.set('race', String(race));
  if (list) query.set('list', list);
  if (size !== 1) query.set('size', String(size));
  return query.toString();
}
