/** What the keys 1 to 7 show. */
export const scenes = [
  { id: 'line', name: 'At the line' },
  { id: 'finishers', name: 'Finishers' },
  { id: 'coming', name: 'Coming in' },
  { id: 'leaders', name: 'Leaders' },
  { id: 'groups', name: 'Age groups' },
  { id: 'leads', name: 'New leads' },
  { id: 'watch', name: 'Watch list' },
] as const;

export type SceneId = (typeof scenes)[number]['id'];
