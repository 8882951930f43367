/** The same value with another one at that path: `set(style, ['shadow', 'blurPx'], 4)`. */
export function setIn(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(whole)) return whole.with(Number(key), setIn(whole[Number(key)], rest, value));
  const record = whole as Record<string, unknown>;
  return { ...record, [key]: setIn(record[key], rest, value) };
}
