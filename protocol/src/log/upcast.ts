/** An entry as it was written, before anything about it is believed. */
export type RawEntry = Record<string, unknown>;

/** Turns an entry of one version into the next one. Pure, total, and never edited once released: old entries keep their bytes and their hash. */
export type Upcaster = (old: RawEntry) => RawEntry;

export const currentVersion = 1;

/** By the version they start from. Version 1 is the first, so there is none yet; `fixtures/` holds entries of every released version. */
const released = new Map<number, Upcaster>();

/** Brings an entry to the current version, step by step; undefined when a step is missing. */
export function upcast(
  entry: RawEntry,
  { to = currentVersion, steps = released as ReadonlyMap<number, Upcaster> } = {},
): RawEntry | undefined {
  let current: RawEntry = entry;
  while (current.v !== to) {
    const step = typeof current.v === 'number' ? steps.get(current.v) : undefined;
    if (!step) return undefined;
    current = step(current);
  }
  return current;
}
