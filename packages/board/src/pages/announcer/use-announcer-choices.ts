import { useLayoutEffect, useState } from 'react';
import { sizes } from '../use-choices.ts';
import { type SceneId, scenes } from './scenes.ts';

/** What whoever reads has chosen. It stands in the address, so that a reload shows the same: `?scene=coming&race=2&size=1.2`. */
export type AnnouncerChoices = {
  scene: SceneId;
  /** From 1 in the order of the event; 0 = all races. */
  race: number;
  size: number;
};

export function useAnnouncerChoices(): { choices: AnnouncerChoices; choose: (change: Partial<AnnouncerChoices>) => void } {
  const [choices, setChoices] = useState(() => readChoices(new URLSearchParams(location.search)));
  // Before anything is measured.
  useLayoutEffect(() => {
    const query = withChoices(new URLSearchParams(location.search), choices).toString();
    history.replaceState(null, '', query ? `?${query}` : location.pathname);
    document.documentElement.style.setProperty('--size', String(choices.size));
  }, [choices]);
  return { choices, choose: (change) => setChoices((old) => ({ ...old, ...change })) };
}

function readChoices(query: URLSearchParams): AnnouncerChoices {
  const size = Number(query.get('size') ?? 1);
  return {
    scene: scenes.find(({ id }) => id === query.get('scene'))?.id ?? 'line',
    race: Math.max(0, Math.trunc(Number(query.get('race')) || 0)),
    size: sizes.find((known) => known === size) ?? 1,
  };
}

/** What else stands there stays: other sources of the page. */
function withChoices(query: URLSearchParams, { scene, race, size }: AnnouncerChoices): URLSearchParams {
  const set = (name: string, value: string | null) => (value === null ? query.delete(name) : query.set(name, value));
  set('scene', scene === 'line' ? null : scene);
  set('race', race === 0 ? null : String(race));
  set('size', size === 1 ? null : String(size));
  return query;
}
